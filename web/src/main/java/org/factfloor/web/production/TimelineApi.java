package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Interval;
import org.factfloor.production.PowerCut;
import org.factfloor.production.State;
import org.factfloor.production.TimeUse;
import org.factfloor.records.Audit;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Resource;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** What one machine did, stretch by stretch. */
public final class TimelineApi implements Resource {

    private static final long LONGEST = 35 * 24 * Micros.PER_HOUR;

    private final Asked asked;
    private final Facts facts;
    private final PowerCuts cuts;
    private final InstantSource clock;

    private record Timeline(String machine, Instant from, Instant to, Instant at, List<Part> intervals) {}

    /** A stretch in which nothing changed. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Part(Instant from, Instant to, State state, TimeUse use, TimeClass timeClass, @Nullable String reason,
            @Nullable String entry, @Nullable String product, @Nullable String job, @Nullable Instant stop,
            boolean powerCut, boolean provisional) {

        static Part of(Interval interval, long closedTo, List<PowerCut> cuts) {
            return new Part(Micros.toInstant(interval.from()), Micros.toInstant(interval.to()), interval.state(),
                    interval.use(), interval.timeClass(), interval.reason().orElse(null),
                    interval.entry().orElse(null), interval.product().orElse(null), interval.job().orElse(null),
                    interval.stop() == 0 ? null : Micros.toInstant(interval.stop()),
                    cuts.stream().anyMatch(cut -> cut.explains(interval)), interval.to() > closedTo);
        }
    }

    public TimelineApi(CurrentPlant plant, Facts facts, Audit audit, InstantSource clock) {
        this.asked = new Asked(plant);
        this.facts = facts;
        this.cuts = new PowerCuts(facts, audit);
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/machines/{id}/timeline", Access.READ, this::timeline, "from", "to"));
    }

    private void timeline(Call call) {
        Subject subject = asked.subject(call.path("id"));
        if (subject.kind() != Subject.Kind.WORK_UNIT) {
            throw ProblemException.notFound("unknown-machine", "The plant has no machine " + call.path("id") + ".");
        }
        Slice range = Asked.range(call, subject.calendar());
        if (range.to() - range.from() > LONGEST) {
            throw ProblemException.invalidField("to", "must be at most 35 days after from");
        }
        Instant now = clock.instant();
        Snapshot snapshot = Snapshot.take(facts, List.of(subject.id()), range.from(), range.to());
        List<Interval> intervals = snapshot.intervals(subject.id(), range.from(),
                Math.min(range.to(), Micros.of(now)));
        List<PowerCut> found = cuts.of(asked.model(), subject.id(), intervals);
        call.json(new Timeline(subject.id(), Micros.toInstant(range.from()), Micros.toInstant(range.to()), now,
                intervals.stream().map(interval -> Part.of(interval, snapshot.closedTo(), found)).toList()));
    }
}
