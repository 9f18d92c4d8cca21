package org.factfloor.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SampleOrder;

/**
 * A history in memory, written to be read: the reference other histories are compared with, and a stand-in where a test
 * needs any history. Lost when closed. Safe for several threads.
 */
public final class MemoryHistory implements History {

    /** Signal → time → the sample, as a batch of one row. */
    private final Map<Integer, NavigableMap<Long, SampleBatch>> samples = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final HourCounts ledger = new HourCounts();
    private long cursor;
    private Retention retention = Retention.EVERYTHING;
    private OptionalLong removedBefore = OptionalLong.empty();
    private long ledgerCursor;

    @Override
    public synchronized long cursor() {
        return cursor;
    }

    @Override
    public synchronized Applied apply(SampleBatch batch, long behind, Optional<HourCounts> counts) {
        if (behind < cursor) {
            throw new IllegalArgumentException("cursor " + behind + " is below " + cursor);
        }
        Map<Integer, Long> newestBefore = new HashMap<>();
        samples.forEach((signal, rows) -> newestBefore.put(signal, rows.lastKey()));
        Map<Integer, TreeSet<Long>> touched = new TreeMap<>();
        long stored = 0;
        long duplicate = 0;
        long superseded = 0;
        long late = 0;
        for (int i = 0; i < batch.size(); i++) {
            int signal = batch.signal(i);
            long time = batch.time(i);
            NavigableMap<Long, SampleBatch> rows = samples.computeIfAbsent(signal, _ -> new TreeMap<>());
            SampleBatch held = rows.get(time);
            int order = held == null ? 1 : SampleOrder.compare(batch, i, held, 0);
            if (held == null) {
                stored++;
                if (rows.higherKey(time) != null) {
                    ledger.add(signal, time, SampleFate.LATE);
                }
            } else if (order == 0) {
                duplicate++;
                ledger.add(signal, time, SampleFate.DUPLICATE);
            } else {
                superseded++;
                ledger.add(signal, time, SampleFate.SUPERSEDED);
            }
            if (order > 0) {
                rows.put(time, row(batch, i));
                Long newest = newestBefore.get(signal);
                if (newest != null && time <= newest) {
                    touched.computeIfAbsent(signal, _ -> new TreeSet<>()).add(time);
                    late += held == null ? 1 : 0;
                }
            }
        }
        touched.forEach(this::log);
        cursor = behind;
        counts.ifPresent(page -> {
            ledger.add(page);
            ledgerCursor = behind;
        });
        return new Applied(stored, duplicate, superseded, late);
    }

    @Override
    public synchronized long ledgerCursor() {
        return ledgerCursor;
    }

    @Override
    public synchronized HourCounts ledger(List<Integer> signals, long from, long to) {
        HourCounts found = new HourCounts();
        for (int i = 0; i < ledger.size(); i++) {
            if (signals.contains(ledger.signal(i)) && from < to && ledger.hour(i) >= HourCounts.hourOf(from)
                    && ledger.hour(i) <= HourCounts.hourOf(to - 1)) {
                found.add(ledger.signal(i), ledger.hour(i), ledger.fate(i), ledger.count(i));
            }
        }
        return found;
    }

    @Override
    public synchronized HourCounts held(List<Integer> signals, long from, long to) {
        HourCounts held = new HourCounts();
        for (int signal : signals) {
            for (long time : rows(signal).keySet()) {
                if (from < to && HourCounts.hourOf(time) >= HourCounts.hourOf(from)
                        && HourCounts.hourOf(time) <= HourCounts.hourOf(to - 1)) {
                    held.add(signal, time, SampleFate.STORED);
                }
            }
        }
        return held;
    }

    @Override
    public synchronized List<Integer> signals() {
        Set<Integer> signals = new TreeSet<>(samples.keySet());
        IntStream.range(0, ledger.size()).forEach(i -> signals.add(ledger.signal(i)));
        return List.copyOf(signals);
    }

    @Override
    public synchronized Optional<Span> span() {
        TreeSet<Integer> hours = new TreeSet<>();
        IntStream.range(0, ledger.size()).forEach(i -> hours.add(ledger.hour(i)));
        samples.values().forEach(rows -> rows.keySet().forEach(time -> hours.add(HourCounts.hourOf(time))));
        return hours.isEmpty()
                ? Optional.empty()
                : Optional.of(new Span(hours.first() * Micros.PER_HOUR, (hours.last() + 1) * Micros.PER_HOUR));
    }

    /** The same content, as a database has it that lost its last transactions. */
    public synchronized MemoryHistory copy() {
        MemoryHistory copy = new MemoryHistory();
        samples.forEach((signal, rows) -> copy.samples.put(signal, new TreeMap<>(rows)));
        copy.changes.addAll(changes);
        copy.ledger.add(ledger);
        copy.cursor = cursor;
        copy.ledgerCursor = ledgerCursor;
        return copy;
    }

    private static SampleBatch row(SampleBatch batch, int i) {
        SampleBatch row = new SampleBatch(1);
        row.addFrom(batch, i);
        return row;
    }

