package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.factfloor.plant.SampleBatch;

/**
 * Finds how far the changes of a batch reach: from each touched time to the next sample of its signal. Used by the one
 * writer, before it stores the batch.
 */
final class ChangedRanges {

    private final HotHours hours;
    private final Slices slices;
    private final SettledSpans settled;
    private final Lookup lookup;

    ChangedRanges(HotHours hours, Slices slices, SettledSpans settled, Lookup lookup) {
        this.hours = hours;
        this.slices = slices;
        this.settled = settled;
        this.lookup = lookup;
    }

    /** A stretch of a signal's past, µs. */
    record Range(int signal, long from, long to) {}

    /** The touched ranges by (signal, time), those that adjoin as one. */
    List<Range> of(Arrival arrival, SampleBatch batch) throws SQLException {
        if (arrival.touched().isEmpty()) {
            return List.of();
        }
        SampleBatch touched = sorted(arrival.touched());
        long[] ends = heldNext(touched);
        boundByBatch(touched, ends, arrival, batch);
        List<Range> ranges = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < touched.size(); i++) {
            boolean joins = i + 1 < touched.size() && touched.signal(i + 1) == touched.signal(i)
                    && touched.time(i + 1) <= ends[i];
            if (!joins) {
                ranges.add(new Range(touched.signal(first), touched.time(first), ends[i]));
                first = i + 1;
            }
        }
        return ranges;
    }

    private static SampleBatch sorted(SampleBatch rows) {
        SampleBatch sorted = new SampleBatch(rows.size());
        IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(rows::signal).thenComparingLong(rows::time))
                .forEach(i -> sorted.addFrom(rows, i));
        return sorted;
    }

    /** For each touched time the next sample held before this batch, {@link Long#MAX_VALUE} if there is none. */
    private long[] heldNext(SampleBatch touched) throws SQLException {
        long[] ends = new long[touched.size()];
        SampleBatch inside = new SampleBatch();
        List<Integer> insideRows = new ArrayList<>();
        for (int i = 0; i < touched.size(); i++) {
            Next next = new Next(touched.time(i));
            lookAt(touched.signal(i), next);
            ends[i] = next.bound;
            if (next.inside) {
                inside.addFrom(touched, i);
                insideRows.add(i);
            }
        }
        if (!inside.isEmpty()) {
            long[] bounds = insideRows.stream().mapToLong(i -> ends[i]).toArray();
            lookup.lowerToNext(inside, bounds);
            for (int i = 0; i < bounds.length; i++) {
                ends[insideRows.get(i)] = bounds[i];
            }
        }
        return ends;
    }

    /** The search for the sample after a time, by spans alone. */
    private static final class Next {

        private final long time;
        /** The earliest later sample known so far. */
        private long bound = Long.MAX_VALUE;
        /** Whether there may be one between that spans do not show. */
        private boolean inside;

        private Next(long time) {
            this.time = time;
        }

        /** Takes a span into account and says whether it answers. */
        private boolean look(Spans spans, int signal) {
            int number = spans.find(signal);
            if (number < 0 || spans.last(number) <= time) {
                return false;
            }
            boolean isInside = spans.first(number) <= time;
            inside |= isInside;
            bound = Math.min(bound, isInside ? spans.last(number) : spans.first(number));
            return true;
        }
    }

    private void lookAt(int signal, Next next) throws SQLException {
        for (HotHours.Hour hour : hours.from(next.time)) {
            long after = hour.times().after(signal, next.time);
            if (after != Long.MAX_VALUE) {
                next.bound = Math.min(next.bound, after);
                break;
            }
        }
        for (Slice slice : slices.now().overlapping(next.time, Long.MAX_VALUE)) {
            if (slice.from() >= next.bound || next.look(settled.of(slice), signal)) {
                break;
            }
        }
    }

    /** Rows that came with the batch end the ranges before them. */
    private static void boundByBatch(SampleBatch touched, long[] ends, Arrival arrival, SampleBatch batch) {
        for (int i = 0; i < ends.length; i++) {
            if (i + 1 < ends.length && touched.signal(i + 1) == touched.signal(i)) {
                ends[i] = Math.min(ends[i], touched.time(i + 1));
            } else if (ends[i] == Long.MAX_VALUE) {
                // The newest itself gave way; rows behind it may have come with it.
                ends[i] = firstAfter(touched, i, arrival, batch);
            }
        }
    }

    private static long firstAfter(SampleBatch touched, int i, Arrival arrival, SampleBatch batch) {
        long first = Long.MAX_VALUE;
        for (int k = 0; k < arrival.keptCount(); k++) {
            int row = arrival.kept(k);
            if (batch.signal(row) == touched.signal(i) && batch.time(row) > touched.time(i)) {
                first = Math.min(first, batch.time(row));
            }
        }
        return first;
    }
}
