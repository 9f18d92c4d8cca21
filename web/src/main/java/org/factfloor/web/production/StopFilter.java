package org.factfloor.web.production;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Stop;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.ShiftRun;
import org.factfloor.plant.Micros;
import org.factfloor.production.Interval;
import org.factfloor.production.TimeUse;
import org.factfloor.web.http.Call;

/** Which stops a request asks for: those behind one bar of a Pareto, whatever that is by. */
final class StopFilter {

    private static final String NONE = "none";

    private StopFilter() {}

    /** By {@code missingReason}, {@code kind}, {@code reason}, {@code machine}, {@code shift} and {@code product}. */
    static Predicate<Stop> of(Call call, Calendar calendar, Slice range) {
        Optional<TimeUse> kind = call.query("kind").isEmpty()
                ? Optional.empty()
                : Optional.of(Asked.choice(call, "kind", TimeUse.class, TimeUse.STOP));
        boolean missing = call.query("missingReason").filter("true"::equals).isPresent();
        Predicate<Interval> parts = part -> kind.map(part.use()::equals).orElse(true);
        parts = parts.and(named(call.query("reason"), Interval::reason))
                .and(named(call.query("product"), Interval::product))
                .and(call.query("shift").map(shift -> in(calendar, range, shift)).orElse(_ -> true));
        Predicate<Interval> all = parts;
        Optional<String> machine = call.query("machine");
        return stop -> machine.map(stop.machine()::equals).orElse(true) && (!missing || stop.stop().reasonMissing())
                && stop.parts().stream().anyMatch(all);
    }

    private interface Name {
        Optional<String> of(Interval interval);
    }

    private static Predicate<Interval> named(Optional<String> wanted, Name name) {
        return wanted.<Predicate<Interval>>map(id -> part -> name.of(part).orElse(NONE).equals(id)).orElse(_ -> true);
    }

    /** Whether an interval lies, in part, in a run of a shift; for {@code none}, whether it does outside all of them. */
    private static Predicate<Interval> in(Calendar calendar, Slice range, String shift) {
        List<ShiftRun> runs = calendar.shiftRuns(range.from(), range.to());
        if (shift.equals(NONE)) {
            return part -> runs.stream().mapToLong(run -> overlap(run, part)).sum() < part.to() - part.from();
        }
        return part -> runs.stream().filter(run -> run.shift().id().equals(shift))
                .anyMatch(run -> overlap(run, part) > 0);
    }

    private static long overlap(ShiftRun run, Interval part) {
        return Math.max(0, Math.min(Micros.of(run.to()), part.to()) - Math.max(Micros.of(run.from()), part.from()));
    }
}
