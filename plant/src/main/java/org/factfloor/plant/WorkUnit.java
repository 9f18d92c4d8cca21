package org.factfloor.plant;

import java.util.List;
import java.util.Optional;

/**
 * A machine or station: the lowest level that makes something (ISA-95 work unit).
 *
 * @param id unique in the plant
 * @param template id of the template it was made from, where it was
 * @param signals in the order people want to see them
 * @param sheet what the plant says of its production; {@link #production} tells what holds
 */
public record WorkUnit(String id, Label name, Optional<String> template, List<Signal> signals,
        Optional<ProductionSheet> sheet) {

    public WorkUnit {
        signals = List.copyOf(signals);
    }

    /** A machine of whose production the plant says nothing. */
    public WorkUnit(String id, Label name, Optional<String> template, List<Signal> signals) {
        this(id, name, template, signals, Optional.empty());
    }

    /** The same machine with other signals. */
    public WorkUnit withSignals(List<Signal> others) {
        return new WorkUnit(id, name, template, others, sheet);
    }

    /** The first signal with this role. */
    public Optional<Signal> signal(Signal.Role role) {
        return signals.stream().filter(signal -> signal.role() == role).findFirst();
    }

    /**
     * How its production is counted; empty for a utility, and where the plant says nothing and no signal tells its state or
     * counts.
     */
    public Optional<ProductionSheet> production() {
        boolean told = signal(Signal.Role.STATE).isPresent() || signal(Signal.Role.COUNT).isPresent();
        return sheet.or(() -> told ? Optional.of(ProductionSheet.STANDARD) : Optional.empty())
                .filter(found -> found.role() != ProductionSheet.Role.UTILITY);
    }
}
