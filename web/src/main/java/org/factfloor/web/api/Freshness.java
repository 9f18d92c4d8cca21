package org.factfloor.web.api;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal;

/**
 * Which signals their sources confirm at one moment: the connection stands, the source has not refused the signal, and
 * what it sends is taken in.
 */
final class Freshness {

    private final Set<String> connected = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    /**
     * What holds now.
     *
     * @param intakeFault what keeps new samples from being taken in, if anything does; nothing is fresh then
     */
    Freshness(List<ConnectionStatus> statuses, Optional<Label> intakeFault) {
        for (ConnectionStatus status : statuses) {
            if (intakeFault.isEmpty() && status.state() == ConnectionStatus.State.CONNECTED) {
                connected.add(status.connection().id());
            }
            status.refused().forEach(refusal -> refused.add(refusal.signal()));
        }
    }

    boolean confirms(Signal signal) {
        return connected.contains(signal.connection()) && !refused.contains(signal.key());
    }
}
