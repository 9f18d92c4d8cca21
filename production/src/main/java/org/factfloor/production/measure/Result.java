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
        /** People alone say what a manual station did. */
        MANUAL_STATION,
        /** There was no time, or none planned. */
        NO_PLANNED_TIME,
        /** The machine did not operate. */
        NO_OPERATING_TIME,
        /** Nothing was made for which the planned cycle is known. */
        NOTHING_MADE,
        /** Standards that a person confirmed cover less than 80 % of planned time. */
        STANDARDS_NOT_CONFIRMED,
        /** The machine was known for less than 80 % of planned time. */
        COVERAGE_TOO_LOW
    }
}
