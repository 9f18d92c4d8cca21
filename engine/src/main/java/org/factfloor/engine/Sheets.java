package org.factfloor.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.WorkUnitSheet;
import org.factfloor.production.WorkUnitSheet.CounterOnly;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.Manual;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;
import org.factfloor.production.WorkUnitSheet.StateSource;

/** How the plant model says that a machine is read. docs/reference/production-rules.md, sections 2 and 3. */
public final class Sheets {

    private Sheets() {}

    /** Empty for a work unit without production facts. */
    static Optional<WorkUnitSheet> of(WorkUnit unit) {
        return unit.production().map(sheet -> new WorkUnitSheet(unit.id(), source(unit, sheet),
                unit.signal(Signal.Role.COUNT).map(_ -> counting(sheet.count())), sheet.programs(),
                micros(sheet.shortStopLimit())));
    }

    /** Whether people alone say what a machine did. */
    public static boolean manual(WorkUnit unit) {
        return of(unit).filter(sheet -> sheet.states() instanceof Manual).isPresent();
    }

    /** The roles of the signals that a kernel reads under a sheet. */
    static Set<Signal.Role> roles(WorkUnitSheet sheet) {
        Set<Signal.Role> roles = EnumSet.of(Signal.Role.PROGRAM);
        if (sheet.counting().isPresent()) {
            roles.add(Signal.Role.COUNT);
        }
        switch (sheet.states()) {
            case StateSignal _ -> roles.add(Signal.Role.STATE);
            case PowerBands _ -> roles.add(Signal.Role.POWER);
            case CounterOnly _,Manual _ -> {
                // Nothing beside the counter.
            }
        }
        return roles;
    }

    private static StateSource source(WorkUnit unit, ProductionSheet sheet) {
        Optional<Signal> state = unit.signal(Signal.Role.STATE);
        if (state.isPresent()) {
            return new StateSignal(meanings(state.get()));
        }
        if (sheet.power().isPresent() && unit.signal(Signal.Role.POWER).isPresent()) {
            return new PowerBands(sheet.power().get().offBelow(), sheet.power().get().runningFrom());
        }
        return unit.signal(Signal.Role.COUNT).isPresent() ? new CounterOnly(micros(sheet.stopAfter())) : new Manual();
    }

    private static Map<Long, Signal.Meaning> meanings(Signal signal) {
        Map<Long, Signal.Meaning> meanings = new LinkedHashMap<>();
        signal.states().forEach((code, state) -> meanings.put(code, state.meaning()));
        return meanings;
    }

    private static Counting counting(ProductionSheet.Count count) {
        OneCount one = switch (count.oneCount()) {
            case CYCLE -> OneCount.CYCLE;
            case SHOT -> OneCount.SHOT;
            case PART -> OneCount.PART;
            case GOOD_PART -> OneCount.GOOD_PART;
        };
        return new Counting(one, count.piecesPerCount(), count.rollover(), count.plausible());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
