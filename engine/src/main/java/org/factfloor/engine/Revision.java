package org.factfloor.engine;

import java.util.List;

/**
 * A change of closed facts.
 *
 * @param number rises with each revision in the plant
 * @param at when it was computed, µs
 * @param from where the first changed cell or interval begins, µs
 * @param to where the last one ends, µs
 */
public record Revision(long number, long at, Cause cause, String workUnit, long from, long to) {

    /**
     * Why closed facts changed.
     *
     * @param parameters what it was, in the sequence the code says
     */
    public record Cause(Code code, List<String> parameters) {

        public Cause {
            parameters = List.copyOf(parameters);
        }
    }

    /** Kinds of cause, with what their parameters are. */
    public enum Code {
        /** Samples came late; the signal's key. */
        LATE_SAMPLES,
        /** A person said, corrected or took back something; the entry's id. */
        ENTRY,
        /** A standard was said, confirmed or retired; the product. */
        STANDARD,
        /** Another calendar, or the machine is read otherwise; the plant version's number. */
        PLANT_MODEL,
        /** Rules of another version; its number. */
        FORMULA
    }
}
