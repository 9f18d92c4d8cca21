package org.factfloor.history.duckdb;

import java.util.Arrays;
import org.factfloor.plant.Micros;

/** The times of the hot samples of one hour by signal, exactly: 4 bytes each. So late samples need no look into the table. */
final class HotTimes {

    private static final int FEW = 8;

    private final long start;
    private final SignalIndex index = new SignalIndex();
    /** By number of the signal: µs since the start, less 2^31 to fit, rising. */
    private int[][] times = new int[16][];
    private int[] sizes = new int[16];
    private long size;

    /**
     * Of an hour without samples.
     *
     * @param start of the hour, µs
     */
    HotTimes(long start) {
        this.start = start;
    }

    /** Samples of all signals. */
    long size() {
        return size;
    }

    private int code(long time) {
        return (int) (time - start + Integer.MIN_VALUE);
    }

    private long time(int code) {
        return start + code - (long) Integer.MIN_VALUE;
    }

    /** Where a time of the hour is, or −1 − where it would be. */
    private int find(int number, long time) {
        return Arrays.binarySearch(times[number], 0, sizes[number], code(time));
    }

    /** Adds a time of the hour; false if it is there. */
    boolean add(int signal, long time) {
        int number = index.add(signal);
        if (number == times.length) {
            times = Arrays.copyOf(times, number * 2);
            sizes = Arrays.copyOf(sizes, number * 2);
        }
        int[] own = times[number] == null ? new int[FEW] : times[number];
        int count = sizes[number];
        if (count == own.length) {
            own = Arrays.copyOf(own, count + (count >> 2) + FEW);
        }
        times[number] = own;
        boolean isLast = count == 0 || own[count - 1] < code(time);
        int place = isLast ? count : -1 - find(number, time);
        if (place < 0) {
            return false;
        }
        System.arraycopy(own, place, own, place + 1, count - place);
        own[place] = code(time);
        sizes[number]++;
        size++;
        return true;
    }

    boolean contains(int signal, long time) {
        int number = index.find(signal);
        return number >= 0 && find(number, time) >= 0;
    }

    /**
     * The first time of a signal after another one.
     *
     * @param time before the end of the hour
     * @return {@link Long#MAX_VALUE} if there is none
     */
    long after(int signal, long time) {
        int number = index.find(signal);
        if (number < 0 || sizes[number] == 0) {
            return Long.MAX_VALUE;
        }
        int place = time < start ? 0 : find(number, time);
        int next = place >= 0 && time >= start ? place + 1 : place < 0 ? -1 - place : 0;
        return next == sizes[number] ? Long.MAX_VALUE : time(times[number][next]);
    }

    /** Forgets the times in [from, to). */
    void forget(long from, long to) {
        if (to <= start || from - start >= Micros.PER_HOUR) {
            return;
        }
        for (int number = 0; number < index.size(); number++) {
            int first = from <= start ? 0 : place(number, from);
            int last = to - start >= Micros.PER_HOUR ? sizes[number] : place(number, to);
            System.arraycopy(times[number], last, times[number], first, sizes[number] - last);
            sizes[number] -= last - first;
            size -= last - first;
        }
    }

    private int place(int number, long time) {
        int place = find(number, time);
        return place < 0 ? -1 - place : place;
    }
}
