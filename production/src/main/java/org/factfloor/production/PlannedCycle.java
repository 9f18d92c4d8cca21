package org.factfloor.production;

/**
 * How long a machine may take, by a standard.
 *
 * @param cycle planned time of one cycle, µs, at least 1
 * @param partsPerCycle pieces one cycle makes, 10⁻³ pieces, at least 1
 * @param targetPerHour what boards ask for, 10⁻³ pieces an hour; 0 where there is no target
 * @param confirmed whether a person confirmed it
 */
public record PlannedCycle(long cycle, long partsPerCycle, long targetPerHour, boolean confirmed) {

    public PlannedCycle {
        if (cycle < 1 || partsPerCycle < 1 || targetPerHour < 0) {
            throw new IllegalArgumentException("cycle " + cycle + " µs, parts " + partsPerCycle + ", target "
                    + targetPerHour + ": must be positive");
        }
    }
}
