package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * Goes through a long range of some signals in windows of time, each as long as gives a good number of rows. Used once, by one
 * thread.
 */
final class Scan {

    /* The rows of a window come in no order that could be relied on. Each is sorted by one long: time in the window, place of
     * the signal among those asked for, and place in which it was read, hot rows first. */

    private static final int ROW_BITS = 20;
    private static final int SIGNAL_BITS = 4;
    static final int MOST_SIGNALS = 1 << SIGNAL_BITS;
    private static final int MOST_ROWS = 1 << ROW_BITS;
    private static final long LONGEST = (1L << 63 - ROW_BITS - SIGNAL_BITS) - 1;
    private static final long FIRST = 12 * Micros.PER_HOUR;
    private static final int FEW_ROWS = 100_000;
    private static final int MANY_ROWS = 400_000;

    private final List<Integer> signals;
    private final Window window;
    private final SampleBatch sorted = new SampleBatch(4_096);

    /** Reads the rows of [from, to), hot ones first. */
    @FunctionalInterface
    interface Window {

        SampleBatch read(long from, long to) throws SQLException;
    }

    /**
     * A scan.
     *
     * @param signals at most {@link #MOST_SIGNALS}
     */
    Scan(List<Integer> signals, Window window) {
        this.signals = signals.stream().sorted().toList();
        this.window = window;
    }

    void run(long from, long to, Predicate<SampleBatch> sink) throws SQLException {
        long length = FIRST;
        long at = from;
        boolean more = true;
        while (more && at < to) {
            long end = to - at <= length ? to : at + length;
            SampleBatch rows = window.read(at, end);
            if (rows.size() > MOST_ROWS) {
                length = Math.max(1, (end - at) / 4);
                continue;
            }
            more = give(rows, at, sink);
            at = end;
            if (rows.size() < FEW_ROWS) {
                length = Math.min(LONGEST, length * 2);
            } else if (rows.size() > MANY_ROWS) {
                length = Math.max(Micros.PER_SECOND, length / 2);
            }
        }
    }

    private boolean give(SampleBatch rows, long from, Predicate<SampleBatch> sink) {
        long[] keys = keys(rows, from);
        long before = -1;
        boolean more = true;
        for (long key : keys) {
            long place = key >> ROW_BITS;
            // Of two at one place the hot one stands.
            if (place != before) {
                sorted.addFrom(rows, (int) key & MOST_ROWS - 1);
            }
            before = place;
            if (sorted.size() == 4_096) {
                more = sink.test(sorted);
                sorted.clear();
                if (!more) {
                    return false;
                }
            }
        }
        if (!sorted.isEmpty()) {
            more = sink.test(sorted);
            sorted.clear();
        }
        return more;
    }

    private long[] keys(SampleBatch rows, long from) {
        long[] keys = new long[rows.size()];
        boolean isSorted = true;
        for (int i = 0; i < keys.length; i++) {
            long signal = signals.indexOf(rows.signal(i));
            keys[i] = (rows.time(i) - from << SIGNAL_BITS | signal) << ROW_BITS | i;
            isSorted &= i == 0 || keys[i - 1] <= keys[i];
        }
        if (!isSorted) {
            Arrays.sort(keys);
        }
        return keys;
    }

    /** The condition for rows of these signals; files are sorted by signal, and a machine's signals are neighbours. */
    static String ofSignals(List<Integer> signals) {
        int least = signals.stream().mapToInt(Integer::intValue).min().orElse(0);
        int greatest = signals.stream().mapToInt(Integer::intValue).max().orElse(-1);
        return "signal BETWEEN " + least + " AND " + greatest + " AND signal IN ("
                + signals.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }
}
