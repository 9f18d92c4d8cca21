package org.factfloor.records;

import org.factfloor.plant.Label;
import org.factfloor.production.LossPolicy;

/**
 * A reason people give for a stop.
 *
 * @param policy what it does to the time it is given to; fixed once the reason is made
 * @param hidden not offered any more; what was said with it stays
 * @param uses how often it was given in the last 30 days, where that was asked for
 */
public record Reason(String id, Label name, LossPolicy policy, boolean hidden, int uses) {}
