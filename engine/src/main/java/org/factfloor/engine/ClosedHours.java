package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.engine.FactStore.Touch;
import org.factfloor.engine.FactStore.Transaction;
import org.factfloor.engine.Recomputed.Difference;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.production.Interval;
import org.jspecify.annotations.Nullable;

/** Hours that were computed again and are to take the place of the stored ones. */
final class ClosedHours {

    private final Machine machine;
    private final Emitted emitted = new Emitted();
    private final List<SavedState> states = new ArrayList<>();
    /** What ends at or before it stays as it is stored. */
    private final Decided after;
    private final long baseTime;
    private @Nullable SavedState last;

    ClosedHours(Machine machine, Base base) {
        this.machine = machine;
        after = base.after();
        baseTime = base.state().map(SavedState::time).orElse(Long.MIN_VALUE);
    }

    /** An hour has ended with this state. */
    void take(KernelRun run, SavedState state) {
        emitted.addAll(run.emitted().take());
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

    /**
     * What is closed and belongs to an hour that is not over.
     *
     * @param before what it was
     * @param now what it is
     */
    record Tail(Emitted before, Emitted now) {}

    /**
     * Puts the hours in their place, in one transaction with what becomes of the touches.
     *
     * @param tail what follows up to the present; empty where more stored hours follow
     * @return what has changed, if anything
     */
    Optional<Changed> store(EngineCore core, List<Touch> touches, long upTo, boolean whole, Cause cause,
            Optional<Tail> tail) {
        Decided to = tail.isPresent() ? Decided.EVERYTHING : last == null ? after : last.decided();
        Emitted before = stored(core, to);
        boolean isStored = !before.cells().isEmpty() || !before.intervals().isEmpty();
        if (last == null && touches.isEmpty() && !isStored) {
            return Optional.empty();
        }
        Emitted now = new Emitted();
        now.addAll(emitted);
        tail.ifPresent(rest -> {
            before.addAll(rest.before());
            now.addAll(rest.now());
        });
        List<Difference> differences = differences(before, now);
        long[] revision = new long[1];
        core.touches.progress(touches, upTo, whole, transaction -> {
            if (last != null || isStored || tail.isPresent()) {
                put(core, transaction, to, tail.isPresent());
            }
            if (!differences.isEmpty()) {
                revision[0] = transaction.addRevision(core.now(), cause, machine.id(), from(differences),
                        to(differences));
            }
        });
        if (!differences.isEmpty()) {
            return Optional.of(new Changed(machine.id(), from(differences), to(differences), revision[0], true));
        }
        return emitted.cells().isEmpty() || isStored
                ? Optional.empty()
                : Optional.of(new Changed(machine.id(), emitted.cells().getFirst().from(),
                        emitted.cells().getLast().to(), 0, true));
    }

    private Emitted stored(EngineCore core, Decided to) {
        Emitted stored = new Emitted();
        core.store.cells(machine.id(), after.cells(), to.cells()).stream()
                .filter(cell -> cell.to() > after.cells() && cell.to() <= to.cells()).forEach(stored::cell);
        core.store.facts(machine.id(), after.intervals(), to.intervals()).intervals().stream()
                .filter(interval -> interval.to() > after.intervals() && interval.to() <= to.intervals())
                .forEach(stored::interval);
        return stored;
    }

    /** Where what was closed is another now, or is closed no more. What is closed for the first time is no difference. */
    private static List<Difference> differences(Emitted before, Emitted now) {
        if (before.cells().isEmpty()) {
            return List.of();
        }
        long closedTo = before.cells().getLast().to();
        return Differences.of(before.cells(), now.cells().stream().filter(cell -> cell.to() <= closedTo).toList(),
                upTo(closedTo, before.intervals()), upTo(closedTo, now.intervals()));
    }

    private static List<Interval> upTo(long time, List<Interval> intervals) {
        return intervals.stream().filter(interval -> interval.to() <= time).toList();
    }

    /** @param isWhole whether nothing lies behind the hours: no state that is not among theirs then holds any more */
    private void put(EngineCore core, Transaction transaction, Decided to, boolean isWhole) {
        transaction.replace(machine.id(), after, to, emitted.cells(), emitted.intervals());
        Set<Long> kept = states.stream().map(SavedState::time).collect(Collectors.toSet());
        long end = isWhole ? Long.MAX_VALUE : last == null ? baseTime : last.time();
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
