package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/** Finds where silences end, many at once: most end soon, so that little has to be looked at; from any thread. */
final class GapEnds {

    /** How far behind the beginning of many silences is looked at once; those left are looked for one by one. */
    private static final List<Long> AHEAD = List.of(Micros.PER_MINUTE, 2 * Micros.PER_HOUR);
    private static final int FEW = 1;
    /** Stretches of time in one query; more are joined until they are fewer. */
    private static final int MOST_STRETCHES = 100;
    private static final long OPEN = Long.MAX_VALUE;

    private final Reads reads;
    private final Slices slices;

    GapEnds(Reads reads, Slices slices) {
        this.reads = reads;
        this.slices = slices;
    }

    private record Key(int signal, long begin) {}

    /**
     * For each silence the time of its signal's first sample at or after its beginning that is no mark.
     *
     * @param silences by signal and time
     * @return {@code to} where there is none before it
     */
    long[] of(SampleBatch silences, long to) throws SQLException {
        long[] ends = new long[silences.size()];
        BitSet open = new BitSet();
        for (int i = 0; i < ends.length; i++) {
            ends[i] = OPEN;
            open.set(i);
        }
        for (long ahead : AHEAD) {
            if (open.cardinality() > FEW) {
                lookAhead(silences, ends, open, ahead, to);
            }
        }
        for (int i = open.previousSetBit(ends.length); i >= 0; i = open.previousSetBit(i - 1)) {
            ends[i] = oneByOne(silences, i, to);
        }
        return ends;
    }

    private void lookAhead(SampleBatch silences, long[] ends, BitSet open, long ahead, long to) throws SQLException {
        Map<Key, Integer> keys = new HashMap<>();
        open.stream().forEach(i -> keys.put(new Key(silences.signal(i), silences.time(i)), i));
        NavigableMap<Long, Long> stretches = stretches(silences, open, ahead, to);
        if (stretches.isEmpty()) {
            return;
        }
        long from = stretches.firstKey();
        long end = stretches.lastEntry().getValue();
        String which = LateRows.ofSignals(List.copyOf(new TreeSet<>(keys.keySet().stream().map(Key::signal).toList())));
        String begins = open.stream()
                .mapToObj(i -> "(" + silences.signal(i) + "," + silences.time(i) + ")")
                .collect(Collectors.joining(",", "(VALUES ", ") AS silence(signal, begin)"));
        Map<Key, Long> found = reads.read(from, end, connection -> new Hot(find(connection,
                "SELECT signal, time FROM hot WHERE NOT (" + SilenceReads.IS_MARK + ") AND " + which + " AND "
                        + within(stretches.entrySet(), "time"),
                begins, new HashMap<>()), LateRows.find(connection, slices, which, from, end)),
                (connection, hot, snapshot) -> {
                    List<Slice> concerned = snapshot.overlapping(from, end);
                    if (!concerned.isEmpty()) {
                        find(connection, "SELECT signal, time FROM (SELECT " + Layout.SETTLED + " FROM "
                                + Layout.files(concerned) + " WHERE NOT (" + SilenceReads.IS_MARK + ") AND " + which
                                + " AND " + Layout.settledTimes(from, end) + ") AS settled"
                                + (hot.isLate() ? " ANTI JOIN " + LateRows.TABLE + " USING (signal, time)" : "")
                                + " WHERE " + within(stretches.entrySet(), "time"), begins, hot.found());
                    }
                    return hot.found();
                });
        found.forEach((key, time) -> {
            Integer i = keys.get(key);
            if (i != null && time - key.begin() <= ahead) {
                ends[i] = time;
                open.clear(i);
            }
        });
        for (int i = open.previousSetBit(ends.length); i >= 0; i = open.previousSetBit(i - 1)) {
            boolean followed = i + 1 < ends.length && silences.signal(i + 1) == silences.signal(i)
                    && silences.time(i + 1) - silences.time(i) <= ahead;
            // Nothing lies between the two, or it would have been found: they end together.
            if (followed && ends[i + 1] != OPEN) {
                ends[i] = ends[i + 1];
                open.clear(i);
            }
        }
    }

    /**
     * What is hot.
     *
     * @param isLate whether hot rows lie where slices are
     */
    private record Hot(Map<Key, Long> found, boolean isLate) {}

    private static String within(Collection<Map.Entry<Long, Long>> stretches, String time) {
        return stretches.stream()
                .map(stretch -> time + " BETWEEN " + stretch.getKey() + " AND " + (stretch.getValue() - 1))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** For the last silence before each row, the earliest of its rows. */
    private static Map<Key, Long> find(DuckDBConnection connection, String rows, String begins, Map<Key, Long> found)
            throws SQLException {
        Database.query(connection, "SELECT known.signal, begin, min(time) FROM (" + rows + ") AS known ASOF JOIN "
                + begins
                + " ON known.signal = silence.signal AND known.time >= silence.begin GROUP BY known.signal, begin",
                row -> found.merge(new Key(row.getInt(1), row.getLong(2)), row.getLong(3), Math::min));
        return found;
    }

    /** The time behind the open silences, as far as is looked: start → end, apart from each other. */
    private static NavigableMap<Long, Long> stretches(SampleBatch silences, BitSet open, long ahead, long to) {
        List<Long> begins = new ArrayList<>();
        open.stream().mapToObj(silences::time).filter(begin -> begin < to).forEach(begins::add);
        begins.sort(null);
        NavigableMap<Long, Long> stretches = new TreeMap<>();
        for (long join = 0; stretches.isEmpty()
                || stretches.size() > MOST_STRETCHES; join = Math.max(ahead, join * 2)) {
            stretches.clear();
            for (long begin : begins) {
                Map.Entry<Long, Long> last = stretches.lastEntry();
                long end = Math.min(to, begin + ahead + 1);
                if (last != null && last.getValue() + join >= begin) {
                    stretches.put(last.getKey(), Math.max(last.getValue(), end));
                } else {
                    stretches.put(begin, end);
                }
            }
            if (begins.isEmpty()) {
                break;
            }
        }
        return stretches;
    }

    private long oneByOne(SampleBatch silences, int i, long to) throws SQLException {
        long next = silences.time(i);
        while (next < to) {
            SampleBatch rows = reads.range(silences.signal(i), next, to, 2);
            for (int row = 0; row < rows.size(); row++) {
                if (!rows.isSilence(row)) {
                    return rows.time(row);
                }
            }
            next = rows.size() < 2 ? to : rows.time(1) + 1;
        }
        return to;
    }
}
