package org.factfloor.plant;

import org.factfloor.plant.Calendar.ShiftRun;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time [from, to) of which the calendar says one thing.
 *
 * @param from µs since 1970-01-01 UTC
 * @param to later than {@code from}
 * @param shift the shift that runs, whole, also where it reaches beyond this span; null off shift
 * @param name of the break or the planned stop; null for other time
 */
public record TimeSpan(long from, long to, TimeClass timeClass, @Nullable ShiftRun shift, @Nullable Label name) {

    public TimeSpan {
        if (from >= to) {
            throw new IllegalArgumentException("a span needs a length: " + from + " to " + to);
        }
    }

    /** Its length in µs. */
    public long length() {
        return to - from;
    }
}
