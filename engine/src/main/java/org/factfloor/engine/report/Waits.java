package org.factfloor.engine.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet.Role;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Interval;
import org.factfloor.production.LineKernel;
import org.factfloor.production.Wait;

/** What machines of serial lines waited for. docs/reference/production-rules.md, section 9. */
public record Waits(List<Wait> list) {

    public Waits {
        list = List.copyOf(list);
    }

    /** The waits in [from, to) of all serial lines a snapshot covers whole; a serial line is one with a counting point. */
    public static Waits of(PlantModel model, Snapshot snapshot, long from, long to) {
        List<Wait> waits = new ArrayList<>();
        model.workCenters().filter(center -> center.countingUnit().isPresent())
                .map(Waits::passing).filter(snapshot::covers).forEach(units -> {
                    List<List<Interval>> intervals = units.stream()
                            .map(unit -> snapshot.intervals(unit, from, to)).toList();
                    waits.addAll(LineKernel.waits(units, intervals, from, to));
                });
        return new Waits(waits);
    }

    private static List<String> passing(WorkCenter line) {
        return line.workUnits().stream().filter(unit -> unit.production()
                .filter(sheet -> EnumSet.of(Role.PRODUCTION, Role.SUPPORT).contains(sheet.role())).isPresent())
                .map(WorkUnit::id).toList();
    }

    /** What a machine waited for at a time, if it did. */
    public Optional<Wait> at(String machine, long time) {
        return list.stream().filter(wait -> wait.workUnit().equals(machine) && wait.from() <= time && time < wait.to())
                .findFirst();
    }

    /** Whether waiting explains most of a stop, so that nobody needs to be asked for its reason. */
    public boolean explain(Stop stop) {
        long waited = list.stream().filter(wait -> wait.workUnit().equals(stop.machine()))
                .mapToLong(wait -> Math.max(0, Math.min(wait.to(), stop.to()) - Math.max(wait.from(), stop.from())))
                .sum();
        return 2 * waited > stop.to() - stop.from();
    }
}
