package org.factfloor.engine.report;

import java.util.Optional;

/**
 * Planned time that did not become good pieces, for one cause.
 *
 * @param kind what it is; of several kinds together the largest
 * @param key what it is grouped by: for stops and changeovers the reason (empty where it is missing), else a machine, a
 *        shift run or a product; empty where the kind says it all
 * @param micros lost time, µs; negative for speed where the machine was faster than planned
 * @param pieces what was not made for it, pieces; 0 for time without a standard
 * @param count how many stops, or stretches of another kind, it consists of; 0 for speed and rejects
 */
public record Loss(Kind kind, Optional<String> key, long micros, double pieces, int count) {

    /** Kinds of loss; together they are planned time less what the good pieces needed. */
    public enum Kind {
        STOP, SHORT_STOP, SETUP, NO_DATA,
        /** Slower than the planned cycle. */
        SPEED, REJECTS
    }
}
