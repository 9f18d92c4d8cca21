package org.factfloor.production;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** [from, to), µs, in which one thing holds. */
record SlowStretch<T>(long from, long to, T value) {

    boolean contains(long instant) {
        return from <= instant && instant < to;
    }

    long length() {
        return to - from;
    }

    /** The longest stretches of equal values, of a value that changes at borders only. */
    static <T> List<SlowStretch<T>> longest(List<Long> borders, LongFunction<T> value) {
        List<SlowStretch<T>> stretches = new ArrayList<>();
        for (int i = 0; i + 1 < borders.size(); i++) {
            add(stretches, new SlowStretch<>(borders.get(i), borders.get(i + 1), value.apply(borders.get(i))));
        }
        return stretches;
    }

    /** Adds a stretch to those before it, as part of the last one where that has the same value and ends here. */
    static <T> void add(List<SlowStretch<T>> stretches, SlowStretch<T> next) {
        if (next.from == next.to) {
            return;
        }
        if (!stretches.isEmpty() && stretches.getLast().to == next.from
                && stretches.getLast().value.equals(next.value)) {
            next = new SlowStretch<>(stretches.removeLast().from, next.to, next.value);
        }
        stretches.add(next);
    }

    /** What holds at an instant that one of the stretches contains. */
    static <T> T at(List<SlowStretch<T>> stretches, long instant) {
        for (SlowStretch<T> stretch : stretches) {
            if (stretch.contains(instant)) {
                return stretch.value;
            }
        }
        throw new IllegalArgumentException("nothing holds at " + instant);
    }
}
