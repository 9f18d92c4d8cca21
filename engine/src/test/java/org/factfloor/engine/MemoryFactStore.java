package org.factfloor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.factfloor.engine.FactStore.Transaction;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Interval;

/** A store in memory, written to be read. Lost when dropped; {@link #close} keeps it, so that a test can open it again. */
public final class MemoryFactStore implements FactStore {

    private Content content = new Content();

    private static final class Content implements Transaction {

        private final Map<String, NavigableMap<Long, Cell>> cells = new HashMap<>();
        private final Map<String, NavigableMap<Long, Interval>> intervals = new HashMap<>();
        private final Map<String, NavigableMap<Long, SavedState>> states = new HashMap<>();
        private final List<Revision> revisions = new ArrayList<>();
        private final List<Touch> touches = new ArrayList<>();
        private final Map<ShiftRef, Map<String, Closing>> closings = new HashMap<>();
        private final Map<String, Long> marks = new HashMap<>();
        private long lastTouch;

        Content copy() {
            Content copy = new Content();
            cells.forEach((id, all) -> copy.cells.put(id, new TreeMap<>(all)));
            intervals.forEach((id, all) -> copy.intervals.put(id, new TreeMap<>(all)));
            states.forEach((id, all) -> copy.states.put(id, new TreeMap<>(all)));
            copy.revisions.addAll(revisions);
            copy.touches.addAll(touches);
            closings.forEach((shift, all) -> copy.closings.put(shift, new HashMap<>(all)));
            copy.marks.putAll(marks);
            copy.lastTouch = lastTouch;
            return copy;
        }

        @Override
        public void replace(String workUnit, Decided after, Decided upTo, List<Cell> newCells,
                List<Interval> newIntervals) {
            NavigableMap<Long, Cell> allCells = cells.computeIfAbsent(workUnit, _ -> new TreeMap<>());
            allCells.subMap(after.cells(), false, upTo.cells(), true).clear();
            newCells.forEach(cell -> allCells.put(cell.to(), cell));
            NavigableMap<Long, Interval> allIntervals = intervals.computeIfAbsent(workUnit, _ -> new TreeMap<>());
            allIntervals.subMap(after.intervals(), false, upTo.intervals(), true).clear();
            newIntervals.forEach(interval -> allIntervals.put(interval.to(), interval));
        }

        @Override
        public void putState(String workUnit, SavedState state) {
            states.computeIfAbsent(workUnit, _ -> new TreeMap<>()).put(state.time(), state);
        }

        @Override
        public void dropStates(String workUnit, List<Long> times) {
            states.computeIfAbsent(workUnit, _ -> new TreeMap<>()).keySet().removeAll(times);
        }

        @Override
        public long addRevision(long at, Revision.Cause cause, String workUnit, long from, long to) {
            revisions.add(new Revision(revisions.size() + 1L, at, cause, workUnit, from, to));
            return revisions.size();
        }

        @Override
        public long addTouch(Touch touch) {
            touches.add(new Touch(++lastTouch, touch.workUnit(), touch.from(), touch.until(), touch.cause()));
            return lastTouch;
        }

        @Override
        public void removeTouch(long number) {
            touches.removeIf(touch -> touch.number() == number);
        }

        @Override
        public void putClosing(Closing closing) {
            closings.computeIfAbsent(closing.shift(), _ -> new HashMap<>()).put(closing.workUnit(), closing);
        }

        @Override
        public void putMark(String name, long value) {
            marks.put(name, value);
        }
    }

    @Override
    public synchronized List<Cell> cells(String workUnit, long from, long to) {
        return content.cells.getOrDefault(workUnit, new TreeMap<>()).values().stream()
                .filter(cell -> cell.from() < to && cell.to() > from).toList();
    }

    @Override
    public synchronized Stored facts(String workUnit, long from, long to) {
        return new Stored(cells(workUnit, from, to),
                content.intervals.getOrDefault(workUnit, new TreeMap<>()).values().stream()
                        .filter(interval -> interval.from() < to && interval.to() > from).toList());
    }

    @Override
    public synchronized Optional<SavedState> stateBefore(String workUnit, long time) {
        return Optional.ofNullable(content.states.getOrDefault(workUnit, new TreeMap<>()).floorEntry(time))
                .map(Map.Entry::getValue);
    }

    @Override
    public synchronized List<Long> stateTimes(String workUnit) {
        return List.copyOf(content.states.getOrDefault(workUnit, new TreeMap<>()).keySet());
    }

    @Override
    public synchronized List<Revision> revisions(String workUnit, long from, long to) {
        return content.revisions.stream().filter(revision -> revision.workUnit().equals(workUnit))
                .filter(revision -> revision.from() < to && revision.to() > from).toList();
    }

    @Override
    public synchronized Optional<Closing> closing(String workUnit, ShiftRef shift) {
        return Optional.ofNullable(content.closings.getOrDefault(shift, Map.of()).get(workUnit));
    }

    @Override
    public synchronized List<Touch> touches() {
        return List.copyOf(content.touches);
    }

    @Override
    public synchronized OptionalLong mark(String name) {
        Long value = content.marks.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public synchronized <T> T write(Function<Transaction, T> changes) {
        Content next = content.copy();
        T result = changes.apply(next);
        content = next;
        return result;
    }

    @Override
    public void close() {}
}
