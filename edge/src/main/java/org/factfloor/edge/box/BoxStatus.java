package org.factfloor.edge.box;

import java.util.Optional;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.edge.Messages;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;

/** Writes how a box is doing. */
final class BoxStatus {

    /** Of each connection; more would say nothing new. */
    private static final int MOST_REFUSED = 200;

    private BoxStatus() {}

    static Messages.Status of(Uplink.Parts parts) {
        Optional<Label> fault = parts.intake().fault();
        return new Messages.Status(Micros.of(parts.clock().instant()), parts.outbox().order(),
                parts.outbox().whenFull(), parts.outbox().fill(), fault.map(Label::en).orElse(null),
                fault.map(Label::zh).orElse(null),
                parts.supervision().statuses().stream().map(BoxStatus::doing).toList(), parts.trust().untrusted(),
                parts.outbox().delivered());
    }

    private static Messages.Doing doing(ConnectionStatus status) {
        return new Messages.Doing(status.connection().id(), status.guarantee(), status.state(),
                Micros.of(status.since()), status.lastProofOfLife().map(Micros::of).orElse(null),
                status.fault().map(fault -> new Messages.Fault(fault.kind(), fault.message(), fault.details(),
                        Micros.of(fault.at()))).orElse(null),
                status.nextAttempt().map(Micros::of).orElse(null), status.samples(), status.samplesPerSecond(),
                status.clockOffset().map(offset -> offset.toNanos() / 1_000).orElse(null), status.retimed(),
                status.overflowed(), status.signals(),
                status.refused().stream().limit(MOST_REFUSED)
                        .map(refusal -> new Messages.Refusal(refusal.signal(), refusal.status(),
                                refusal.why()))
                        .toList(),
                status.reconnects());
    }
}
