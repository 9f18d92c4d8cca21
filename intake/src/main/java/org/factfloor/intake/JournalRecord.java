package org.factfloor.intake;

import java.util.List;
import java.util.Map;
import org.factfloor.history.HourCounts;
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

    /** Samples that were refused, and remarks on others, by signal and source hour. */
    record Counts(HourCounts counts) implements JournalRecord {}

    /**
     * Every connection that is open at the start of a segment.
     *
     * @param open of this box
     * @param edges those of edge boxes, by the box's name
     */
    record State(List<OpenConnection> open, Map<String, OfEdge> edges) implements JournalRecord {}

    /**
     * What an edge box says.
     *
     * @param edge name of the box
     * @param word of any kind but samples, counts and this one
     */
    record Edge(String edge, JournalRecord word) implements JournalRecord {}

    /** Samples an edge box had to let go, and remarks on others; its reports have rising numbers. */
    record Report(long number, HourCounts counts) implements JournalRecord {}

    /**
     * What is known of an edge box.
     *
     * @param report number of the last report that was counted
     */
    record OfEdge(List<OpenConnection> open, long report) {}

    /**
     * A connection that is open.
     *
     * @param lastProof until when it was surely alive
     */
    record OpenConnection(String connection, List<Integer> signals, long lastProof) {}
}
