package org.factfloor.records;

import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;

/** When something that is said can have been. All times are µs. */
final class EntryTimes {

    /** How far a terminal's clock may be ahead, µs. */
    private static final long CLOCK_TOLERANCE = 10 * Micros.PER_MINUTE;
    /** How far back and ahead something may be said, µs. */
    static final long FARTHEST = 400 * 24 * Micros.PER_HOUR;

    private EntryTimes() {}

    /**
     * Checks the times of what is said, or of what a correction says.
     *
     * @throws RefusedException if the clock of the terminal is off, or a time cannot be
     */
    static void check(NewEntry entry, long now, Calendar calendar, Optional<Entry> before) {
        long saidAt = entry.saidAt().orElse(now);
        if (saidAt > now + CLOCK_TOLERANCE) {
            throw Refusals.clockOff(saidAt, now, calendar.zone());
        }
        boolean ahead = entry.claim() instanceof Entry.StaffingClaim;
        // What is old may still be corrected, near to where it is.
        long earliest = before.map(Entry::from).filter(from -> from < now).orElse(now) - FARTHEST;
        time("from", entry.from(), now, earliest, ahead, calendar);
        entry.to().ifPresent(to -> {
            if (isInstant(entry.claim())) {
                throw Refusals.instantOnly();
            }
            time("to", to, now, earliest, !(entry.claim() instanceof Entry.ReasonClaim), calendar);
            if (to <= entry.from()) {
                throw Refusals.rangeEmpty("to", entry.from(), to, calendar.zone());
            }
        });
    }

    private static void time(String field, long time, long now, long earliest, boolean ahead,
            Calendar calendar) {
        if (!ahead) {
            notAhead(field, time, now, calendar.zone());
        }
        if (time < earliest || time > now + FARTHEST) {
            throw Refusals.tooFar(field, time, calendar.zone());
        }
    }

    private static void notAhead(String field, long time, long now, ZoneId zone) {
        if (time > now + CLOCK_TOLERANCE) {
            throw Refusals.inFuture(field, time, now, zone);
        }
    }

    /**
     * Checks when something ended that people end by a tap, and not before it happens.
     *
     * @param begun when it last began, µs; empty where it did not
     */
    static void end(String field, long time, OptionalLong begun, long now, ZoneId zone) {
        notAhead(field, time, now, zone);
        if (begun.isPresent() && time <= begun.getAsLong()) {
            throw Refusals.rangeEmpty(field, begun.getAsLong(), time, zone);
        }
        if (begun.isEmpty() && time < now - FARTHEST) {
            throw Refusals.tooFar(field, time, zone);
        }
    }

    private static boolean isInstant(Entry.Claim claim) {
        return claim instanceof Entry.RejectClaim || claim instanceof Entry.OutputClaim
                || claim instanceof Entry.CountClaim;
    }

    /** Refuses a terminal whose clock differs by more than 10 min. */
    static void clock(long terminal, long now, ZoneId zone) {
        if (Math.abs(terminal - now) > CLOCK_TOLERANCE) {
            throw Refusals.clockOff(terminal, now, zone);
        }
    }
}
