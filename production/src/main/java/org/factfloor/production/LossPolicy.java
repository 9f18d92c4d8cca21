package org.factfloor.production;

/** What a reason does to the time it is given to. */
public enum LossPolicy {
    /** The stop stays what it is. */
    AVAILABILITY,
    /** It counts as a short stop, however long. */
    PERFORMANCE,
    /** It is a changeover. */
    SETUP,
    /** It is taken out of planned time. */
    EXCLUDED
}
