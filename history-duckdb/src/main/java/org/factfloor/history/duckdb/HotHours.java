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
        private final HotTimes times;
        /** Rows when it was looked at last, and since when it has had so many. */
        private long seenRows = -1;
        private long quietSince;

        private Hour(long start) {
            this.start = start;
            times = new HotTimes(start);
        }

        long start() {
            return start;
        }

        long end() {
            return start + Micros.PER_HOUR;
        }

        long rows() {
            return times.size();
        }

        HotTimes times() {
            return times;
        }

        /** For how long nothing came, µs, by the times of day it was asked at. */
        long quietFor(long now) {
            if (rows() != seenRows) {
                seenRows = rows();
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

    /** Notes a sample in the hot table; one that took the place of another one counts once. */
    void add(int signal, long time) {
        disturbed |= time < watchedTo && time >= watchedFrom;
        Hour hour = hours.computeIfAbsent(startOf(time), Hour::new);
        if (hour.times.add(signal, time)) {
            total.incrementAndGet();
        }
        if (hour.start < earliest) {
            earliest = hour.start;
        }
    }

    /** Forgets the samples in [from, to). */
    void forget(long from, long to) {
        drop(from, to);
        earliest = hours.isEmpty() ? Long.MAX_VALUE : hours.firstKey();
    }

    private void drop(long from, long to) {
        for (long start : startsIn(from, to)) {
            Hour hour = hours.get(start);
            if (hour != null) {
                long before = hour.rows();
                hour.times.forget(from, to);
                total.addAndGet(hour.rows() - before);
                if (hour.rows() == 0) {
                    hours.remove(start);
                }
            }
        }
    }

    /** Reads anew what is in [from, to). What {@link #noneBefore} says of rows that stay is right all the while. */
    void recount(DuckDBConnection connection, long from, long to) throws SQLException {
        drop(from, to);
        include(connection, from, to);
        earliest = hours.isEmpty() ? Long.MAX_VALUE : hours.firstKey();
    }

    /** Adds what a transaction under way has put into [from, to). */
    void include(DuckDBConnection connection, long from, long to) throws SQLException {
        RowReader.times(connection, "SELECT signal, time FROM hot WHERE time >= " + from + " AND time < " + to
                + " ORDER BY signal, time", this::add);
    }

    /** Whether a sample of a signal and time is hot. */
    boolean holds(int signal, long time) {
        Hour hour = hours.get(startOf(time));
        return hour != null && hour.times.contains(signal, time);
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

    /** Start of the first hour with hot rows; {@link Long#MAX_VALUE} if there is none. */
    long first() {
        return earliest;
    }

    /** Rows in the hot table. */
    long total() {
        return total.get();
    }
}
