package org.factfloor.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.WorkUnitSheet;
import org.factfloor.production.WorkUnitSheet.CounterOnly;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.WorkUnitSheet.StateSignal;
import org.factfloor.production.WorkUnitSheet.StateSource;

/** How the plant model says that a machine is read. docs/reference/production-rules.md, sections 2 and 3. */
final class Sheets {

    private static final long FIVE_MINUTES = 5 * Micros.PER_MINUTE;

    private Sheets() {}

    /** Empty for a work unit without production facts. */
    static Optional<WorkUnitSheet> of(WorkUnit unit) {
        Optional<Signal> state = unit.signal(Signal.Role.STATE);
        Optional<Signal> count = unit.signal(Signal.Role.COUNT);
        if (state.isEmpty() && count.isEmpty()) {
            return Optional.empty();
        }
        StateSource source = state.<StateSource>map(signal -> new StateSignal(meanings(signal)))
                .orElseGet(() -> new CounterOnly(FIVE_MINUTES));
        Optional<Counting> counting = count
                .map(_ -> new Counting(OneCount.PART, 1_000, OptionalLong.empty(), 10_000));
        return Optional.of(new WorkUnitSheet(unit.id(), source, counting, Map.of(), FIVE_MINUTES));
    }

    private static Map<Long, Signal.Meaning> meanings(Signal signal) {
        Map<Long, Signal.Meaning> meanings = new LinkedHashMap<>();
        signal.states().forEach((code, state) -> meanings.put(code, state.meaning()));
        return meanings;
    }
}
