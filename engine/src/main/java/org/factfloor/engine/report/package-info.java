/**
 * Reads facts the way people ask for them: of a machine, a line or the plant, by hour, shift or day.
 *
 * <p>Way in: {@link org.factfloor.engine.report.Snapshot}, the books of some machines taken once, so that all figures of
 * one answer come from the same books. Everything here is sums of cells and shapes of intervals; nothing is stored.
 */
@NullMarked
package org.factfloor.engine.report;

import org.jspecify.annotations.NullMarked;
