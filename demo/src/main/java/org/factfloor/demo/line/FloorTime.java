package org.factfloor.demo.line;

import java.time.Instant;
import java.time.LocalTime;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Break;

/**
 * What the clock on the wall says.
 *
 * @param time local time, to the minute
 * @param crew whether people are at the line: inside a shift and not in one of its breaks
 */
record FloorTime(LocalTime time, boolean crew) {

    static FloorTime of(Calendar calendar, Instant instant) {
        LocalTime time = instant.atZone(calendar.zone()).toLocalTime();
        boolean crew = calendar.shiftAt(instant)
                .map(run -> run.shift().breaks().stream().noneMatch(pause -> covers(pause, time))).orElse(false);
        return new FloorTime(time, crew);
    }

    /** Whether the time is in [from, to). */
    boolean between(LocalTime from, LocalTime to) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    private static boolean covers(Break pause, LocalTime time) {
        boolean afterStart = !time.isBefore(pause.from());
        boolean beforeEnd = time.isBefore(pause.to());
        // A break across midnight ends on the next day.
        return pause.from().isBefore(pause.to()) ? afterStart && beforeEnd : afterStart || beforeEnd;
    }
}
