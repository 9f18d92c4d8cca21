/**
 * The simulated plant: eight machines that speak OPC UA on loopback ports, a packing bench, their past, and what their people
 * say.
 *
 * <p>Ways in: {@link org.factfloor.demo.DemoPlant}; {@link org.factfloor.demo.DemoBooks}, the simulator's own record of the
 * truth; {@link org.factfloor.demo.DemoPeople}, who speak from those books. The physics are in {@link org.factfloor.demo.line}; here they are
 * served live, told as {@code plant.yaml}, and re-run for the past.
 */
@NullMarked
package org.factfloor.demo;

import org.jspecify.annotations.NullMarked;
