package org.factfloor.production;

import org.factfloor.plant.TimeClass;
import org.jspecify.annotations.Nullable;

/**
 * What plan and people say of a stretch of time in which none of it changes.
 *
 * @param to where the next change may come, µs
 * @param cellTo where a cell ends at the latest: the local hour or the production day, µs
 * @param timeClass of the calendar
 * @param shift of the calendar
 * @param staffing the staffing claim that holds
 * @param state the state claim that holds
 * @param making the job claim that holds, else the product claim
 */
record Ground(long to, long cellTo, TimeClass timeClass, Cell.@Nullable ShiftRef shift, @Nullable Entry staffing,
        @Nullable Entry state, @Nullable Entry making) {}
