/**
 * The simulated plant: six machines of a production line that speak OPC UA on loopback ports, and their past.
 *
 * <p>Way in: {@link org.factfloor.demo.DemoPlant}. The physics are in {@link org.factfloor.demo.line}; here they are
 * served live, told as {@code plant.yaml}, and re-run for the past.
 */
@NullMarked
package org.factfloor.demo;

import org.jspecify.annotations.NullMarked;
