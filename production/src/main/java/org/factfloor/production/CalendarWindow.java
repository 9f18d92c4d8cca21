package org.factfloor.production;

import java.util.List;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeSpan;

/** A week or so of a calendar; a plan of ten years is never unrolled as a whole. */
final class CalendarWindow {

    private static final long LENGTH = 7 * 24 * Micros.PER_HOUR;

    private final long from;
    private final List<TimeSpan> spans;
    private final long[] starts;

    /** The window that contains an instant. */
    CalendarWindow(Calendar calendar, long time) {
        this.from = Math.floorDiv(time, LENGTH) * LENGTH;
        this.spans = calendar.spans(from, from + LENGTH);
        this.starts = spans.stream().mapToLong(TimeSpan::from).toArray();
    }

    boolean contains(long time) {
        return time >= from && time - from < LENGTH;
    }

    /** The span that contains an instant of this window. */
    TimeSpan at(long time) {
        return spans.get(Claims.count(starts, time) - 1);
    }
}
