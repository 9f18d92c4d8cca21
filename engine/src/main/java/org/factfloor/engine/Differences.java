package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.factfloor.engine.Recomputed.CellDifference;
import org.factfloor.engine.Recomputed.Difference;
import org.factfloor.engine.Recomputed.IntervalDifference;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;

/** Where two lists of facts by time are not the same. */
final class Differences {

    private Differences() {}

    static List<Difference> of(List<Cell> storedCells, List<Cell> cells, List<Interval> storedIntervals,
            List<Interval> intervals) {
        List<Difference> found = new ArrayList<>();
        compare(storedCells, cells, Cell::from, Cell::to, CellDifference::new, found);
        compare(storedIntervals, intervals, Interval::from, Interval::to, IntervalDifference::new, found);
        return found;
    }

    private static <T> void compare(List<T> stored, List<T> other, ToLongFunction<T> from, ToLongFunction<T> to,
            BiFunction<Optional<T>, Optional<T>, Difference> difference, List<Difference> into) {
        int i = 0;
        int j = 0;
        while (i < stored.size() || j < other.size()) {
            Optional<T> a = i < stored.size() ? Optional.of(stored.get(i)) : Optional.empty();
            Optional<T> b = j < other.size() ? Optional.of(other.get(j)) : Optional.empty();
            long aTo = a.map(to::applyAsLong).orElse(Long.MAX_VALUE);
            long bTo = b.map(to::applyAsLong).orElse(Long.MAX_VALUE);
            if (a.isPresent() && a.equals(b)) {
                i++;
                j++;
            } else if (a.isPresent() && b.isPresent() && aTo == bTo
                    && from.applyAsLong(a.get()) == from.applyAsLong(b.get())) {
                into.add(difference.apply(a, b));
                i++;
                j++;
            } else if (b.isEmpty() || a.isPresent() && aTo <= bTo) {
                into.add(difference.apply(a, Optional.empty()));
                i++;
            } else {
                into.add(difference.apply(Optional.empty(), b));
                j++;
            }
        }
    }
}
