package org.factfloor.history.duckdb;

import java.util.Arrays;
import java.util.List;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * The newest sample of each signal, and the time of its first. Changed by the one writer after its commits; read by any thread.
 */
final class NewestSamples {

    private final SignalIndex index = new SignalIndex();
    private long[] earliest = new long[16];
    private long[] times = new long[16];
    private ValueType[] types = new ValueType[16];
    private long[] bits = new long[16];
    private @Nullable String[] texts = new @Nullable String[16];
    private int[] statuses = new int[16];
    private int[] revisions = new int[16];

    /** Takes a sample that is held now, if it is at or after the newest of its signal. */
    synchronized void offer(SampleBatch rows, int i) {
        int known = index.size();
        int number = index.add(rows.signal(i));
        if (number == known) {
            makeRoom(number);
            earliest[number] = rows.time(i);
        }
        earliest[number] = Math.min(earliest[number], rows.time(i));
        if (number < known && rows.time(i) < times[number]) {
            return;
        }
        times[number] = rows.time(i);
        types[number] = rows.type(i);
        bits[number] = rows.bits(i);
        texts[number] = rows.type(i) == ValueType.TEXT ? rows.text(i) : null;
        statuses[number] = rows.status(i);
        revisions[number] = rows.revision(i);
    }

    private void makeRoom(int number) {
        if (number == times.length) {
            earliest = Arrays.copyOf(earliest, number * 2);
            times = Arrays.copyOf(times, number * 2);
            types = Arrays.copyOf(types, number * 2);
            bits = Arrays.copyOf(bits, number * 2);
            texts = Arrays.copyOf(texts, number * 2);
            statuses = Arrays.copyOf(statuses, number * 2);
            revisions = Arrays.copyOf(revisions, number * 2);
        }
    }

    /** Notes that a signal, whose newest sample is known, has a sample at a time. */
    synchronized void offerEarliest(int signal, long time) {
        int number = index.find(signal);
        earliest[number] = Math.min(earliest[number], time);
    }

    /** Whether no sample of a signal is before a time. */
    synchronized boolean isBeforeAll(int signal, long time) {
        int number = index.find(signal);
        return number < 0 || time <= earliest[number];
    }

    /** The time of the first sample of a signal whose newest is known. */
    synchronized long earliest(int signal) {
        return earliest[index.find(signal)];
    }

    /** Whether a time is after every sample of a signal. */
    synchronized boolean isAfterAll(int signal, long time) {
        int number = index.find(signal);
        return number < 0 || time > times[number];
    }

    synchronized SampleBatch of(List<Integer> signals) {
        SampleBatch rows = new SampleBatch(Math.max(1, signals.size()));
        for (int signal : signals) {
            int number = index.find(signal);
            if (number >= 0) {
                copy(number, rows);
            }
        }
        return rows;
    }

    synchronized SampleBatch all() {
        SampleBatch rows = new SampleBatch(Math.max(1, index.size()));
        for (int number = 0; number < index.size(); number++) {
            copy(number, rows);
        }
        return rows;
    }

    private void copy(int number, SampleBatch rows) {
        rows.add(index.signal(number), times[number], types[number], bits[number], texts[number], statuses[number],
                revisions[number]);
    }
}
