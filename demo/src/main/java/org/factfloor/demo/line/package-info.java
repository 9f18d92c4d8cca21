/**
 * The physics of the simulated plant: one production line with six machines and a packing bench, a lathe and a press,
 * stepping once a second.
 *
 * <p>Way in: {@link org.factfloor.demo.line.Line}. A line at a second is a value: it can be copied, and two equal lines
 * that are stepped equally stay equal. {@link org.factfloor.demo.line.Frame} holds what all channels show at a second.
 * Nothing here knows a clock, a thread or a protocol.
 */
@NullMarked
package org.factfloor.demo.line;

import org.jspecify.annotations.NullMarked;
