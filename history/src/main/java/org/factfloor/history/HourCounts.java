package org.factfloor.history;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.factfloor.plant.Micros;

/**
 * How many samples had which fate, by signal and source hour: one row for each of the three that was ever added to, in no
 * particular order. A count may be negative where it is a difference. Not safe for many threads.
 */
public final class HourCounts {

    private static final int FREE = -1;

    private int[] signals = new int[16];
    private int[] hours = new int[16];
    private byte[] fates = new byte[16];
    private long[] counts = new long[16];
    private int size;
    /** Open addressing over the rows; at most half full. */
    private int[] places = freePlaces(32);
    /** The row added to last: samples of one signal come together. */
    private int last;

    private static int[] freePlaces(int count) {
        int[] places = new int[count];
        Arrays.fill(places, FREE);
        return places;
    }

    /** The number of the hour a time (µs since 1970-01-01 UTC) is in, counted from 1970; bounded beyond ±245,000 years. */
    public static int hourOf(long time) {
        return (int) Math.clamp(Math.floorDiv(time, Micros.PER_HOUR), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Counts one sample at a source time. */
    public void add(int signal, long time, SampleFate fate) {
        add(signal, hourOf(time), fate, 1);
    }

    /**
     * Adds to a count.
     *
     * @param hour as {@link #hourOf} numbers it
     */
    public void add(int signal, int hour, SampleFate fate, long count) {
        byte code = fate.code();
        if (last >= size || !is(last, signal, hour, code)) {
            last = row(signal, hour, code);
        }
        counts[last] += count;
    }

    /** Adds all of others. */
    public void add(HourCounts others) {
        for (int i = 0; i < others.size; i++) {
            add(others.signals[i], others.hours[i], others.fate(i), others.counts[i]);
        }
    }

    /** A count; 0 where nothing was added. */
    public long get(int signal, int hour, SampleFate fate) {
        int place = place(signal, hour, fate.code());
        return places[place] == FREE ? 0 : counts[places[place]];
    }

    private boolean is(int row, int signal, int hour, byte fate) {
        return signals[row] == signal && hours[row] == hour && fates[row] == fate;
    }

    private int row(int signal, int hour, byte fate) {
        int place = place(signal, hour, fate);
        if (places[place] != FREE) {
            return places[place];
        }
        if (size == signals.length) {
            grow();
            place = place(signal, hour, fate);
        }
        signals[size] = signal;
        hours[size] = hour;
        fates[size] = fate;
        counts[size] = 0;
        places[place] = size;
        return size++;
    }

    /** Where a row is or would be. */
    private int place(int signal, int hour, byte fate) {
        int mask = places.length - 1;
        int hash = (signal * 31 + hour) * 31 + fate;
        int place = (hash * 0x9E37_79B9 >>> 7) & mask;
        while (places[place] != FREE && !is(places[place], signal, hour, fate)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        int room = size * 2;
        signals = Arrays.copyOf(signals, room);
        hours = Arrays.copyOf(hours, room);
        fates = Arrays.copyOf(fates, room);
        counts = Arrays.copyOf(counts, room);
        places = freePlaces(room * 2);
        for (int i = 0; i < size; i++) {
            places[place(signals[i], hours[i], fates[i])] = i;
        }
    }

    /** Number of rows. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int signal(int i) {
        return signals[i];
    }

    /** The hour of row {@code i}, as {@link #hourOf} numbers it. */
    public int hour(int i) {
        return hours[i];
    }

    public SampleFate fate(int i) {
        return SampleFate.of(fates[i]);
    }

    public long count(int i) {
        return counts[i];
    }

    /** The sum over all signals and hours. */
    public long total(SampleFate fate) {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += fates[i] == fate.code() ? counts[i] : 0;
        }
        return total;
    }

    /**
     * By how many samples the counts of a signal and hour do not add up: {@code APPLIED − STORED − DUPLICATE − SUPERSEDED},
     * as {@link SampleFate#APPLIED}, where that is not zero. Positive where samples are missing.
     */
    public HourCounts imbalance() {
        HourCounts differences = new HourCounts();
        for (int i = 0; i < size; i++) {
            switch (fate(i)) {
                case APPLIED -> differences.add(signals[i], hours[i], SampleFate.APPLIED, counts[i]);
                case STORED, DUPLICATE, SUPERSEDED ->
                    differences.add(signals[i], hours[i], SampleFate.APPLIED, -counts[i]);
                case IN_FLIGHT, LATE, RETIMED, OVERFLOWED, DISK_FULL, TEXT_TOO_LONG, JOURNAL_FAULT, STOPPING,
                        EDGE_FULL, MOVED, NOT_KEPT -> {
                    // Not applied, or remarks on samples that are counted elsewhere.
                }
            }
        }
        return differences.withoutZeros();
    }

    /** The same counts, to be changed apart. */
    public HourCounts copy() {
        HourCounts copy = new HourCounts();
        copy.add(this);
        return copy;
    }

    /** The same counts but for those that are zero. */
    public HourCounts withoutZeros() {
        HourCounts others = new HourCounts();
        for (int i = 0; i < size; i++) {
            if (counts[i] != 0) {
                others.add(signals[i], hours[i], fate(i), counts[i]);
            }
        }
        return others;
    }

    /** Forgets everything and keeps the room. */
    public void clear() {
        size = 0;
        Arrays.fill(places, FREE);
    }

    /** Equal if all counts are; one that is zero is as good as absent. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HourCounts counts && readable().equals(counts.readable());
    }

    @Override
    public int hashCode() {
        return readable().hashCode();
    }

    @Override
    public String toString() {
        return readable().toString();
    }

    private Map<String, Long> readable() {
        Map<String, Long> readable = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            if (counts[i] != 0) {
                readable.put(signals[i] + " @" + hours[i] + " " + fate(i), counts[i]);
            }
        }
        return readable;
    }
}
