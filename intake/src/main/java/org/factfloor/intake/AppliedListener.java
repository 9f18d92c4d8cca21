package org.factfloor.intake;

import java.util.Map;
import org.factfloor.plant.SampleBatch;

/** Told what history has taken, by one thread and right after each transaction. Must return at once and not throw. */
@FunctionalInterface
public interface AppliedListener {

    /**
     * History has taken samples, or connections have shown that they live.
     *
     * @param batch rows that history has taken; used again afterwards; may be empty
     * @param changedPast whether some of them were older than the newest of their signal, or took another's place
     * @param proofs last proof of life of each connection that is open, µs: history holds everything it delivered before.
     *        The silence of a connection that is not in it is in history
     */
    void applied(SampleBatch batch, boolean changedPast, Map<String, Long> proofs);
}
