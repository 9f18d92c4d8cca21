package org.factfloor.intake;

import java.util.List;
import java.util.Map;
import org.factfloor.plant.SampleBatch;

/** What a journal holds. Times are µs since 1970-01-01 UTC. */
sealed interface JournalRecord {

    /** Samples under the times they are filed under. */
    record Samples(SampleBatch batch) implements JournalRecord {}

    /** Until when connections were alive. */
    record Life(Map<String, Long> lastProofs) implements JournalRecord {}

    /** A connection stands; silence of these signals is news from now on. */
    record Opened(String connection, List<Integer> signals, long at) implements JournalRecord {}

    /** A connection is gone and the silence of its signals is written. */
    record Closed(String connection) implements JournalRecord {}

    /**
     * Every connection that is open at the start of a segment.
     *
     * @param open of this box
     * @param edges those of edge boxes, by the box's name
     */
    record State(List<OpenConnection> open, Map<String, List<OpenConnection>> edges) implements JournalRecord {}

    /**
     * What an edge box says of its connections.
     *
     * @param edge name of the box
     * @param word of any kind but samples and this one
     */
    record Edge(String edge, JournalRecord word) implements JournalRecord {}

    /**
     * A connection that is open.
     *
     * @param lastProof until when it was surely alive
     */
    record OpenConnection(String connection, List<Integer> signals, long lastProof) {}
}
