package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Micros;
import org.factfloor.production.Quantities;
import org.factfloor.production.measure.Measure;
import org.factfloor.production.measure.Split;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Resource;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Figures of a machine, a line or the plant by hour, shift or day. */
public final class FactsApi implements Resource {

    /** Figures in one answer. */
    private static final int MOST = 20_000;

    private final Asked asked;
    private final Facts facts;
    private final InstantSource clock;

    /** When people would say it was. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Named(String productionDay, @Nullable String shift) {
        static Named of(Slice slice) {
            return new Named(slice.productionDay().toString(), slice.shift().map(run -> run.shift().id()).orElse(null));
        }
    }

    record Fact(@JsonUnwrapped Figure figure, Instant from, Instant to, Named label, String measure, long revision) {
        static Fact of(FactId id, Slice slice, Figure figure) {
            return new Fact(figure, Micros.toInstant(id.from()), Micros.toInstant(id.to()), Named.of(slice),
                    id.measure().id(), id.revision());
        }
    }

    private record Answer(String subject, String zone, List<Fact> items) {}

    public FactsApi(CurrentPlant plant, Facts facts, InstantSource clock) {
        this.asked = new Asked(plant);
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/facts", Access.READ, this::facts, "subject", "measure", "from", "to", "period", "split"));
    }

    private void facts(Call call) {
        Subject subject = asked.subject(call);
        List<Measure> measures = Asked.measures(call);
        Slice range = Asked.range(call, subject.calendar());
        Split split = Asked.split(call);
        Slice.Period period = Asked.choice(call, "period", Slice.Period.class, Slice.Period.ALL);
        List<Slice> slices = Slice.cut(subject.calendar(), range.from(), range.to(), period);
        if ((long) slices.size() * measures.size() > MOST) {
            throw ProblemException.invalidField("period",
                    "asks for more than " + MOST + " figures; ask for fewer measures, a longer period or less time");
        }
        List<Fact> items = new ArrayList<>();
        if (!slices.isEmpty()) {
            long now = Micros.of(clock.instant());
            Snapshot snapshot = Snapshot.ofCells(facts, subject.machines(), slices.getFirst().from(),
                    slices.getLast().to());
            for (Slice slice : slices) {
                Quantities sums = snapshot.sum(subject.machines(), slice.from(), slice.to());
                boolean provisional = slice.to() > Math.min(now, snapshot.closedTo());
                for (Measure measure : measures) {
                    FactId id = new FactId(subject.id(), measure, slice.from(), slice.to(), split,
                            snapshot.revision());
                    items.add(Fact.of(id, slice, Figure.of(id, sums, provisional)));
                }
            }
        }
        call.json(new Answer(subject.id(), subject.calendar().zone().getId(), items));
    }
}
