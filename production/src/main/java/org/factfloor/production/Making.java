package org.factfloor.production;

import org.jspecify.annotations.Nullable;

/**
 * What a machine makes, and how fast it may. docs/reference/production-rules.md, section 6.
 *
 * @param cavities active cavities that a person stated; −1 where nobody did
 */
record Making(@Nullable String product, @Nullable String job, @Nullable PlannedCycle cycle, int cavities) {

    /** Longest cycle that waits are computed with, µs; keeps them far from overflow. */
    private static final long LONGEST = 1L << 58;

    /** The planned cycle, µs; 0 without a standard. */
    long cycleTime() {
        return cycle == null ? 0 : Math.min(cycle.cycle(), LONGEST);
    }
}
