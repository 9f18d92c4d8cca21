package org.factfloor.demo.line;

import java.time.Instant;
import java.time.LocalTime;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;

/**
 * What the clock on the wall says.
 *
 * @param time local time, to the minute
 * @param crew whether people are at the line: inside a shift, not in a planned stop, and not in a break
 *        unless others relieve them
 */
record FloorTime(LocalTime time, boolean crew) {

    private static final LocalTime LAST_HALF_HOUR = DemoCalendar.EVENING.minusMinutes(30);

    static FloorTime of(Calendar calendar, Instant instant) {
        long micros = Micros.of(instant);
        TimeClass now = calendar.spans(micros, micros + 1).getFirst().timeClass();
        return new FloorTime(instant.atZone(calendar.zone()).toLocalTime(), now == TimeClass.PLANNED);
    }

    /** Whether it is day. */
    boolean day() {
        return between(DemoCalendar.MORNING, DemoCalendar.EVENING);
    }

    /** Whether it is the last half hour of the day. */
    boolean evening() {
        return between(LAST_HALF_HOUR, DemoCalendar.EVENING);
    }

    /** Whether it is the first minute of a shift. */
    boolean shiftBegins() {
        return time.equals(DemoCalendar.MORNING) || time.equals(DemoCalendar.EVENING);
    }

    /** Whether the time is in [from, to). */
    boolean between(LocalTime from, LocalTime to) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
