package org.factfloor.history.duckdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A stretch of time, [from, to) in µs, not empty. */
record Range(long from, long to) {

    /** Ranges by rising time; those that overlap or adjoin as one. */
    static List<Range> union(Collection<Range> ranges) {
        List<Range> union = new ArrayList<>();
        ranges.stream().sorted(Comparator.comparingLong(Range::from)).forEach(range -> {
            if (!union.isEmpty() && range.from() <= union.getLast().to()) {
                Range last = union.removeLast();
                union.add(new Range(last.from(), Math.max(last.to(), range.to())));
            } else {
                union.add(range);
            }
        });
        return union;
    }

    /** What of [from, to) is in none of these ranges, which come by rising time without overlap. */
    static List<Range> outside(Collection<Range> ranges, long from, long to) {
        List<Range> outside = new ArrayList<>();
        long at = from;
        for (Range range : ranges) {
            if (range.from() > at && at < to) {
                outside.add(new Range(at, Math.min(range.from(), to)));
            }
            at = Math.max(at, range.to());
        }
        if (at < to) {
            outside.add(new Range(at, to));
        }
        return outside;
    }
}
