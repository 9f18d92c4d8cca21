package org.factfloor.production;

import java.util.Optional;
import org.factfloor.plant.TimeClass;

/**
 * A longest stretch of one machine's time inside one cell in which nothing changed. docs/reference/production-rules.md,
 * section 7.
 *
 * @param from µs
 * @param to µs
 * @param reason id of the reason a person gave
 * @param entry id of the entry that made the state or reason what it is
 * @param stop where the stop began that this is a part of, µs; 0 outside stops
 */
public record Interval(long from, long to, State state, TimeUse use, TimeClass timeClass, Optional<String> reason,
        Optional<String> entry, Optional<String> product, Optional<String> job, long stop) {

    /** Whether both say the same, each of its time. */
    public boolean alike(Interval other) {
        return state == other.state && use == other.use && timeClass == other.timeClass && stop == other.stop
                && reason.equals(other.reason) && entry.equals(other.entry) && product.equals(other.product)
                && job.equals(other.job);
    }

    /** This interval, begun at another time, µs. */
    public Interval from(long time) {
        return new Interval(time, to, state, use, timeClass, reason, entry, product, job, stop);
    }

    /** Its part in a range that it meets, µs. */
    public Interval clip(long start, long end) {
        return new Interval(Math.max(from, start), Math.min(to, end), state, use, timeClass, reason, entry, product,
                job,
                stop);
    }
}
