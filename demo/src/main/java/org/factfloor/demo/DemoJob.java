package org.factfloor.demo;

import java.time.Instant;

/**
 * A simulated job order.
 *
 * @param quantity pieces
 */
public record DemoJob(String id, String machine, String product, int quantity, Instant due) {}
