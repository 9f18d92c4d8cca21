package org.factfloor.plant;

/** What the calendar says of a stretch of time. */
public enum TimeClass {
    /** Inside a shift: machines may be loaded with orders; breaks that machines run through are part of it. */
    PLANNED,
    /** A break of a shift in which machines stand. */
    BREAK,
    /** A planned stop inside a shift, such as cleaning; also where a break falls into it. */
    PLANNED_STOP,
    /** No shift runs. */
    OFF_SHIFT
}
