package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.factfloor.engine.Closing;
import org.factfloor.engine.Facts;
import org.factfloor.engine.Revision;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Quantities;
import org.factfloor.production.measure.Measure;
import org.factfloor.production.measure.Measures;
import org.factfloor.production.measure.Split;
import org.jspecify.annotations.Nullable;

/** What a shift's figures were when its report was due: "then 76, now 74: 3 changes". */
final class Closings {

    private Closings() {}

    /**
     * The closing of a shift.
     *
     * @param changes revisions since that changed something in it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(Instant at, @Nullable Double good, @Nullable Double missing, long changes) {}

    /** A subject's sums at the closing; null where the period is no shift, or the closing of a machine is missing. */
    record Sums(long at, Quantities sums) {}

    static @Nullable View of(Facts facts, Subject subject, Slice period, Split split) {
        Sums closed = sums(facts, subject, period);
        if (closed == null) {
            return null;
        }
        return new View(Micros.toInstant(closed.at()), value("good", closed.sums(), split),
                value("missing", closed.sums(), split), changes(facts, subject, period, closed.at()));
    }

    /** Revisions that changed something in a period since a time, µs. */
    static long changes(Facts facts, Subject subject, Slice period, long since) {
        return subject.machines().stream()
                .flatMap(machine -> facts.revisions(machine, period.from(), period.to()).stream())
                .filter(revision -> revision.at() > since).map(Revision::number).distinct().count();
    }

    static @Nullable Sums sums(Facts facts, Subject subject, Slice period) {
        if (period.shift().isEmpty() || subject.machines().isEmpty()
                || period.from() != Micros.of(period.shift().get().from())
                || period.to() != Micros.of(period.shift().get().to())) {
            return null;
        }
        ShiftRef shift = new ShiftRef(period.shift().get().shift().id(), period.from());
        Quantities sums = Quantities.NONE;
        long at = Long.MIN_VALUE;
        for (String machine : subject.machines()) {
            Optional<Closing> closing = facts.closing(machine, shift);
            if (closing.isEmpty()) {
                return null;
            }
            sums = sums.plus(closing.get().sums());
            at = Math.max(at, closing.get().at());
        }
        return new Sums(at, sums);
    }

    /** What a measure came to by these sums. */
    static @Nullable Double value(String measure, Quantities sums, Split split) {
        Measure found = Measures.of(measure).orElseThrow();
        return Figure.of(new FactId("", found, 0, 1, split, 0), sums, false).value();
    }
}
