package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.Columns;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * What is read, from any thread: the hot rows, and the slices that hold while these are read. A row on its way from hot to
 * settled may be seen twice; {@link Overlay} makes it one.
 */
final class Reads {

    /** Most slices looked into at once for the sample before a time. */
    private static final int MOST_AT_ONCE = 64;
    /** Before the newest slice: files that are read again and again, so that their footers are worth their memory. */
    private static final long RECENT = 2 * 24 * Micros.PER_HOUR;
    static final String IN_ORDER = " ORDER BY second, micro";

    private final Database database;
    private final Slices slices;
    private final HotHours hours;
    private final NewestSamples newest;
    private final Doctor doctor;

    Reads(Database database, Slices slices, HotHours hours, NewestSamples newest, Doctor doctor) {
        this.database = database;
        this.slices = slices;
        this.hours = hours;
        this.newest = newest;
        this.doctor = doctor;
    }

    SampleBatch range(int signal, long from, long to, int limit) throws SQLException {
        return read(from, to, connection -> hot(connection, signal, from, to, limit),
                (connection, hot, snapshot) -> {
                    SampleBatch rows = new SampleBatch();
                    Overlay overlay = new Overlay(hot, (batch, i) -> {
                        if (rows.size() < limit) {
                            rows.addFrom(batch, i);
                        }
                    });
                    settled(connection, snapshot, Layout.SETTLED, from, to,
                            Layout.settledRange(signal, from, to) + IN_ORDER + " LIMIT " + limit,
                            query -> RowReader.each(connection, query, overlay));
                    overlay.finish();
                    return rows;
                });
    }

