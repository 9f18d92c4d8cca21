package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.Micros;

/** What the hot table holds, hour by hour. Used by the one writer; the total and
 * {@link #noneBefore} by any thread. */
final class HotHours {

    private final NavigableMap<Long, Hour> hours = new TreeMap<>();
    private final AtomicLong total = new AtomicLong();

    /** Start of the first hour; {@link Long#MAX_VALUE} if there is none. */
    private volatile long earliest = Long.MAX_VALUE;

    private long watchedFrom;
    private long watchedTo;
    private boolean disturbed;

    /** The hot rows of one hour. */
    static final class Hour {

        private final long start;
        private final Spans spans = new Spans();
        private long rows;
        /** Rows when it was looked at last, and since when it has had so many. */
        private long seenRows = -1;
        private long quietSince;

        private Hour(long start) {
            this.start = start;
        }

        long start() {
            return start;
        }

        long end() {
            return start + Micros.PER_HOUR;
        }

        long rows() {
            return rows;
        }

        Spans spans() {
            return spans;
        }

        /** For how long nothing came, µs, by the times of day it was asked at. */
        long quietFor(long now) {
            if (rows != seenRows) {
                seenRows = rows;
                quietSince = now;
            }
            return now - quietSince;
        }
    }

    /** Watches [from, to) for changes from now on. */
    void watch(long from, long to) {
        watchedFrom = from;
        watchedTo = to;
        disturbed = false;
    }

    /** Whether anything came into the range that is watched. */
    boolean isDisturbed() {
        return disturbed;
    }

    static long startOf(long time) {
        return Math.floorDiv(time, Micros.PER_HOUR) * Micros.PER_HOUR;
    }

    /**
     * Notes samples of a signal in the hot table, all of one hour.
     *
     * @param rows how many more there are
     */
    void include(int signal, long first, long last, long rows) {
        disturbed |= first < watchedTo && last >= watchedFrom;
        Hour hour = hours.computeIfAbsent(startOf(first), Hour::new);
        hour.spans.include(signal, first, last);
        hour.rows += rows;
        total.addAndGet(rows);
        earliest = hours.firstKey();
    }

    private void forget(long start) {
        Hour hour = hours.remove(start);
        if (hour != null) {
            total.addAndGet(-hour.rows);
        }
        earliest = hours.isEmpty() ? Long.MAX_VALUE : hours.firstKey();
    }

    /** Counts the rows of an hour anew. */
    void recount(DuckDBConnection connection, long start) throws SQLException {
        forget(start);
        Database.query(connection, """
                SELECT signal, min(time), max(time), count(*) FROM hot
                WHERE time >= %d AND time < %d GROUP BY signal""".formatted(start, start + Micros.PER_HOUR),
                row -> include(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    boolean mayHold(int signal, long time) {
        Hour hour = hours.get(startOf(time));
        return hour != null && hour.spans.mayHold(signal, time);
    }

    /** Hours from the one that holds a time, in time order. */
    Collection<Hour> from(long time) {
        return hours.tailMap(startOf(time), true).values();
    }

    /** Whether there are hot rows in the hours that [from, to) touches. */
    boolean anyIn(long from, long to) {
        return !hours.subMap(startOf(from), true, to, false).isEmpty();
    }

    /** Hot rows of the hours that [from, to) touches. */
    long rowsIn(long from, long to) {
        return from >= to
                ? 0
                : hours.subMap(startOf(from), true, to, false).values().stream().mapToLong(Hour::rows).sum();
    }

    /** Starts of the hours with hot rows that [from, to) touches. */
    List<Long> startsIn(long from, long to) {
        return List.copyOf(hours.subMap(startOf(from), true, to, false).keySet());
    }

    Collection<Hour> all() {
        return hours.values();
    }

    /** Whether no hot row is before a time; a yes is certain. */
    boolean noneBefore(long time) {
        return earliest >= time;
    }

    /** Rows in the hot table. */
    long total() {
        return total.get();
    }
}
