package org.factfloor.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;

/** A store in memory that does something beside each time its cells are read. */
final class WatchedFactStore implements FactStore {

    private final MemoryFactStore store = new MemoryFactStore();
    /** Done after the cells were read and before they are given. */
    Runnable beside = () -> {
    };
    /** How often cells were read with their intervals. */
    int factsRead;

    @Override
    public List<Cell> cells(String workUnit, long from, long to) {
        List<Cell> cells = store.cells(workUnit, from, to);
        beside.run();
        return cells;
    }

    @Override
    public Stored facts(String workUnit, long from, long to) {
        factsRead++;
        return store.facts(workUnit, from, to);
    }

    @Override
    public Optional<SavedState> stateBefore(String workUnit, long time) {
        return store.stateBefore(workUnit, time);
    }

    @Override
    public List<Long> stateTimes(String workUnit) {
        return store.stateTimes(workUnit);
    }

    @Override
    public List<Revision> revisions(String workUnit, long from, long to) {
        return store.revisions(workUnit, from, to);
    }

    @Override
    public Optional<Closing> closing(String workUnit, ShiftRef shift) {
        return store.closing(workUnit, shift);
    }

    @Override
    public List<Touch> touches() {
        return store.touches();
    }

    @Override
    public OptionalLong mark(String name) {
        return store.mark(name);
    }

    @Override
    public <T> T write(Function<Transaction, T> changes) {
        return store.write(changes);
    }

    @Override
    public void close() {
        store.close();
    }
}
