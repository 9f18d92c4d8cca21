package org.factfloor.app.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a nightly backup is due. One that was missed, because nothing ran or it failed, is made up for.
 *
 * @param at time of day
 * @param since the first one comes after this
 */
public record Schedule(LocalTime at, ZoneId zone, Instant since) {

    private static final Duration RETRY = Duration.ofHours(1);
    /** A backup may take that long before one is missing. */
    private static final Duration GRACE = Duration.ofHours(6);

    /** The latest time at or before an instant at which one was wished. */
    Instant before(Instant now) {
        LocalDate day = now.atZone(zone).toLocalDate();
        Instant today = ZonedDateTime.of(day, at, zone).toInstant();
        return today.isAfter(now) ? ZonedDateTime.of(day.minusDays(1), at, zone).toInstant() : today;
    }

    /** The first time after an instant at which one is wished. */
    public Instant next(Instant now) {
        LocalDate day = before(now).atZone(zone).toLocalDate();
        return ZonedDateTime.of(day.plusDays(1), at, zone).toInstant();
    }

    /**
     * Whether one is due.
     *
     * @param made when the last one was made
     * @param failed when the last attempt failed, if none succeeded since
     */
    public boolean isDue(Instant now, Optional<Instant> made, Optional<Instant> failed) {
        Instant wished = before(now);
        boolean missing = wished.isAfter(since) && made.map(wished::isAfter).orElse(true);
        return missing && failed.map(at -> at.isBefore(wished) || !at.plus(RETRY).isAfter(now)).orElse(true);
    }

    /** Whether the last one is older than was wished. */
    public boolean isLate(Instant now, Optional<Instant> made) {
        Instant wished = before(now.minus(GRACE));
        return wished.isAfter(since) && made.map(wished::isAfter).orElse(true);
    }
}
