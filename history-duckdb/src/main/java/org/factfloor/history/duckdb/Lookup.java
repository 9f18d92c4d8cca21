package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.SampleBatch;

/** Looks up many (signal, time) at once, through a temporary table. Used by the one writer, inside its transaction. */
final class Lookup {

    private final DuckDBConnection connection;
    private final Slices slices;

    Lookup(DuckDBConnection connection, Slices slices) {
        this.connection = connection;
        this.slices = slices;
    }

    /** The hot rows at these (signal, time). */
    SampleBatch hot(SampleBatch keys) throws SQLException {
        ask(keys, new long[keys.size()]);
        return RowReader.all(connection, "SELECT " + Layout.HOT + " FROM hot SEMI JOIN probe USING (signal, time)");
    }

    /** The settled rows at these (signal, time). */
    SampleBatch settled(SampleBatch keys) throws SQLException {
        Slices.Snapshot now = slices.now();
        Set<Slice> concerned = new LinkedHashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            concerned.addAll(now.overlapping(keys.time(i), keys.time(i) + 1));
        }
        if (concerned.isEmpty()) {
            return new SampleBatch(1);
        }
        ask(keys, new long[keys.size()]);
        return RowReader.all(connection, """
                SELECT %s FROM %s AS settled SEMI JOIN probe
                ON settled.signal = probe.signal AND settled.second = probe.time // 1000000
                  AND settled.micro = probe.time %% 1000000""".formatted(Layout.SETTLED, Layout.files(concerned)));
    }

    /** Drops the hot rows at these (signal, time). */
    void dropHot(SampleBatch keys) throws SQLException {
        ask(keys, new long[keys.size()]);
        Database.run(connection,
                "DELETE FROM hot USING probe WHERE hot.signal = probe.signal AND hot.time = probe.time");
    }

    /**
     * Finds the earliest settled samples after these times.
     *
     * @param bounds for each key the time of a later sample of its signal; lowered where there is an earlier one between
     */
    void lowerToNext(SampleBatch keys, long[] bounds) throws SQLException {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (int i = 0; i < keys.size(); i++) {
            from = Math.min(from, keys.time(i));
            to = Math.max(to, bounds[i]);
        }
        ask(keys, bounds);
        List<Slice> between = slices.now().overlapping(from, to);
        if (!between.isEmpty()) {
            lowerToNext("(SELECT signal, second * 1000000 + micro AS time FROM " + Layout.files(between)
                    + " WHERE signal IN (SELECT signal FROM probe))", bounds);
        }
    }

    private void lowerToNext(String rows, long[] bounds) throws SQLException {
        Database.query(connection, """
                SELECT probe.key, min(held.time) FROM probe JOIN %s AS held
                ON held.signal = probe.signal AND held.time > probe.time AND held.time < probe.bound
                GROUP BY probe.key""".formatted(rows), row -> {
            int key = row.getInt(1);
            bounds[key] = Math.min(bounds[key], row.getLong(2));
        });
    }

    private void ask(SampleBatch keys, long[] bounds) throws SQLException {
        Database.run(connection, "DELETE FROM probe");
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "probe")) {
            for (int i = 0; i < keys.size(); i++) {
                appender.beginRow()
                        .append(i)
                        .append(keys.signal(i))
                        .append(keys.time(i))
                        .append(bounds[i])
                        .endRow();
            }
            appender.flush();
        }
    }
}
