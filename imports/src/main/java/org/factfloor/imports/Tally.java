package org.factfloor.imports;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.factfloor.plant.SampleBatch;

/** Counts what becomes of a file. Not safe for many threads. */
final class Tally {

    private static final int MOST_NAMES = 100;

    private final Map<Integer, Span> signals = new TreeMap<>();
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    private final Set<String> unknown = new LinkedHashSet<>();
    private long added;
    private long duplicate;
    private long replaced;
    private long rejected;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    /** The samples of a signal: how many, the first and the last time, µs. */
    record Span(long samples, long from, long to) {

        Span with(Span other) {
            return new Span(samples + other.samples, Math.min(from, other.from), Math.max(to, other.to));
        }
    }

    /** What became of a sample. */
    enum Fate {
        ADDED, DUPLICATE, REPLACED
    }

    /**
     * Goes on from what was counted before.
     *
     * @param spans by reference of the signal
     */
    static Tally from(ImportCounts counts, Map<Integer, Span> spans) {
        Tally tally = new Tally();
        tally.signals.putAll(spans);
        tally.added = counts.added();
        tally.duplicate = counts.duplicate();
        tally.replaced = counts.replaced();
        tally.rejected = counts.rejected();
        tally.from = counts.from();
        tally.to = counts.to();
        return tally;
    }

    void count(SampleBatch batch, int row, Fate fate) {
        switch (fate) {
            case ADDED -> added++;
            case DUPLICATE -> duplicate++;
            case REPLACED -> replaced++;
        }
        long time = batch.time(row);
        from = Math.min(from, time);
        to = Math.max(to, time);
        signals.merge(batch.signal(row), new Span(1, time, time), Span::with);
    }

    void reject(String column, Reason reason) {
        rejected++;
        reasons.merge(reason, 1L, Long::sum);
        if (reason == Reason.UNKNOWN_SIGNAL && unknown.size() < MOST_NAMES) {
            unknown.add(column);
        }
    }

    /** By reference of the signal. */
    Map<Integer, Span> signals() {
        return signals;
    }

    Map<Reason, Long> reasons() {
        return reasons;
    }

    /** Names that mean no signal, the first of them. */
    Set<String> unknown() {
        return unknown;
    }

    ImportCounts counts(long rows, RowReader reader) {
        return new ImportCounts(rows, added, duplicate, replaced, rejected, reader.leftOut(), reader.twice(), from, to);
    }
}
