package org.factfloor.connectivity;

import org.factfloor.plant.Signal;

/**
 * A signal of the plant model under its permanent reference.
 *
 * @param ref plant-wide, given once and never again
 */
public record Binding(int ref, Signal signal) {}
