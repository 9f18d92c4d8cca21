package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;

/** Where marks of silence are; from any thread. */
final class SilenceReads {

    static final String IS_MARK = "status = " + StatusCode.BAD_NO_COMMUNICATION + " AND type = "
            + ValueType.NONE.code();
    /** How far back is looked for the last samples of many signals at once; those left are looked for one by one. */
    private static final List<Long> BACK = List.of(Micros.PER_MINUTE, Micros.PER_HOUR, 24 * Micros.PER_HOUR);
    private static final int FEW = 1;

    private final Reads reads;
    private final Slices slices;
    private final NewestSamples newest;

    SilenceReads(Reads reads, Slices slices, NewestSamples newest) {
        this.reads = reads;
        this.slices = slices;
        this.newest = newest;
    }

    /** For each signal with a sample before a time, whether the last of these is a mark. */
    Map<Integer, Boolean> before(List<Integer> signals, long time) throws SQLException {
        Map<Integer, Boolean> silence = new HashMap<>();
        Set<Integer> open = new HashSet<>();
        SampleBatch latest = newest.of(signals);
        for (int i = 0; i < latest.size(); i++) {
            if (latest.time(i) < time) {
                silence.put(latest.signal(i), latest.isSilence(i));
            } else if (!newest.isBeforeAll(latest.signal(i), time)) {
                open.add(latest.signal(i));
            }
        }
        for (long back : BACK) {
            // Where samples have been removed the last one may be carried over.
            if (open.size() > FEW && time - back >= slices.now().tiers().removedBefore()) {
                silence.putAll(lastIn(open, time - back, time));
                open.removeAll(silence.keySet());
            }
        }
        for (int signal : open) {
            Optional<SampleBatch> last = reads.before(signal, time);
            last.ifPresent(row -> silence.put(signal, row.isSilence(0)));
        }
        return silence;
    }

    /**
     * The last sample of a signal.
     *
     * @param time µs
     */
    private record Last(long time, boolean isMark) {}

    private Map<Integer, Boolean> lastIn(Set<Integer> signals, long from, long to) throws SQLException {
        String which = LateRows.ofSignals(List.copyOf(signals));
        Map<Integer, Last> last = reads.read(from, to, connection -> {
            Map<Integer, Last> hot = new HashMap<>();
            find(connection, "hot WHERE time >= " + from + " AND time < " + to + " AND " + which, "time", hot);
            return hot;
        }, (connection, hot, snapshot) -> {
            List<Slice> concerned = snapshot.overlapping(from, to);
            if (!concerned.isEmpty()) {
                find(connection, Layout.files(concerned) + " WHERE " + which + " AND " + Layout.settledTimes(from, to),
                        "second * 1000000 + micro", hot);
            }
            return hot;
        });
        Map<Integer, Boolean> silence = new HashMap<>();
        last.forEach((signal, sample) -> silence.put(signal, sample.isMark()));
        return silence;
    }

    /** Of a hot and a settled sample at one time the hot one counts, which is asked for first. */
    private static void find(DuckDBConnection connection, String rows, String time, Map<Integer, Last> last)
            throws SQLException {
        Database.query(connection,
                "SELECT signal, max(" + time + "), arg_max(" + IS_MARK + ", " + time + ") FROM " + rows
                        + " GROUP BY signal",
                row -> last.merge(row.getInt(1), new Last(row.getLong(2), row.getBoolean(3)),
                        (before, found) -> found.time() > before.time() ? found : before));
    }

    /** Marks of silence in [from, to), by signal and time. */
    SampleBatch marks(List<Integer> signals, long from, long to, int limit) throws SQLException {
        String which = LateRows.ofSignals(signals);
        String order = " ORDER BY signal, time LIMIT " + limit;
        return reads.read(from, to, connection -> {
            Database.run(connection, "BEGIN");
            try {
                SampleBatch hot = RowReader.all(connection, "SELECT " + Layout.HOT + " FROM hot WHERE " + IS_MARK
                        + " AND time >= " + from + " AND time < " + to + " AND " + which + order);
                return new Marks(hot, LateRows.find(connection, slices, which, from, to));
            } finally {
                Database.run(connection, "COMMIT");
            }
        }, (connection, marks, snapshot) -> {
            List<Slice> concerned = snapshot.overlapping(from, to);
            SampleBatch settled = concerned.isEmpty()
                    ? new SampleBatch(1)
                    : RowReader.all(connection, "SELECT * FROM (SELECT " + Layout.SETTLED + " FROM "
                            + Layout.files(concerned) + " WHERE " + IS_MARK + " AND " + which + " AND "
                            + Layout.settledTimes(from, to) + ")"
                            + (marks.isLate() ? " ANTI JOIN " + LateRows.TABLE + " USING (signal, time)" : "") + order);
            return merged(marks.hot(), settled, limit);
        });
    }

    /**
     * What is hot.
     *
     * @param isLate whether hot rows lie where slices are
     */
    private record Marks(SampleBatch hot, boolean isLate) {}

    private static SampleBatch merged(SampleBatch one, SampleBatch other, int limit) {
        SampleBatch merged = new SampleBatch();
        int i = 0;
        int k = 0;
        while (merged.size() < limit && (i < one.size() || k < other.size())) {
            boolean first = k == other.size() || i < one.size() && (one.signal(i) < other.signal(k)
                    || one.signal(i) == other.signal(k) && one.time(i) < other.time(k));
            merged.addFrom(first ? one : other, first ? i++ : k++);
        }
        return merged;
    }
}
