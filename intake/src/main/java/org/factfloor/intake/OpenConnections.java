package org.factfloor.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.factfloor.intake.JournalRecord.OpenConnection;

/** Which connections a journal leaves open, and until when each was alive: a fold over its records. */
final class OpenConnections {

    private final Map<String, OpenConnection> open = new TreeMap<>();

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
            case JournalRecord.State(List<OpenConnection> all) -> {
                open.clear();
                all.forEach(each -> open.put(each.connection(), each));
            }
        }
    }

    /** Connections that were found open. */
    static OpenConnections of(List<OpenConnection> connections) {
        OpenConnections found = new OpenConnections();
        found.accept(new JournalRecord.State(connections));
        return found;
    }

    /** These connections as they are now. */
    OpenConnections copy() {
        OpenConnections copy = new OpenConnections();
        copy.open.putAll(open);
        return copy;
    }

    /** Until when each open connection was alive, µs. */
    Map<String, Long> lastProofs() {
        Map<String, Long> proofs = new HashMap<>();
        open.forEach((name, connection) -> proofs.put(name, connection.lastProof()));
        return proofs;
    }

    private void alive(String connection, long at) {
        open.computeIfPresent(connection, (_, before) -> new OpenConnection(connection, before.signals(),
                Math.max(before.lastProof(), at)));
    }

    /** The open connections, by name. */
    List<OpenConnection> list() {
        return List.copyOf(open.values());
    }
}
