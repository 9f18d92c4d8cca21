package org.factfloor.web.production;

import java.util.List;
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
        List<Interval> without = intervals.stream().filter(interval -> interval.state() == State.NO_DATA).toList();
        if (without.isEmpty()) {
            return List.of();
        }
        long from = without.getFirst().from() - BEFORE;
        long to = without.getLast().to() + AFTER;
        return PowerCut.of(known(model, machine, from, to)).stream()
                .filter(cut -> audit.starts(cut.from(), cut.to()).isEmpty()).toList();
    }

    private List<Known> known(PlantModel model, String machine, long from, long to) {
        List<WorkUnit> machines = model.siteOf(machine).stream().flatMap(Site::workUnits)
                .filter(unit -> unit.production().isPresent() && !Sheets.manual(unit)).toList();
        Snapshot snapshot = Snapshot.take(facts, machines.stream().map(WorkUnit::id).toList(), from, to);
        return machines.stream().map(unit -> new Known(
                unit.signals().stream().map(Signal::connection).distinct().toList(),
                snapshot.intervals(unit.id(), from, to))).toList();
    }
}
