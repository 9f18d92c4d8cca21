package org.factfloor.history;

import org.jspecify.annotations.Nullable;

/**
 * How many days what machines said is kept: single samples, minutes and hours. Null is for ever. What is coarser is kept at
 * least as long as what is finer.
 *
 * @param samplesDays 1 to {@link #MOST_DAYS}
 * @param minutesDays 1 to {@link #MOST_DAYS}
 * @param hoursDays 1 to {@link #MOST_DAYS}
 */
public record Retention(@Nullable Integer samplesDays, @Nullable Integer minutesDays, @Nullable Integer hoursDays) {

    public static final int MOST_DAYS = 36_500;
    public static final Retention EVERYTHING = new Retention(null, null, null);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException out of range, or finer things longer than coarser ones
     */
    public Retention {
        check(samplesDays, minutesDays, "minutesDays must not be shorter than samplesDays");
        check(minutesDays, hoursDays, "hoursDays must not be shorter than minutesDays");
        check(hoursDays, null, "hoursDays is out of range");
    }

    private static void check(@Nullable Integer finer, @Nullable Integer coarser, String message) {
        if (finer != null && (finer < 1 || finer > MOST_DAYS)) {
            throw new IllegalArgumentException("days must be 1 to " + MOST_DAYS);
        }
        if (coarser != null && (finer == null || coarser < finer)) {
            throw new IllegalArgumentException(message);
        }
    }
}
