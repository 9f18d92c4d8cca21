package org.factfloor.web.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.plant.Signal;

/** Which signals their sources confirm at one moment: the connection stands and the source has not refused the signal. */
final class Freshness {

    private final Set<String> connected = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    Freshness(List<ConnectionStatus> statuses) {
        for (ConnectionStatus status : statuses) {
            if (status.state() == ConnectionStatus.State.CONNECTED) {
                connected.add(status.connection().id());
            }
            status.refused().forEach(refusal -> refused.add(refusal.signal()));
        }
    }

    boolean confirms(Signal signal) {
        return connected.contains(signal.connection()) && !refused.contains(signal.key());
    }
}
