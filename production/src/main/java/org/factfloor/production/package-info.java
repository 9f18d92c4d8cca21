/**
 * The production kernel: from a machine's samples and what people said to states, stops, pieces, cells and measures.
 *
 * <p>Way in: {@link org.factfloor.production.WorkUnitKernel}, fed in event time with samples and a
 * {@link org.factfloor.production.Plan}; out come {@link org.factfloor.production.Interval}s and
 * {@link org.factfloor.production.Cell}s. {@link org.factfloor.production.LineKernel} reads the intervals of a line's
 * machines. Measures are computed from sums of cells at read. What each of them means is defined in
 * docs/reference/production-rules.md.
 *
 * <p>Pure: no clock, thread, file or logger. All times are µs since 1970-01-01 UTC, ranges are [from, to).
 */
@NullMarked
package org.factfloor.production;

import org.jspecify.annotations.NullMarked;
