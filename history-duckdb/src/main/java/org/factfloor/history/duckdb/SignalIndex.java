package org.factfloor.history.duckdb;

import java.util.Arrays;

/** Numbers signals 0, 1, 2 … in the sequence they are added, so that what is known of each lies in plain arrays. */
final class SignalIndex {

    /** Open addressing: the number + 1 of the signal that hashes there, 0 where nothing is. */
    private int[] table = new int[32];
    private int[] signals = new int[16];
    private int size;

    /** The number of a signal, −1 if it was never added. */
    int find(int signal) {
        return table[position(signal)] - 1;
    }

    /** The number of a signal, a new one if it was never added. */
    int add(int signal) {
        int position = position(signal);
        if (table[position] == 0) {
            if (size == signals.length) {
                grow();
                position = position(signal);
            }
            signals[size++] = signal;
            table[position] = size;
        }
        return table[position] - 1;
    }

    int size() {
        return size;
    }

    int signal(int number) {
        return signals[number];
    }

    private int position(int signal) {
        int mask = table.length - 1;
        int hash = signal * 0x9E37_79B1;
        int position = (hash ^ hash >>> 15) & mask;
        while (table[position] != 0 && signals[table[position] - 1] != signal) {
            position = position + 1 & mask;
        }
        return position;
    }

    private void grow() {
        signals = Arrays.copyOf(signals, signals.length * 2);
        table = new int[signals.length * 2];
        for (int number = 0; number < size; number++) {
            table[position(signals[number])] = number + 1;
        }
    }
}
