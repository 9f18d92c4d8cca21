package org.factfloor.production;

/** What time was spent on; exactly one for every instant. */
public enum TimeUse {
    RUN, SETUP, SHORT_STOP, STOP, NO_DATA, NOT_PLANNED
}
