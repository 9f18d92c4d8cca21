package org.factfloor.plant;

import java.util.ArrayList;
import java.util.List;

/**
 * A value that changes in time: at every instant it is what the last entry at or before it says.
 *
 * @param entries by rising start, no two with the same; the first one holds since {@link Long#MIN_VALUE}
 */
public record Timeline<T>(List<Entry<T>> entries) {

    /**
     * A value and since when it holds.
     *
     * @param from µs since 1970-01-01 UTC
     */
    public record Entry<T>(long from, T value) {}

    public Timeline {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.getFirst().from() != Long.MIN_VALUE) {
            throw new IllegalArgumentException("a timeline needs a value from the beginning of time");
        }
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).from() <= entries.get(i - 1).from()) {
                throw new IllegalArgumentException(
                        "entry " + i + " of a timeline is not later than the one before: " + entries.get(i).from());
            }
        }
    }

    /** A value that never changes. */
    public static <T> Timeline<T> of(T value) {
        return new Timeline<>(List.of(new Entry<>(Long.MIN_VALUE, value)));
    }

    /**
     * This timeline with one more change.
     *
     * @param from µs since 1970-01-01 UTC, later than every entry
     * @throws IllegalArgumentException if it is not later
     */
    public Timeline<T> then(long from, T value) {
        List<Entry<T>> all = new ArrayList<>(entries);
        all.add(new Entry<>(from, value));
        return new Timeline<>(all);
    }

    /** The value at an instant in µs since 1970-01-01 UTC. */
    public T at(long micros) {
        return entries.get(index(micros)).value();
    }

    /** The first change after an instant, both in µs since 1970-01-01 UTC; {@link Long#MAX_VALUE} if there is none. */
    public long nextChange(long micros) {
        int next = index(micros) + 1;
        return next < entries.size() ? entries.get(next).from() : Long.MAX_VALUE;
    }

    /** The last entry that does not begin later. */
    private int index(long micros) {
        int low = 0;
        int high = entries.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (entries.get(middle).from() <= micros) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
