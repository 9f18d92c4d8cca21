package org.factfloor.engine;

/**
 * Facts of a machine are not what they were: closed ones were computed or changed, or provisional ones moved on.
 *
 * @param from µs
 * @param to µs
 * @param revision number of the revision that changed closed facts; 0 for facts that were not closed before
 */
public record Changed(String workUnit, long from, long to, long revision) {}