    private void log(int signal, SortedSet<Long> times) {
        NavigableMap<Long, SampleBatch> rows = rows(signal);
        long from = times.getFirst();
        long to = from;
        for (long time : times) {
            if (time > to) {
                changes.add(new Change(changes.size() + 1L, signal, from, to));
                from = time;
            }
            Long next = rows.higherKey(time);
            to = next == null ? Long.MAX_VALUE : next;
        }
        changes.add(new Change(changes.size() + 1L, signal, from, to));
    }

    @Override
    public synchronized SampleBatch read(int signal, long from, long to, int limit) {
        SampleBatch found = new SampleBatch();
        if (from < to) {
            rows(signal).subMap(from, to).values().stream().limit(limit).forEach(row -> found.addFrom(row, 0));
        }
        return found;
    }

    private NavigableMap<Long, SampleBatch> rows(int signal) {
        return samples.getOrDefault(signal, new TreeMap<>());
    }

    @Override
    public synchronized SampleBatch marks(List<Integer> signals, long from, long to, int limit) {
        SampleBatch marks = new SampleBatch();
        for (int signal : signals.stream().sorted().toList()) {
            SampleBatch rows = read(signal, from, to, Integer.MAX_VALUE);
            for (int i = 0; i < rows.size() && marks.size() < limit; i++) {
                if (rows.isSilence(i)) {
                    marks.addFrom(rows, i);
                }
            }
        }
        return marks;
    }

    @Override
    public synchronized Map<Integer, Boolean> silenceBefore(List<Integer> signals, long time) {
        Map<Integer, Boolean> silence = new HashMap<>();
        if (time > Long.MIN_VALUE) {
            signals.forEach(signal -> at(signal, time - 1).ifPresent(last -> silence.put(signal, last.isSilence(0))));
        }
        return silence;
    }

    @Override
    public synchronized long[] knownAgain(SampleBatch silences, long to) {
        long[] ends = new long[silences.size()];
        for (int i = 0; i < ends.length; i++) {
            SampleBatch rows = read(silences.signal(i), silences.time(i), to, Integer.MAX_VALUE);
            ends[i] = IntStream.range(0, rows.size()).filter(row -> !rows.isSilence(row)).mapToLong(rows::time)
                    .findFirst().orElse(to);
        }
        return ends;
    }

    @Override
    public synchronized Optional<SampleBatch> at(int signal, long time) {
        return Optional.ofNullable(rows(signal).floorEntry(time)).map(entry -> row(entry.getValue(), 0));
    }

    @Override
    public synchronized SampleBatch latest(List<Integer> signals) {
        SampleBatch found = new SampleBatch();
        for (int signal : signals) {
            NavigableMap<Long, SampleBatch> rows = rows(signal);
            if (!rows.isEmpty()) {
                found.addFrom(rows.lastEntry().getValue(), 0);
            }
        }
        return found;
    }

    @Override
    public synchronized Columns reduce(int signal, long from, long to, int columns) {
        Optional<SampleBatch> before = from == Long.MIN_VALUE ? Optional.empty() : at(signal, from - 1);
        return Columns.fold(from, to, columns, before, read(signal, from, to, Integer.MAX_VALUE));
    }

    @Override
    public synchronized List<Change> changes(long after, int limit) {
        return changes.stream().filter(change -> change.revision() > after).limit(limit).toList();
    }

    /** Nothing settles in memory. */
    @Override
    public Settled settle(long now) {
        return new Settled(0, false);
    }

    @Override
    public synchronized Stats stats() {
        long rows = samples.values().stream().mapToLong(Map::size).sum();
        return new Stats(rows, 0, 0, 0, 0, 0);
    }

    @Override
    public synchronized Retention retention() {
        return retention;
    }

    /** Kept in mind; nothing is ever removed from memory. */
    @Override
    public synchronized void retain(Retention next) {
        retention = next;
    }

    /** Removes samples before a time, but for the last one of each signal, as retention does. */
    public synchronized void remove(long before) {
        removedBefore = OptionalLong.of(before);
        for (NavigableMap<Long, SampleBatch> rows : samples.values()) {
            NavigableMap<Long, SampleBatch> old = rows.headMap(before, false);
            while (old.size() > 1) {
                old.pollFirstEntry();
            }
        }
    }

    @Override
    public synchronized OptionalLong removedBefore() {
        return removedBefore;
    }

    /** A day of one byte a sample, a tenth of it for minutes and a hundredth for hours. */
    @Override
    public synchronized List<Holding> holdings(long now) {
        long rows = stats().hotRows();
        long from = now - 24 * Micros.PER_HOUR;
        return rows == 0
                ? List.of()
                : List.of(new Holding(Holding.Kind.SAMPLES, rows, rows, from, rows),
                        new Holding(Holding.Kind.MINUTES, rows / 10, rows / 10, from, rows / 10.0),
                        new Holding(Holding.Kind.HOURS, rows / 100, rows / 100, from, rows / 100.0));
    }

    @Override
    public void close() {}
}
