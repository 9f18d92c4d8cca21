package org.factfloor.records;

/**
 * Samples of a signal that a full buffer had to let go.
 *
 * @param signal permanent reference
 * @param hour begin of the hour their source times lie in, µs since 1970-01-01 UTC; an earlier time where an outage was so
 *        long that the box counted days
 */
public record EdgeLoss(int signal, long hour, long samples) {}
