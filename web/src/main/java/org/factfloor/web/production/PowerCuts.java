package org.factfloor.web.production;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.factfloor.engine.Facts;
import org.factfloor.engine.Sheets;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Interval;
import org.factfloor.production.PowerCut;
import org.factfloor.production.PowerCut.Known;
import org.factfloor.production.State;
import org.factfloor.records.Audit;

/** Finds the power cuts that explain why nothing is known of a machine. */
final class PowerCuts {

    /** Whether machines were known before. */
    private static final long BEFORE = Micros.PER_HOUR;
    /** Whether they are known again, or Factfloor was started before that. */
    private static final long AFTER = 24 * Micros.PER_HOUR;

    private final Facts facts;
    private final Audit audit;

    PowerCuts(Facts facts, Audit audit) {
        this.facts = facts;
        this.audit = audit;
    }

    /** Those of the machine's site that reach into these intervals of it. */
    List<PowerCut> of(PlantModel model, String machine, List<Interval> intervals) {
        List<WorkUnit> machines = model.siteOf(machine).stream().flatMap(Site::workUnits)
                .filter(unit -> unit.production().isPresent() && !Sheets.manual(unit)).toList();
        if (machines.stream().flatMap(PowerCuts::connections).distinct().count() < 2) {
            return List.of();
        }
        return windows(intervals).stream().flatMap(window -> PowerCut.of(known(machines, window)).stream())
                .filter(cut -> audit.starts(cut.from(), cut.to()).isEmpty()).toList();
    }

    private record Window(long from, long to) {}

    /** What has to be looked at: the time around intervals without data, near ones together. */
    private static List<Window> windows(List<Interval> intervals) {
        List<Window> windows = new ArrayList<>();
        intervals.stream().filter(interval -> interval.state() == State.NO_DATA).forEach(interval -> {
            boolean near = !windows.isEmpty() && windows.getLast().to() >= interval.from() - BEFORE;
            long from = near ? windows.removeLast().from() : interval.from() - BEFORE;
            windows.add(new Window(from, interval.to() + AFTER));
        });
        return windows;
    }

    private List<Known> known(List<WorkUnit> machines, Window window) {
        Snapshot snapshot = Snapshot.take(facts, machines.stream().map(WorkUnit::id).toList(), window.from(),
                window.to());
        return machines.stream().map(unit -> new Known(connections(unit).toList(),
                snapshot.intervals(unit.id(), window.from(), window.to()))).toList();
    }

    private static Stream<String> connections(WorkUnit unit) {
        return unit.signals().stream().map(Signal::connection).distinct();
    }
}
