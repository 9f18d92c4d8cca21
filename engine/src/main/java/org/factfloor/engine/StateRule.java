package org.factfloor.engine;

import java.time.Duration;
import java.time.Instant;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;

/**
 * Which saved states are worth their room: every hour for three days, where shifts change for 90 days, and where production
 * days begin for ever. At an hour of the wall clock; a shift that changes inside an hour counts at the end of that hour.
 */
final class StateRule {

    private static final long HOURLY = 3 * 24 * Micros.PER_HOUR;
    private static final long BY_SHIFT = 90 * 24 * Micros.PER_HOUR;
    private static final Duration HOUR = Duration.ofHours(1);

    private StateRule() {}

    /** Whether to keep the state of an hour, both times in µs. */
    static boolean keeps(Calendar calendar, long hour, long now) {
        long age = now - hour;
        if (age <= HOURLY) {
            return true;
        }
        Instant at = Micros.toInstant(hour);
        Instant before = at.minus(HOUR);
        return !calendar.productionDay(at).equals(calendar.productionDay(before))
                || age <= BY_SHIFT && !calendar.shiftAt(at).equals(calendar.shiftAt(before));
    }
}
