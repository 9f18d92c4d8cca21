package org.factfloor.production;

/**
 * A part of a stop in which a machine of a serial line waited for a neighbour. docs/reference/production-rules.md,
 * section 9.
 *
 * @param workUnit id of the machine that waited
 * @param from µs
 * @param to µs
 * @param stop where its stop began, µs
 * @param cause id of the machine that stood first
 */
public record Wait(String workUnit, long from, long to, Kind kind, long stop, String cause) {

    /** What was waited for. */
    public enum Kind {
        /** No parts came (starved). */
        WAITING_FOR_PREVIOUS,
        /** Parts could not be passed on (blocked). */
        NEXT_IS_FULL
    }
}
