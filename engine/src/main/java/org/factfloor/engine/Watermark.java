package org.factfloor.engine;

import java.util.Map;
import java.util.Set;
import org.factfloor.plant.Micros;

/**
 * Up to when a machine's samples are thought complete, µs: the least over its connections of last proof of life − 5 s, and
 * at most 15 minutes behind the clock.
 */
final class Watermark {

    /** What a source may deliver late without a past to be computed again. */
    static final long ALLOWANCE = 5 * Micros.PER_SECOND;
    /** So far behind the clock it stays at most, whatever connections say. */
    static final long FARTHEST_BEHIND = 15 * Micros.PER_MINUTE;

    private Watermark() {}

    /**
     * The watermark.
     *
     * @param proofs of the connections that are open; others do not hold it back, for their silence is written down
     * @param heard whether anything is known of connections yet
     */
    static long of(Set<String> connections, Map<String, Long> proofs, boolean heard, long now) {
        long complete = heard || connections.isEmpty() ? now : Long.MIN_VALUE;
        for (String connection : connections) {
            complete = Math.min(complete, proofs.getOrDefault(connection, Long.MAX_VALUE));
        }
        return Math.max(Math.min(complete, now) - ALLOWANCE, now - FARTHEST_BEHIND);
    }
}
