package org.factfloor.engine;

import java.util.Map;
import org.factfloor.plant.SampleBatch;

/** Tells what history has taken, and until when connections were alive by then. */
@FunctionalInterface
public interface Arrivals {

    /**
     * Has a listener told from now on.
     *
     * @return ends it
     */
    AutoCloseable listen(Listener listener);

    /** Told by one thread, right after each transaction of history. */
    @FunctionalInterface
    interface Listener {

        /**
         * Must return at once.
         *
         * @param batch rows that history has taken; used again afterwards; may be empty
         * @param changedPast whether some of them were late or took another's place
         * @param proofs last proof of life of each connection that is open, µs: everything it delivered before has been
         *        taken
         */
        void taken(SampleBatch batch, boolean changedPast, Map<String, Long> proofs);
    }
}
