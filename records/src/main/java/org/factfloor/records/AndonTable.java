package org.factfloor.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.factfloor.records.AndonCall.Kind;
import org.factfloor.records.AndonCall.Step;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The tables of the calls. */
final class AndonTable {

    Optional<AndonCall> find(Handle handle, String id) {
        return read(handle, handle.createQuery("SELECT * FROM call WHERE id = :id").bind("id", id)).stream()
                .findFirst();
    }

    /** The call of a kind that was open at a time, µs, or is open now. */
    Optional<AndonCall> at(Handle handle, String workUnit, Kind kind, long time) {
        return read(handle, handle
                .createQuery("SELECT * FROM call WHERE work_unit = :machine AND kind = :kind AND (ended_at IS NULL"
                        + " OR called_at <= :time AND ended_at > :time) ORDER BY ended_at IS NULL DESC LIMIT 1")
                .bind("machine", workUnit).bind("kind", kind.name()).bind("time", time)).stream().findFirst();
    }

    List<AndonCall> open(Handle handle, Optional<String> workUnit) {
        return read(handle, handle
                .createQuery("SELECT * FROM call WHERE ended_at IS NULL AND (:machine IS NULL OR work_unit = :machine)"
                        + " ORDER BY called_at, number")
                .bind("machine", workUnit.orElse(null)));
    }

    List<AndonCall> list(Handle handle, Optional<String> workUnit, long from, long to, long before, int limit) {
        return read(handle, handle
                .createQuery("SELECT * FROM call WHERE called_at < :to AND (ended_at IS NULL OR ended_at > :from)"
                        + " AND (:machine IS NULL OR work_unit = :machine) AND number < :before"
                        + " ORDER BY number DESC LIMIT :limit")
                .bind("machine", workUnit.orElse(null)).bind("from", from).bind("to", to).bind("before", before)
                .bind("limit", limit));
    }

    private record Row(long number, String id, String workUnit, Kind kind) {}

    private static List<AndonCall> read(Handle handle, Query query) {
        List<Row> calls = query.map((row, _) -> new Row(row.getLong("number"), row.getString("id"),
                row.getString("work_unit"), Kind.valueOf(row.getString("kind")))).list();
        Map<Long, List<AndonCall.Taken>> steps = steps(handle, calls.stream().map(Row::number).toList());
        return calls.stream().map(call -> new AndonCall(call.number(), call.id(), call.workUnit(), call.kind(),
                steps.getOrDefault(call.number(), List.of()))).toList();
    }

    private static Map<Long, List<AndonCall.Taken>> steps(Handle handle, List<Long> calls) {
        Map<Long, List<AndonCall.Taken>> steps = new HashMap<>();
        if (!calls.isEmpty()) {
            handle.createQuery("SELECT * FROM call_step WHERE call IN (<calls>) ORDER BY at, rowid")
                    .bindList("calls", calls)
                    .map((row, _) -> steps.computeIfAbsent(row.getLong("call"), _ -> new ArrayList<>())
                            .add(new AndonCall.Taken(Step.valueOf(row.getString("step")), row.getLong("at"),
                                    row.getString("author"), row.getLong("received_at"))))
                    .list();
        }
        return steps;
    }

    void add(Handle handle, String id, String workUnit, Kind kind, long at) {
        handle.execute("INSERT INTO call (id, work_unit, kind, called_at) VALUES (?, ?, ?, ?)", id, workUnit,
                kind.name(), at);
    }

    void take(Handle handle, String id, AndonCall.Taken taken) {
        handle.execute("INSERT INTO call_step (call, step, at, author, received_at)"
                + " SELECT number, ?, ?, ?, ? FROM call WHERE id = ?", taken.step().name(), taken.at(), taken.author(),
                taken.receivedAt(), id);
        if (taken.step().ends()) {
            handle.execute("UPDATE call SET ended_at = ? WHERE id = ?", taken.at(), id);
        }
    }
}
