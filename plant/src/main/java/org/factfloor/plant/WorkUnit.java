package org.factfloor.plant;

import java.util.List;
import java.util.Optional;

/**
 * A machine or station: the lowest level that makes something (ISA-95 work unit).
 *
 * @param id unique in the plant
 * @param template id of the template it was made from, where it was
 * @param signals in the order people want to see them
 */
public record WorkUnit(String id, Label name, Optional<String> template, List<Signal> signals) {

    public WorkUnit {
        signals = List.copyOf(signals);
    }

    /** The first signal with this role. */
    public Optional<Signal> signal(Signal.Role role) {
        return signals.stream().filter(signal -> signal.role() == role).findFirst();
    }
}
