package org.factfloor.demo.line;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * What shall be going on in the plant when somebody first looks at it, so that there is something to see at any time of
 * any day. The rest is chance.
 *
 * @param start when somebody first looks, seconds since 1970-01-01 UTC
 * @param cavityBlocked from when on one cavity of the mould is blocked, seconds since 1970-01-01 UTC
 */
public record Story(long start, long cavityBlocked) {

    private static final LocalTime MORNING = LocalTime.of(7, 40);
    private static final long MINUTE = 60;

    /** Nothing but chance. */
    public static final Story NONE = new Story(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);

    /** The story of a plant that is first looked at at an instant. */
    public static Story of(Instant start) {
        LocalDate today = start.atZone(DemoCalendar.CALENDAR.zone()).toLocalDate();
        Instant morning = morning(today);
        return new Story(start.getEpochSecond(),
                (morning.isAfter(start) ? morning(today.minusDays(1)) : morning).getEpochSecond());
    }

    private static Instant morning(LocalDate day) {
        return day.atTime(MORNING).atZone(DemoCalendar.CALENDAR.zone()).toInstant();
    }

    /** Whether the ejector of the mould is stuck: one long stop that nobody has explained yet. */
    boolean ejectorStuck(long second) {
        return within(second, -21, 20);
    }

    /** Whether the press is set up for its other product and then waits for the release of the first piece. */
    boolean pressSetup(long second) {
        return within(second, -38, 30);
    }

    /** Whether the screws that assembly was given are bad and jam its feeder again and again. */
    boolean badScrews(long second) {
        return within(second, -165, -40);
    }

    /** How many of the mould's eight cavities are open. */
    int cavities(long second) {
        return second < cavityBlocked ? 8 : 7;
    }

    private boolean within(long second, long fromMinute, long toMinute) {
        return second >= start + fromMinute * MINUTE && second < start + toMinute * MINUTE;
    }
}
