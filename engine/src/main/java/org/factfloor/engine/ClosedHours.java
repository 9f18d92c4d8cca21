package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.engine.FactStore.Touch;
import org.factfloor.engine.FactStore.Transaction;
import org.factfloor.engine.Recomputed.Difference;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.jspecify.annotations.Nullable;

/** Hours that were computed again and are to take the place of the stored ones. */
final class ClosedHours {

    private final Machine machine;
    private final Emitted emitted = new Emitted();
    private final List<SavedState> states = new ArrayList<>();
    /** What ends at or before it stays as it is stored. */
    private final long after;
    private final long baseTime;
    private @Nullable SavedState last;

    ClosedHours(Machine machine, Optional<SavedState> base) {
        this.machine = machine;
        after = base.map(SavedState::decidedTo).orElse(Long.MIN_VALUE);
        baseTime = base.map(SavedState::time).orElse(Long.MIN_VALUE);
    }

    /** An hour has ended with this state. */
    void take(KernelRun run, SavedState state) {
        emitted.addAll(run.emitted().takeUpTo(state.decidedTo()));
        last = state;
    }

    /** Stores this state, too. */
    void keep(SavedState state) {
        states.add(state);
    }

    /** Stores the state of the last hour, where the next piece of work or the live kernel goes on. */
    void keepLast() {
        if (last != null && (states.isEmpty() || states.getLast().time() < last.time())) {
            states.add(last);
        }
    }

    Optional<SavedState> last() {
        return Optional.ofNullable(last);
    }

    /** Differences among what is closed and belongs to an hour that is not over. */
    List<Difference> openDifferences(KernelRun before, KernelRun now) {
        long common = Math.min(before.decidedTo(), now.decidedTo());
        return Differences.of(upTo(common, before.emitted().cells()), upTo(common, now.emitted().cells()), List.of(),
                List.of());
    }

    private static List<Cell> upTo(long time, List<Cell> cells) {
        return cells.stream().filter(cell -> cell.to() <= time).toList();
    }

    /**
     * Puts the hours in their place, in one transaction with what becomes of the touches.
     *
     * @param beyond further differences that belong to the revision
     * @return what has changed, if anything
     */
    Optional<Changed> store(EngineCore core, List<Touch> touches, long upTo, boolean whole, Cause cause,
            List<Difference> beyond) {
        if (last == null && touches.isEmpty() && beyond.isEmpty()) {
            return Optional.empty();
        }
        long to = last == null ? after : last.decidedTo();
        List<Cell> storedCells = core.store.cells(machine.id(), after, to).stream()
                .filter(cell -> cell.to() > after && cell.to() <= to).toList();
        List<Interval> storedIntervals = core.store.intervals(machine.id(), after, to).stream()
                .filter(interval -> interval.to() > after && interval.to() <= to).toList();
        List<Difference> differences = new ArrayList<>(storedCells.isEmpty()
                ? List.of()
                : Differences.of(storedCells, emitted.cells(), storedIntervals, emitted.intervals()));
        differences.addAll(beyond);
        long[] revision = new long[1];
        core.touches.progress(touches, upTo, whole, transaction -> {
            if (last != null) {
                put(core, transaction, to);
            }
            if (!differences.isEmpty()) {
                revision[0] = transaction.addRevision(core.now(), cause, machine.id(), from(differences),
                        to(differences));
            }
        });
        if (!differences.isEmpty()) {
            return Optional.of(new Changed(machine.id(), from(differences), to(differences), revision[0]));
        }
        return emitted.cells().isEmpty() || !storedCells.isEmpty()
                ? Optional.empty()
                : Optional.of(new Changed(machine.id(), emitted.cells().getFirst().from(), to, 0));
    }

    private void put(EngineCore core, Transaction transaction, long to) {
        transaction.replace(machine.id(), after, to, emitted.cells(), emitted.intervals());
        Set<Long> kept = states.stream().map(SavedState::time).collect(Collectors.toSet());
        long end = last == null ? baseTime : last.time();
        transaction.dropStates(machine.id(), core.store.stateTimes(machine.id()).stream()
                .filter(time -> time > baseTime && time <= end && !kept.contains(time)).toList());
        states.forEach(state -> transaction.putState(machine.id(), state));
    }

    private static long from(List<Difference> differences) {
        return differences.stream().mapToLong(Difference::from).min().orElseThrow();
    }

    private static long to(List<Difference> differences) {
        return differences.stream().mapToLong(Difference::to).max().orElseThrow();
    }
}
