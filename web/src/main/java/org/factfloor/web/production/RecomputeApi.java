package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.factfloor.engine.Facts;
import org.factfloor.engine.Recomputed;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Quantity;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Resource;
import org.factfloor.web.api.SealedTime;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/** Counts a figure again from history and tells where that is not what is recorded. */
public final class RecomputeApi implements Resource {

    private final Asked asked;
    private final Facts facts;
    private final SealedTime sealed;
    /** It reads much of history; the plant must go on beside it. */
    private final Semaphore recomputing = new Semaphore(1);

    /** @param notClosed cells of the figure that were not compared, since they may still change */
    private record RecomputedView(boolean equal, long cells, long notClosed, long samples,
            List<DifferenceView> differences) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record DifferenceView(String machine, Instant from, Instant to, String measure, @Nullable Double recorded,
            @Nullable Double recomputed) {}

    public RecomputeApi(CurrentPlant plant, Facts facts, SealedTime sealed) {
        this.asked = new Asked(plant);
        this.facts = facts;
        this.sealed = sealed;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/facts/{id}/recompute", Access.PERSON, this::recompute));
    }

    private void recompute(Call call) {
        FactId id = FactId.asked(call);
        asked.subject(id.subject()).machines().forEach(machine -> sealed.check(machine, id.from()));
        if (!recomputing.tryAcquire()) {
            throw ProblemException.of(503, "busy", "Another figure is being counted again; try again in a minute.");
        }
        try {
            recompute(call, id);
        } finally {
            recomputing.release();
        }
    }

    private void recompute(Call call, FactId id) {
        Subject subject = asked.subject(id.subject());
        long cells = 0;
        long notClosed = 0;
        long samples = 0;
        List<DifferenceView> differences = new ArrayList<>();
        for (String machine : subject.machines()) {
            Recomputed recomputed = facts.recompute(machine, id.from(), id.to());
            cells += recomputed.cells();
            notClosed += Snapshot.ofCells(facts, List.of(machine), id.from(), id.to())
                    .cells(machine, id.from(), id.to()).stream().filter(cell -> cell.to() > recomputed.to()).count();
            samples += recomputed.samples();
            recomputed.differences().forEach(difference -> differences.addAll(views(machine, difference)));
        }
        call.json(new RecomputedView(differences.isEmpty(), cells, notClosed, samples, differences));
    }

    private static List<DifferenceView> views(String machine, Recomputed.Difference difference) {
        Instant from = Micros.toInstant(difference.from());
        Instant to = Micros.toInstant(difference.to());
        return switch (difference) {
            case Recomputed.IntervalDifference _ ->
                List.of(new DifferenceView(machine, from, to, "state", null, null));
            case Recomputed.CellDifference cell -> {
                List<DifferenceView> views = new ArrayList<>();
                for (Quantity quantity : Quantity.values()) {
                    Double stored = value(cell.stored(), quantity);
                    Double recomputed = value(cell.recomputed(), quantity);
                    if (stored == null ? recomputed != null : !stored.equals(recomputed)) {
                        views.add(new DifferenceView(machine, from, to, Words.of(quantity), stored, recomputed));
                    }
                }
                yield views.isEmpty() ? List.of(new DifferenceView(machine, from, to, "cell", null, null)) : views;
            }
        };
    }

    private static @Nullable Double value(Optional<Cell> cell, Quantity quantity) {
        return cell.map(known -> Figure.scaled(quantity, known.quantities().get(quantity))).orElse(null);
    }
}
