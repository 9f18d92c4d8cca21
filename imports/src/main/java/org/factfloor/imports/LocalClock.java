package org.factfloor.imports;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Optional;
import org.factfloor.plant.Micros;

/**
 * Turns times of a wall clock into instants, for several series of rows.
 *
 * <p>Where the clock is set back, an hour comes twice. A series is read as going through the first of the two, until its
 * times step back by more than a minute: from there on it goes through the second. Where the newest row stands first, it is
 * the other way round. Where the clock is set forward, an hour does not exist, and its times are none.
 *
 * <p>Not safe for many threads.
 */
final class LocalClock {

    /** Stands for a time that does not exist. */
    static final long NONE = Long.MIN_VALUE;

    private static final long STEP = Micros.PER_MINUTE;
    private static final long FAR = 3 * Micros.PER_HOUR;

    private final ZoneRules rules;
    private final boolean descending;
    /** Of each series: the wall time it was at within an hour that comes twice, {@link #NONE} outside. */
    private long[] within = new long[1];
    private boolean[] turned = new boolean[1];
    private long cachedHour = NONE;
    private long cachedOffset;
    private long twice;
    private Optional<ZoneOffsetTransition> firstTwice = Optional.empty();

    /**
     * A clock.
     *
     * @param descending whether the newest row stands first
     */
    LocalClock(ZoneId zone, boolean descending) {
        this.rules = zone.getRules();
        this.descending = descending;
        within[0] = NONE;
    }

    /**
     * The instant, µs since 1970-01-01 UTC, or {@link #NONE}.
     *
     * @param series from 0
     * @param wall µs since 1970-01-01 of the wall clock
     */
    long instant(int series, long wall) {
        long hour = Math.floorDiv(wall, Micros.PER_HOUR);
        if (hour == cachedHour) {
            leave(series);
            return wall - cachedOffset;
        }
        LocalDateTime time = local(wall);
        var offsets = rules.getValidOffsets(time);
        if (offsets.size() == 1) {
            leave(series);
            cache(hour);
            return wall - micros(offsets.getFirst());
        }
        if (offsets.isEmpty()) {
            return NONE;
        }
        twice++;
        if (firstTwice.isEmpty()) {
            firstTwice = Optional.of(rules.getTransition(time));
        }
        return wall - micros(offsets.get(passes(series, wall) ? 1 : 0));
    }

    /** How many times stood in an hour that comes twice. */
    long twice() {
        return twice;
    }

    /** The first setting back of the clock that times fell into. */
    Optional<ZoneOffsetTransition> firstTwice() {
        return firstTwice;
    }

    /** Whether the series is in the second of the two hours. */
    private boolean passes(int series, long wall) {
        if (series >= within.length) {
            int old = within.length;
            within = Arrays.copyOf(within, series * 2 + 1);
            Arrays.fill(within, old, within.length, NONE);
            turned = Arrays.copyOf(turned, within.length);
        }
        long before = within[series];
        if (before == NONE || Math.abs(wall - before) > FAR) {
            turned[series] = false;
        } else if (descending ? wall > before + STEP : wall < before - STEP) {
            turned[series] = true;
        }
        within[series] = wall;
        return turned[series] != descending;
    }

    private void leave(int series) {
        if (series < within.length) {
            within[series] = NONE;
        }
    }

    /** An hour whose beginning and end have the same single offset has it in between. */
    private void cache(long hour) {
        var begin = rules.getValidOffsets(local(hour * Micros.PER_HOUR));
        var end = rules.getValidOffsets(local((hour + 1) * Micros.PER_HOUR - 1));
        if (begin.size() == 1 && begin.equals(end)) {
            cachedHour = hour;
            cachedOffset = micros(begin.getFirst());
        }
    }

    private static LocalDateTime local(long wall) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(wall, Micros.PER_SECOND),
                (int) Math.floorMod(wall, Micros.PER_SECOND) * 1_000, ZoneOffset.UTC);
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * Micros.PER_SECOND;
    }
}
