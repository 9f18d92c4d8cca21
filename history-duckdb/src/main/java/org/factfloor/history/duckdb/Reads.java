package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.Columns;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * What is read, from any thread: hot rows first, then the slices that hold at that moment or later. So a row on its way
 * from hot to settled is seen once or twice, never missed; {@link Overlay} makes it one.
 */
final class Reads {

    /** Most slices looked into at once for the sample before a time. */
    private static final int MOST_AT_ONCE = 64;
    /** Before the newest slice: files that are read again and again, so that their footers are worth their memory. */
    private static final long RECENT = 2 * 24 * Micros.PER_HOUR;
    private static final String IN_ORDER = " ORDER BY second, micro";

    private final Database database;
    private final Slices slices;
    private final NewestSamples newest;
    private final Doctor doctor;

    Reads(Database database, Slices slices, NewestSamples newest, Doctor doctor) {
        this.database = database;
        this.slices = slices;
        this.newest = newest;
        this.doctor = doctor;
    }

    SampleBatch range(int signal, long from, long to, int limit) throws SQLException {
        return database.read(connection -> {
            SampleBatch hot = hot(connection, Layout.hotRange(signal, from, to) + " ORDER BY time LIMIT " + limit);
            return overSettled(connection, from, to, snapshot -> {
                SampleBatch rows = new SampleBatch();
                Overlay overlay = new Overlay(hot, (batch, i) -> {
                    if (rows.size() < limit) {
                        rows.addFrom(batch, i);
                    }
                });
                settled(connection, snapshot, Layout.SETTLED, signal, from, to,
                        IN_ORDER + " LIMIT " + limit, overlay);
                overlay.finish();
                return rows;
            });
        });
    }

    Columns reduce(int signal, long from, long to, int columns) throws SQLException {
        return database.read(connection -> {
            Optional<SampleBatch> before = before(connection, signal, from);
            SampleBatch hot = hot(connection, Layout.hotRange(signal, from, to) + " ORDER BY time");
            Reduction reduction = new Reduction(signal, from, to, columns, before, hot);
            return overSettled(connection, from, to, snapshot -> {
                // Sorted in the files and files in time order: the engine keeps that order, as a rule.
                Optional<Columns> quick = reduction.over(connection, snapshot, "");
                return quick.isPresent()
                        ? quick.get()
                        : reduction.over(connection, snapshot, IN_ORDER).orElseThrow();
            });
        });
    }

    /** A range to reduce, as far as it is hot. */
    private record Reduction(int signal, long from, long to, int columns, Optional<SampleBatch> before,
            SampleBatch hot) {

        /** The columns with what is settled; empty if that came in another order than time's. */
        Optional<Columns> over(DuckDBConnection connection, Slices.Snapshot snapshot, String order)
                throws SQLException {
            Columns.Fold fold = new Columns.Fold(from, to, columns);
            before.ifPresent(row -> fold.carry(row, 0));
            Overlay overlay = new Overlay(hot, fold::accept);
            settled(connection, snapshot, Layout.SETTLED_FOR_PICTURES, signal, from, to, order, overlay);
            overlay.finish();
            return overlay.inOrder() ? Optional.of(fold.finish()) : Optional.empty();
        }
    }

    private static SampleBatch hot(DuckDBConnection connection, String condition) throws SQLException {
        return RowReader.all(connection, "SELECT " + Layout.HOT + " FROM hot WHERE " + condition);
    }

    private static void settled(DuckDBConnection connection, Slices.Snapshot snapshot, String columns, int signal,
            long from, long to, String order, RowSink sink) throws SQLException {
        List<Slice> concerned = snapshot.overlapping(from, to);
        if (concerned.isEmpty()) {
            return;
        }
        String query = "SELECT " + columns + " FROM " + Layout.files(concerned) + " WHERE "
                + Layout.settledRange(signal, from, to) + order;
        if (from >= snapshot.byStart().lastKey() - RECENT) {
            RowReader.each(connection, query, sink);
        } else {
            Database.withoutCache(connection, () -> RowReader.each(connection, query, sink));
        }
    }

    /** The last sample before a time. */
    Optional<SampleBatch> before(int signal, long time) throws SQLException {
        return database.read(connection -> before(connection, signal, time));
    }

    private Optional<SampleBatch> before(DuckDBConnection connection, int signal, long time) throws SQLException {
        if (newest.isBeforeAll(signal, time)) {
            return Optional.empty();
        }
        SampleBatch hot = hot(connection,
                "signal = " + signal + " AND time < " + time + " ORDER BY time DESC LIMIT 1");
        return overSettled(connection, Long.MIN_VALUE, time, snapshot -> {
            long after = hot.isEmpty() ? Long.MIN_VALUE : hot.time(0);
            SampleBatch settled = settledBefore(connection, snapshot, signal, time, after);
            SampleBatch last = settled.isEmpty() ? hot : settled;
            return last.isEmpty() ? Optional.empty() : Optional.of(last);
        });
    }

    /** The last settled sample in (after, time): slices backwards, more at once the longer there is none. */
    private static SampleBatch settledBefore(DuckDBConnection connection, Slices.Snapshot snapshot, int signal,
            long time, long after) throws SQLException {
        List<Slice> backwards = snapshot.byStart()
                .headMap(time, false)
                .descendingMap()
                .values()
                .stream()
                .takeWhile(slice -> slice.to() > after)
                .toList();
        int atOnce = 1;
        for (int start = 0; start < backwards.size(); start += atOnce, atOnce = Math.min(atOnce * 2, MOST_AT_ONCE)) {
            List<Slice> group = backwards.subList(start, Math.min(start + atOnce, backwards.size()));
            SampleBatch found = RowReader.all(connection, "SELECT " + Layout.SETTLED + " FROM " + Layout.files(group)
                    + " WHERE " + Layout.settledRange(signal, after + 1, time)
                    + " ORDER BY second DESC, micro DESC LIMIT 1");
            if (!found.isEmpty()) {
                return found;
            }
        }
        return new SampleBatch(1);
    }

    /** Reads with the slices that hold now; once more without those that turn out to be broken. */
    private <T> T overSettled(DuckDBConnection connection, long from, long to, SettledReading<T> reading)
            throws SQLException {
        Slices.Snapshot snapshot = slices.take();
        try {
            return reading.run(snapshot);
        } catch (SQLException e) {
            if (!doctor.setsAside(connection, snapshot.overlapping(from, to))) {
                throw e;
            }
        } finally {
            slices.release(snapshot);
        }
        return overSettled(connection, from, to, reading);
    }

    @FunctionalInterface
    private interface SettledReading<T> {

        T run(Slices.Snapshot snapshot) throws SQLException;
    }

    List<History.Change> changes(long after, int limit) throws SQLException {
        return database.read(connection -> {
            List<History.Change> changes = new ArrayList<>();
            Database.query(connection, "SELECT revision, signal, from_time, to_time FROM changes WHERE revision > "
                    + after + " ORDER BY revision LIMIT " + limit,
                    row -> changes.add(
                            new History.Change(row.getLong(1), row.getInt(2), row.getLong(3), row.getLong(4))));
            return changes;
        });
    }
}
