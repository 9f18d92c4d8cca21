package org.factfloor.plant;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Samples in columns of primitives: one row per sample, in the order they were delivered. Hot paths carry these and
 * nothing per sample. Grows as rows are added; not safe for several threads at once.
 *
 * <p>Columns: {@code signal} (the signal's permanent plant-wide reference), {@code time} (source time, µs since
 * 1970-01-01 UTC), {@code type} and value ({@code number}, {@code whole} or {@code text}), {@code status} (32-bit OPC UA
 * status code) and {@code revision} (0 from machines).
 */
public final class SampleBatch {

    /** The bits every NaN is kept as, so that equal content has equal bits. */
    private static final long CANONICAL_NAN = Double.doubleToLongBits(Double.NaN);

    private int size;
    private int[] signals;
    private long[] times;
    private byte[] types;
    private long[] bits;
    private int[] statuses;
    private int[] revisions;
    /** Allocated with the first text; null for the many batches without one. */
    private String @Nullable [] texts;

    /** An empty batch with room for 64 rows. */
    public SampleBatch() {
        this(64);
    }

    /**
     * An empty batch.
     *
     * @param capacity rows it holds before it grows, at least 1
     */
    public SampleBatch(int capacity) {
        signals = new int[capacity];
        times = new long[capacity];
        types = new byte[capacity];
        bits = new long[capacity];
        statuses = new int[capacity];
        revisions = new int[capacity];
    }

    /** Number of rows. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void addNumber(int signal, long time, double number, int status) {
        long raw = Double.isNaN(number) ? CANONICAL_NAN : Double.doubleToRawLongBits(number);
        add(signal, time, ValueType.NUMBER, raw, null, status, 0);
    }

    public void addWhole(int signal, long time, long whole, int status) {
        add(signal, time, ValueType.WHOLE, whole, null, status, 0);
    }

    public void addText(int signal, long time, String text, int status) {
        add(signal, time, ValueType.TEXT, 0, text, status, 0);
    }

    /** A sample that carries no value. */
    public void addNone(int signal, long time, int status) {
        add(signal, time, ValueType.NONE, 0, null, status, 0);
    }

    /** Appends row {@code i} of another batch. */
    public void addFrom(SampleBatch other, int i) {
        addFrom(other, i, other.times[i]);
    }

    /** Appends row {@code i} of another batch at another time. */
    public void addFrom(SampleBatch other, int i, long time) {
        add(other.signals[i], time, other.type(i), other.bits[i], other.texts == null ? null : other.texts[i],
                other.statuses[i], other.revisions[i]);
    }

    /**
     * Appends a row from its stored columns.
     *
     * @param raw the number's or whole's 64 bits; 0 for a text or no value
     * @param text the text; null for every other type
     */
    public void add(int signal, long time, ValueType type, long raw, @Nullable String text, int status, int revision) {
        if (size == signals.length) {
            grow();
        }
        signals[size] = signal;
        times[size] = time;
        types[size] = type.code();
        bits[size] = raw;
        statuses[size] = status;
        revisions[size] = revision;
        if (type == ValueType.TEXT) {
            if (texts == null) {
                texts = new String[signals.length];
            }
            texts[size] = Objects.requireNonNull(text, "text");
        }
        size++;
    }

    /** Puts another row in the place of the last one. */
    public void replaceLast(int signal, long time, ValueType type, long raw, @Nullable String text, int status,
            int revision) {
        if (texts != null) {
            Arrays.fill(texts, size - 1, size, null);
        }
        size--;
        add(signal, time, type, raw, text, status, revision);
    }

    public int signal(int i) {
        return signals[i];
    }

    /** Source time, µs since 1970-01-01 UTC. */
    public long time(int i) {
        return times[i];
    }

    public ValueType type(int i) {
        return ValueType.of(types[i]);
    }

    /** The 64 bits of the number or whole; 0 for a text or no value. */
    public long bits(int i) {
        return bits[i];
    }

    /** The value as a double: a number as it is, a whole converted, NaN for a text or no value. */
    public double number(int i) {
        return switch (type(i)) {
            case NUMBER -> Double.longBitsToDouble(bits[i]);
            case WHOLE -> bits[i];
            case NONE, TEXT -> Double.NaN;
        };
    }

    /** The whole; 0 where the row carries another type. */
    public long whole(int i) {
        return type(i) == ValueType.WHOLE ? bits[i] : 0;
    }

    /** The text; empty where the row carries another type. */
    public String text(int i) {
        return texts == null || texts[i] == null ? "" : texts[i];
    }

    public int status(int i) {
        return statuses[i];
    }

    /** Whether row {@code i} is a mark of silence: from there on nothing is known of its signal. */
    public boolean isSilence(int i) {
        return statuses[i] == StatusCode.BAD_NO_COMMUNICATION && types[i] == ValueType.NONE.code();
    }

    public int revision(int i) {
        return revisions[i];
    }

    /** Whether rows {@code i} here and {@code j} there carry the same value and status. */
    public boolean sameValue(int i, SampleBatch other, int j) {
        return types[i] == other.types[j] && bits[i] == other.bits[j] && statuses[i] == other.statuses[j]
                && text(i).equals(other.text(j));
    }

    /** Removes all rows and keeps the room. */
    public void clear() {
        if (texts != null) {
            Arrays.fill(texts, 0, size, null);
        }
        size = 0;
    }

    private void grow() {
        int capacity = signals.length + (signals.length >> 1) + 1;
        signals = Arrays.copyOf(signals, capacity);
        times = Arrays.copyOf(times, capacity);
        types = Arrays.copyOf(types, capacity);
        bits = Arrays.copyOf(bits, capacity);
        statuses = Arrays.copyOf(statuses, capacity);
        revisions = Arrays.copyOf(revisions, capacity);
        if (texts != null) {
            texts = Arrays.copyOf(texts, capacity);
        }
    }
}
