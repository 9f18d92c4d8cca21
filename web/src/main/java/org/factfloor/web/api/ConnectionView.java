package org.factfloor.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.Guarantee;
import org.factfloor.connectivity.KeptHistory;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.StatusCode;
import org.jspecify.annotations.Nullable;

/** A connection and how it is doing, as the API tells it. */
public record ConnectionView(String id, Label name, String protocol, String endpoint, Connection.Security security,
        @Nullable String user, Connection.Clock clock, long publishingIntervalMs, Guarantee guarantee,
        ConnectionStatus.State state, Instant since, @Nullable Instant lastProofOfLife, @Nullable FaultView fault,
        @Nullable Instant nextAttempt, long samples, double samplesPerSecond, @Nullable Double clockOffsetMs,
        long retimed, long overflowed, int signals, List<RefusalView> refused, int reconnects,
        @Nullable KeptView kept, @Nullable String edge) {

    /** Why a connection is not connected, or cannot be asked. */
    public record FaultView(ConnectionFault.Kind kind, String message, Map<String, String> details,
            @Nullable Instant at) {

        public static FaultView of(ConnectionStatus.Fault fault) {
            return new FaultView(fault.kind(), fault.message(), fault.details(), fault.at());
        }
    }

    /** A signal the source refused. */
    public record RefusalView(String signal, String status, String why) {}

    /**
     * What a source that keeps a history has told of times it was not heard.
     *
     * @param signals how many signals it keeps
     * @param openGaps stretches that are not filled yet
     * @param samples filled since the process started
     * @param last the stretch filled last
     */
    public record KeptView(int signals, int openGaps, long samples, KeptHistory.@Nullable Filled last) {

        static @Nullable KeptView of(KeptHistory kept) {
            return kept.signals() == 0
                    ? null
                    : new KeptView(kept.signals(), kept.openGaps(), kept.samples(), kept.last().orElse(null));
        }
    }

    static ConnectionView of(ConnectionStatus status) {
        Connection connection = status.connection();
        return new ConnectionView(connection.id(), connection.name(), connection.protocol(), connection.endpoint(),
                connection.security(), connection.user().orElse(null), connection.clock(),
                connection.publishingInterval().toMillis(), status.guarantee(), status.state(), status.since(),
                status.lastProofOfLife().orElse(null), status.fault().map(FaultView::of).orElse(null),
                status.nextAttempt().orElse(null), status.samples(), status.samplesPerSecond(),
                status.clockOffset().map(ConnectionView::millis).orElse(null), status.retimed(), status.overflowed(),
                status.signals(),
                status.refused().stream().map(refusal -> new RefusalView(refusal.signal(),
                        StatusCode.name(refusal.status()), refusal.why())).toList(),
                status.reconnects(), KeptView.of(status.kept()), connection.edge().orElse(null));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
