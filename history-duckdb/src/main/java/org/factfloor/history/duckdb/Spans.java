package org.factfloor.history.duckdb;

import java.util.Arrays;

/** First and last sample time of each signal in a stretch of time. */
final class Spans {

    private final SignalIndex index = new SignalIndex();
    private long[] firsts = new long[16];
    private long[] lasts = new long[16];

    /** The number of a signal here, −1 if it has no samples. */
    int find(int signal) {
        return index.find(signal);
    }

    long first(int number) {
        return firsts[number];
    }

    long last(int number) {
        return lasts[number];
    }

    /** Whether a sample may lie there; a no is certain. */
    boolean mayHold(int signal, long time) {
        int number = index.find(signal);
        return number >= 0 && time >= firsts[number] && time <= lasts[number];
    }

    void include(int signal, long first, long last) {
        int known = index.size();
        int number = index.add(signal);
        if (number < known) {
            firsts[number] = Math.min(firsts[number], first);
            lasts[number] = Math.max(lasts[number], last);
            return;
        }
        if (number == firsts.length) {
            firsts = Arrays.copyOf(firsts, number * 2);
            lasts = Arrays.copyOf(lasts, number * 2);
        }
        firsts[number] = first;
        lasts[number] = last;
    }
}
