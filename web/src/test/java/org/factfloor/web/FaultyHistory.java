package org.factfloor.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.history.Columns;
import org.factfloor.history.History;
import org.factfloor.history.HistoryException;
import org.factfloor.history.HourCounts;
import org.factfloor.history.MemoryHistory;
import org.factfloor.history.Retention;
import org.factfloor.plant.Label;
import org.factfloor.plant.SampleBatch;

/** A history in memory that a test can give a fault: then it tells of it, and reads of ranges fail with it. */
final class FaultyHistory implements History {

    private final MemoryHistory memory = new MemoryHistory();
    private volatile List<Label> faults = List.of();

    void fail(String... messages) {
        faults = Arrays.stream(messages).map(Label::of).toList();
    }

    @Override
    public List<Label> faults() {
        return faults;
    }

    void remove(long before) {
        memory.remove(before);
    }

    @Override
    public OptionalLong removedBefore() {
        return memory.removedBefore();
    }

    private MemoryHistory readable() {
        if (!faults.isEmpty()) {
            throw new HistoryException(faults.getFirst().en(), null);
        }
        return memory;
    }

    @Override
    public long cursor() {
        return memory.cursor();
    }

    @Override
    public Applied apply(SampleBatch batch, long cursor, Optional<HourCounts> counts) {
        return memory.apply(batch, cursor, counts);
    }

    @Override
    public long ledgerCursor() {
        return memory.ledgerCursor();
    }

    @Override
    public HourCounts ledger(List<Integer> signals, long from, long to) {
        return readable().ledger(signals, from, to);
    }

    @Override
    public HourCounts held(List<Integer> signals, long from, long to) {
        return readable().held(signals, from, to);
    }

    @Override
    public List<Integer> signals() {
        return memory.signals();
    }

    @Override
    public SampleBatch marks(List<Integer> signals, long from, long to, int limit) {
        return readable().marks(signals, from, to, limit);
    }

    @Override
    public Map<Integer, Boolean> silenceBefore(List<Integer> signals, long time) {
        return readable().silenceBefore(signals, time);
    }

    @Override
    public long[] knownAgain(SampleBatch silences, long to) {
        return readable().knownAgain(silences, to);
    }

    @Override
    public Optional<Span> span() {
        return memory.span();
    }

    @Override
    public SampleBatch read(int signal, long from, long to, int limit) {
        return readable().read(signal, from, to, limit);
    }

    @Override
    public Optional<SampleBatch> at(int signal, long time) {
        return readable().at(signal, time);
    }

    @Override
    public SampleBatch latest(List<Integer> signals) {
        return memory.latest(signals);
    }

    @Override
    public Columns reduce(int signal, long from, long to, int columns) {
        return readable().reduce(signal, from, to, columns);
    }

    @Override
    public List<Change> changes(long after, int limit) {
        return memory.changes(after, limit);
    }

    @Override
    public Settled settle(long now) {
        return memory.settle(now);
    }

    @Override
    public Stats stats() {
        return memory.stats();
    }

    @Override
    public Retention retention() {
        return memory.retention();
    }

    @Override
    public void retain(Retention retention) {
        memory.retain(retention);
    }

    @Override
    public List<Holding> holdings(long now) {
        return memory.holdings(now);
    }

    @Override
    public void close() {
        memory.close();
    }
}
