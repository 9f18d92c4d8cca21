package org.factfloor.engine;

import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Quantities;

/**
 * The sums of one shift as they were when its report was due.
 *
 * @param to when the shift ended, µs
 * @param at when they were taken, µs: 15 minutes after the end, later where the engine was not there
 */
public record Closing(String workUnit, ShiftRef shift, long to, long at, Quantities sums) {}
