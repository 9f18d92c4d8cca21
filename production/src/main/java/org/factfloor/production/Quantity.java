package org.factfloor.production;

/** The whole numbers a cell carries; all of them add up over cells. docs/reference/production-rules.md, section 8. */
public enum Quantity {
    CALENDAR_TIME(Unit.MICROSECONDS), SHIFT_TIME(Unit.MICROSECONDS),
    /** Planned busy time (ISO 22400-2 PBT). */
    PLANNED_TIME(Unit.MICROSECONDS),
    /** Actual production time (ISO 22400-2 APT). */
    RUN_TIME(Unit.MICROSECONDS), SETUP_TIME(Unit.MICROSECONDS), STOP_TIME(Unit.MICROSECONDS), SHORT_STOP_TIME(
            Unit.MICROSECONDS), NO_DATA_TIME(Unit.MICROSECONDS), MANUAL_TIME(
                    Unit.MICROSECONDS), REASON_MISSING_TIME(Unit.MICROSECONDS), NO_PRODUCT_TIME(Unit.MICROSECONDS),
    /** Planned time for which a person confirmed a standard. */
    STANDARD_TIME(Unit.MICROSECONDS),
    /** Produced quantity (ISO 22400-2 PQ). */
    MADE(Unit.MILLI_PIECES), SCRAP(Unit.MILLI_PIECES), REWORK(Unit.MILLI_PIECES), HOLD(Unit.MILLI_PIECES), SETUP_PIECES(
            Unit.MILLI_PIECES),
    /** Part of what was made that was spread over time without data. */
    ESTIMATED(Unit.MILLI_PIECES),
    /** Planned time for the made pieces. */
    EARNED(Unit.MICROSECONDS),
    /** Planned time for the good pieces. */
    EARNED_GOOD(Unit.MICROSECONDS),
    /** Pieces the planned time allows at the planned cycle; those that were made where there is none. */
    SHOULD(Unit.MILLI_PIECES),
    /** Pieces the run time allows at the planned cycle; those that were made where there is none. */
    COULD_RUN(Unit.MILLI_PIECES), TARGET(Unit.MILLI_PIECES),
    /** Good pieces of the time for which there is a target: what is held against it. */
    GOOD_OF_TARGET(Unit.MILLI_PIECES),
    /** Counter steps that were not believed. */
    JUMPS(Unit.COUNT),
    /** Pieces counted over a gap too long to spread them. */
    NOT_BOOKED(Unit.MILLI_PIECES);

    /** In what a quantity is counted. */
    public enum Unit {
        MICROSECONDS, MILLI_PIECES, COUNT
    }

    private final Unit unit;

    Quantity(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }
}
