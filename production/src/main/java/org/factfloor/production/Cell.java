package org.factfloor.production;

import java.util.Optional;
import org.factfloor.plant.TimeClass;

/**
 * A piece of one machine's time with its sums, cut at local hours, production days and borders of time class, shift, product, job and
 * standard.
 *
 * @param shift the shift it lies in
 * @param cycle the planned cycle it was judged by
 * @param inputs order-free digest of the samples and entries that lie in it
 */
public record Cell(long from, long to, TimeClass timeClass, Optional<ShiftRef> shift, Optional<String> product,
        Optional<String> job, Optional<PlannedCycle> cycle, Quantities quantities, long inputs) {

    /**
     * One run of a shift.
     *
     * @param id of the shift in its calendar
     * @param from when this run began, µs
     */
    public record ShiftRef(String id, long from) {}
}
