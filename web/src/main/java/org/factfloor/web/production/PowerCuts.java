package org.factfloor.web.production;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Optional<List<WorkUnit>> units = model.enterprise().sites().stream().map(PowerCuts::machines)
                .filter(all -> all.stream().anyMatch(unit -> unit.id().equals(machine))).findFirst();
        List<Known> known = new ArrayList<>();
        for (WorkUnit unit : units.orElse(List.of())) {
            List<Interval> own = Snapshot.take(facts, List.of(unit.id()), from, to).intervals(unit.id(), from, to);
            known.add(new Known(unit.signals().stream().map(Signal::connection).distinct().toList(), own));
        }
        return known;
    }

    private static List<WorkUnit> machines(Site site) {
        return site.areas().stream().flatMap(area -> area.workCenters().stream())
                .flatMap(center -> center.workUnits().stream())
                .filter(unit -> unit.production().isPresent() && !Sheets.manual(unit)).toList();
    }
}
