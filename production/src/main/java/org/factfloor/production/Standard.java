package org.factfloor.production;

import java.util.Optional;

/**
 * How a product is made on a machine, from a time on.
 *
 * @param workUnit id of the machine
 * @param tool mould, fixture or program variant it holds for; empty for all
 * @param validFrom µs
 * @param planned the figures that hold
 * @param origin where they come from
 * @param confirmedBy the person who confirmed them
 */
public record Standard(String product, String workUnit, Optional<String> tool, long validFrom, PlannedCycle planned,
        Origin origin, Optional<String> confirmedBy) {

    public Standard {
        if (planned.confirmed() != confirmedBy.isPresent()) {
            throw new IllegalArgumentException("a confirmed standard names who confirmed it");
        }
    }

    /** Where a standard's figures come from. */
    public enum Origin {
        MEASURED, CALCULATED, GUESSED
    }
}
