package org.factfloor.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.factfloor.history.HourCounts;
import org.factfloor.intake.JournalRecord.OfEdge;
import org.factfloor.intake.JournalRecord.OpenConnection;

/**
 * Which connections a journal leaves open, and until when each was alive: a fold over its records. Those of edge boxes are
 * kept apart: their silence is for the boxes to judge.
 */
final class OpenConnections {

    private final Map<String, OpenConnection> open = new TreeMap<>();
    private final Map<String, OpenConnections> edges = new TreeMap<>();
    /** Number of the last report of this box, where it is one. */
    private long report;

    void accept(JournalRecord record) {
        switch (record) {
            case JournalRecord.Samples _ -> {
                // Each delivery is followed by a word on life; the samples themselves are on their source's clock.
            }
            case JournalRecord.Counts _ -> {
                // Counts belong to signals.
            }
            case JournalRecord.Life(Map<String, Long> lastProofs) -> lastProofs.forEach(this::alive);
            case JournalRecord.Opened(String connection, List<Integer> signals, long at) ->
                open.put(connection, new OpenConnection(connection, signals, at));
            case JournalRecord.Closed(String connection) -> open.remove(connection);
            case JournalRecord.State(List<OpenConnection> all, Map<String, OfEdge> ofEdges) -> {
                open.clear();
                edges.clear();
                all.forEach(each -> open.put(each.connection(), each));
                ofEdges.forEach((edge, theirs) -> {
                    ofEdge(edge).accept(new JournalRecord.State(theirs.open(), Map.of()));
                    ofEdge(edge).report = theirs.report();
                });
            }
            case JournalRecord.Edge(String edge, JournalRecord word) -> ofEdge(edge).accept(word);
            case JournalRecord.Report(long number, HourCounts _) -> report = number;
        }
    }

    private OpenConnections ofEdge(String edge) {
        return edges.computeIfAbsent(edge, _ -> new OpenConnections());
    }

    /** These connections as they are now. */
    OpenConnections copy() {
        OpenConnections copy = new OpenConnections();
        copy.accept(state());
        return copy;
    }

    /** All of it as one record. */
    JournalRecord.State state() {
        Map<String, OfEdge> ofEdges = new TreeMap<>();
        edges.forEach((edge, theirs) -> ofEdges.put(edge, new OfEdge(theirs.list(), theirs.report)));
        return new JournalRecord.State(list(), ofEdges);
    }

    /** Until when each open connection was alive, µs, wherever it runs. */
    Map<String, Long> lastProofs() {
        Map<String, Long> proofs = new HashMap<>();
        edges.values().forEach(theirs -> proofs.putAll(theirs.lastProofs()));
        open.forEach((name, connection) -> proofs.put(name, connection.lastProof()));
        return proofs;
    }

    private void alive(String connection, long at) {
        open.computeIfPresent(connection, (_, before) -> new OpenConnection(connection, before.signals(),
                Math.max(before.lastProof(), at)));
    }

    /** The open connections of this box, by name. */
    List<OpenConnection> list() {
        return List.copyOf(open.values());
    }

    /** The open connections of an edge box, by name. */
    List<OpenConnection> list(String edge) {
        OpenConnections theirs = edges.get(edge);
        return theirs == null ? List.of() : theirs.list();
    }

    /** Number of the last report of an edge box that was counted; 0 before the first. */
    long report(String edge) {
        OpenConnections theirs = edges.get(edge);
        return theirs == null ? 0 : theirs.report;
    }

    /** Edge boxes that hold a connection open. */
    List<String> holders(String connection) {
        return edges.entrySet().stream().filter(edge -> edge.getValue().open.containsKey(connection))
                .map(Map.Entry::getKey).toList();
    }
}
