package org.factfloor.connectivity;

import java.time.Instant;
import java.util.Optional;

/**
 * What a source that keeps a history has told of the times it was not heard.
 *
 * @param signals how many signals it keeps
 * @param openGaps stretches that are not filled yet
 * @param samples filled since the process started
 * @param last the stretch filled last
 */
public record KeptHistory(int signals, int openGaps, long samples, Optional<Filled> last) {

    /** Of a source that keeps none. */
    public static final KeptHistory NONE = new KeptHistory(0, 0, 0, Optional.empty());

    /**
     * A stretch that was filled.
     *
     * @param samples what the source told of it; those that were known before count, too
     * @param at when it was complete
     */
    public record Filled(Instant from, Instant until, long samples, Instant at) {}
}
