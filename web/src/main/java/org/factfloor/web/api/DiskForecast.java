package org.factfloor.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** When a disk is full if everything goes on as it did lately. */
final class DiskForecast {

    /** What lies further ahead is no forecast. */
    static final int FARTHEST_DAYS = 3_650;

    private DiskForecast() {}

    /**
     * A kind of things that take space.
     *
     * @param from from when there are any
     * @param bytesPerDay how much a day of them takes
     * @param days how long they are kept; null for ever
     */
    record Kind(Instant from, double bytesPerDay, @Nullable Integer days) {}

    /**
     * Days until the free space is used up: each day adds a day of each kind, and takes one of those away that are as old as
     * they are kept.
     *
     * @param free bytes that may be used
     * @return empty if growth is not known yet, or the disk does not fill within {@link #FARTHEST_DAYS}
     */
    static OptionalInt daysUntilFull(long free, List<Kind> kinds, Instant now) {
        double used = 0;
        for (int day = 1; day <= FARTHEST_DAYS; day++) {
            for (Kind kind : kinds) {
                double age = Duration.between(kind.from(), now).toHours() / 24.0 + day;
                boolean isFull = Optional.ofNullable(kind.days()).map(days -> age > days).orElse(false);
                used += isFull ? 0 : kind.bytesPerDay();
            }
            if (used > free) {
                return OptionalInt.of(day - 1);
            }
        }
        return OptionalInt.empty();
    }
}
