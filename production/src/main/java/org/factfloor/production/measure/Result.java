package org.factfloor.production.measure;

/** What a measure comes to: a figure, or why there is none. */
public sealed interface Result {

    /**
     * A figure in the measure's unit.
     *
     * @param value finite; ratios are not capped, 1 is 100 %
     */
    record Value(double value) implements Result {}

    /** No figure; never shown as 0. */
    record NoValue(Why why) implements Result {}

    /** Why there is no figure. */
    enum Why {
        /** There was no time, or none planned. */
        NOTHING_PLANNED,
        /** The machine did not operate. */
        DID_NOT_RUN,
        /** Nothing was made for which the planned cycle is known. */
        NOTHING_MADE,
        /** Standards that a person confirmed cover less than 80 % of planned time. */
        STANDARDS_MISSING,
        /** The machine was known for less than 80 % of planned time. */
        DATA_MISSING
    }
}
