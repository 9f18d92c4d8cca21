package org.factfloor.engine;

import org.factfloor.intake.AppliedListener;

/** Tells what history has taken. */
@FunctionalInterface
public interface Arrivals {

    /**
     * Has a listener told from now on.
     *
     * @return ends it
     */
    AutoCloseable listen(AppliedListener listener);
}
