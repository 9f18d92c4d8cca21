/**
 * Runs the production kernels, live and again, and keeps what they give.
 *
 * <p>Way in: {@link org.factfloor.engine.Engine#open}. It feeds one kernel per machine in event time with what history
 * has taken, lets go of time up to a watermark, and stores closed cells and intervals with the kernel's state at hour
 * borders in a {@link org.factfloor.engine.FactStore}. What touches a past that was fed already (late samples, entries,
 * standards, another plant model) is computed again in the background from the last state before it. People ask
 * {@link org.factfloor.engine.Facts}.
 *
 * <p>Everything here is a function of the history and of the records: the store may be deleted and comes back the same.
 */
@NullMarked
package org.factfloor.engine;

import org.jspecify.annotations.NullMarked;