    /**
     * All rows of some signals by rising time, then signal.
     *
     * @param signals at most {@link Scan#MOST_SIGNALS}
     */
    void scan(List<Integer> signals, long from, long to, Predicate<SampleBatch> sink) throws SQLException {
        SampleBatch latest = newest.of(signals);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < latest.size(); i++) {
            first = Math.min(first, newest.earliest(latest.signal(i)));
            last = Math.max(last, latest.time(i));
        }
        if (!latest.isEmpty()) {
            new Scan(signals, (start, end) -> window(signals, start, end)).run(Math.max(from, first),
                    Math.min(to, last + 1), sink);
        }
    }

    /** Rows of [from, to) in no particular order, hot ones first; one on its way may be there twice. */
    private SampleBatch window(List<Integer> signals, long from, long to) throws SQLException {
        String which = Scan.ofSignals(signals);
        return read(from, to, connection -> {
            SampleBatch rows = new SampleBatch();
            if (!hours.noneBefore(to)) {
                RowReader.into(connection, "SELECT " + Layout.HOT + " FROM hot WHERE " + which + " AND time >= " + from
                        + " AND time < " + to, rows);
            }
            return rows;
        }, (connection, rows, snapshot) -> {
            settled(connection, snapshot, Layout.SETTLED, from, to, which + " AND " + Layout.settledTimes(from, to),
                    query -> RowReader.into(connection, query, rows));
            return rows;
        });
    }

    Columns reduce(int signal, long from, long to, int columns) throws SQLException {
        return read(from, to,
                connection -> new HotPart(hotBefore(connection, signal, from),
                        hot(connection, signal, from, to, Integer.MAX_VALUE)),
                (connection, hot, snapshot) -> new Reduction(this, connection, snapshot, signal, from, to).to(columns,
                        () -> lastBefore(connection, snapshot, signal, from, hot.before()), hot.rows()));
    }

    /** What is hot of a range to reduce: the last sample before it, and its own. */
    private record HotPart(SampleBatch before, SampleBatch rows) {}

    private SampleBatch hot(DuckDBConnection connection, int signal, long from, long to, int limit)
            throws SQLException {
        return hours.noneBefore(to)
                ? new SampleBatch(1)
                : RowReader.all(connection, "SELECT " + Layout.HOT + " FROM hot WHERE signal = " + signal
                        + " AND time >= " + from + " AND time < " + to + " ORDER BY time LIMIT " + limit);
    }

    /** Runs a query over the slices of a range. */
    void settled(DuckDBConnection connection, Slices.Snapshot snapshot, String columns, long from, long to,
            String condition, Query reading) throws SQLException {
        List<Slice> concerned = snapshot.overlapping(from, to);
        if (concerned.isEmpty()) {
            return;
        }
        String query = "SELECT " + columns + " FROM " + Layout.files(concerned) + " WHERE "
                + condition;
        if (from >= snapshot.byStart().lastKey() - RECENT) {
            reading.run(query);
        } else {
            Database.withoutCache(connection, () -> reading.run(query));
        }
    }

    /** The last sample before a time. */
    Optional<SampleBatch> before(int signal, long time) throws SQLException {
        SampleBatch last = read(Long.MIN_VALUE, time, connection -> hotBefore(connection, signal, time),
                (connection, hot, snapshot) -> lastBefore(connection, snapshot, signal, time, hot));
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    private SampleBatch hotBefore(DuckDBConnection connection, int signal, long time) throws SQLException {
        return hours.noneBefore(time)
                ? new SampleBatch(1)
                : RowReader.all(connection, "SELECT " + Layout.HOT + " FROM hot WHERE signal = " + signal
                        + " AND time < " + time + " ORDER BY time DESC LIMIT 1");
    }

    /** The later of the last hot and the last settled sample before a time; the hot one of two at one time. */
    private SampleBatch lastBefore(DuckDBConnection connection, Slices.Snapshot snapshot, int signal, long time,
            SampleBatch hot) throws SQLException {
        if (newest.isBeforeAll(signal, time)) {
            return new SampleBatch(1);
        }
        long after = hot.isEmpty() ? Long.MIN_VALUE : hot.time(0);
        SampleBatch settled = settledBefore(connection, snapshot, signal, time, after);
        SampleBatch last = settled.isEmpty() ? hot : settled;
        if ((last.isEmpty() ? Long.MIN_VALUE : last.time(0)) >= snapshot.tiers().removedBefore()) {
            return last;
        }
        // What was removed may be later, and of that the last one is kept.
        SampleBatch carried = RowReader.all(connection, "SELECT " + Layout.HOT + " FROM carried WHERE signal = "
                + signal + " AND time < " + time);
        boolean isCarried = !carried.isEmpty() && (last.isEmpty() || carried.time(0) > last.time(0));
        return isCarried ? carried : last;
    }

    /**
     * The last settled sample in (after, time): of the hour that the time is in, then slices backwards, more at once the
     * longer there is none.
     */
    private static SampleBatch settledBefore(DuckDBConnection connection, Slices.Snapshot snapshot, int signal,
            long time, long after) throws SQLException {
        long hour = HotHours.startOf(time - 1);
        SampleBatch ofHour = lastSettled(connection, snapshot.overlapping(Math.max(hour, after + 1), time), signal,
                Math.max(hour, after + 1), time);
        if (!ofHour.isEmpty()) {
            return ofHour;
        }
        List<Slice> backwards = snapshot.byStart()
                .headMap(hour, false)
                .descendingMap()
                .values()
                .stream()
                .takeWhile(slice -> slice.to() > after)
                .toList();
        int atOnce = 1;
        for (int start = 0; start < backwards.size(); start += atOnce, atOnce = Math.min(atOnce * 2, MOST_AT_ONCE)) {
            List<Slice> group = backwards.subList(start, Math.min(start + atOnce, backwards.size()));
            SampleBatch found = lastBefore(connection, snapshot.tiers(), group, signal, hour, after);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return new SampleBatch(1);
    }

    /** The last sample of some slices in (after, hour), found by the tallies of hours where there are some. */
    private static SampleBatch lastBefore(DuckDBConnection connection, Tiers tiers, List<Slice> slices, int signal,
            long hour, long after) throws SQLException {
        List<Range> ranges = new ArrayList<>();
        for (Slice slice : slices) {
            Range range = new Range(slice.from(), Math.min(slice.to(), hour));
            ranges.add(range);
            if (!tiers.uncovered(Tier.HOUR, range.from(), range.to()).isEmpty()) {
                return lastSettled(connection, slices, signal, after + 1, hour);
            }
        }
        TallySource source = new TallySource(tiers, Tier.HOUR, ranges);
        AtomicLong last = new AtomicLong(after);
        Database.query(connection, source.select("start + first_after, start + last_after") + " AND signal = " + signal,
                row -> {
                    if (source.counts(row.getInt(1), row.getLong(2))) {
                        last.accumulateAndGet(row.getLong(3), Math::max);
                    }
                });
        long time = last.get();
        return time == after ? new SampleBatch(1) : lastSettled(connection, slices, signal, time, time + 1);
    }

    private static SampleBatch lastSettled(DuckDBConnection connection, List<Slice> slices, int signal, long from,
            long to) throws SQLException {
        return slices.isEmpty() || from >= to
                ? new SampleBatch(1)
                : RowReader.all(connection, "SELECT " + Layout.SETTLED + " FROM " + Layout.files(slices) + " WHERE "
                        + Layout.settledRange(signal, from, to) + " ORDER BY second DESC, micro DESC LIMIT 1");
    }

    /**
     * Reads what is hot, then what is settled. Again, if slices changed while the hot rows were read: these might be from
     * before a batch of which a part is settled by now, or from after rows left that the slices do not have yet. Again also
     * if a slice turns out to be broken, then without it.
     *
     * @param from of the range in which slices are read
     */
    <H, T> T read(long from, long to, HotReading<H> hotReading, SettledReading<H, T> settledReading)
            throws SQLException {
        return database.read(connection -> {
            while (true) {
                Slices.Snapshot snapshot = slices.take();
                try {
                    H hot = hotReading.run(connection);
                    if (slices.isCurrent(snapshot)) {
                        return settledReading.run(connection, hot, snapshot);
                    }
                } catch (SQLException e) {
                    if (!doctor.setsAside(connection, snapshot.overlapping(from, to), snapshot.tiers().files(from, to),
                            e)) {
                        throw e;
                    }
                } finally {
                    slices.release(snapshot);
                }
            }
        });
    }

    /** Runs a query and takes what it finds. */
    @FunctionalInterface
    interface Query {

        void run(String query) throws SQLException;
    }

    /** What is read of the hot rows. */
    @FunctionalInterface
    interface HotReading<H> {

        H run(DuckDBConnection connection) throws SQLException;
    }

    /** What is read of slices, given what the hot rows told. */
    @FunctionalInterface
    interface SettledReading<H, T> {

        T run(DuckDBConnection connection, H hot, Slices.Snapshot snapshot) throws SQLException;
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
