package org.factfloor.demo.line;

/** What a machine truly does, whatever its signals show. */
public enum Doing {
    RUNNING,
    /** Set up for another product, its tool changed, or warmed up. */
    SETUP,
    /** Waits for parts of the machine before. */
    STARVED,
    /** Waits for room behind it. */
    BLOCKED,
    /** Its people have a break. */
    RESTING,
    /** Stands for its daily cleaning. */
    CLEANING, CHIPS, EJECTOR, FEEDER, TOOL_BROKEN,
    /** Its bar magazine or coil is used up. */
    NO_MATERIAL, MISFEED,
    /** Has switched itself off. */
    OFF;

    public boolean stands() {
        return this != RUNNING && this != SETUP;
    }
}
