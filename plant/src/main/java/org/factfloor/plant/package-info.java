/**
 * The words everything else is written in: the ISA-95 hierarchy with its signals and connections
 * ({@link org.factfloor.plant.PlantModel}), samples and their identity ({@link org.factfloor.plant.SampleBatch},
 * {@link org.factfloor.plant.SampleOrder}), and the one time model of a site
 * ({@link org.factfloor.plant.Calendar}), with what changes in time ({@link org.factfloor.plant.Timeline}).
 *
 * <p>Values in, values out: nothing here knows a clock, a thread, a file or a library.
 */
@NullMarked
package org.factfloor.plant;

import org.jspecify.annotations.NullMarked;
