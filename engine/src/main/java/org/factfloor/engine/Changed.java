package org.factfloor.engine;

/**
 * Facts of a machine are not what they were: closed ones were computed or changed, or provisional ones moved on.
 *
 * @param from µs
 * @param to µs
 * @param revision number of the revision that changed closed facts; 0 for facts that were not closed before
 * @param recomputed whether it is the past that was computed anew, as after an entry, and not time that went on
 */
public record Changed(String workUnit, long from, long to, long revision, boolean recomputed) {}
