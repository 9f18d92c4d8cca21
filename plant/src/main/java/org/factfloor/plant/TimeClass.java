package org.factfloor.plant;

/** What a calendar says of an instant. */
public enum TimeClass {
    PLANNED,
    /** A break in which machines rest. */
    BREAK,
    /** Inside a shift, but planned to stand. */
    PLANNED_STOP, OFF_SHIFT
}
