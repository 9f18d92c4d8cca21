package org.factfloor.production.advice;

import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.production.PlannedCycle;

/** How long a stop is before people at the machine are asked for its reason. docs/reference/production-rules.md, section 10. */
public final class PromptLimit {

    private static final long FAST = 30 * Micros.PER_SECOND;
    private static final long SLOW = 5 * Micros.PER_MINUTE;

    private PromptLimit() {}

    /**
     * The limit, µs.
     *
     * @param cycle planned; empty where nobody stated one
     */
    public static long of(Optional<PlannedCycle> cycle) {
        long length = cycle.map(PlannedCycle::cycle).orElse(SLOW);
        if (length < FAST) {
            return 2 * Micros.PER_MINUTE;
        }
        return (length <= SLOW ? 5 : 10) * Micros.PER_MINUTE;
    }
}
