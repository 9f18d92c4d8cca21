package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.engine.Recomputed.Difference;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.factfloor.production.Plan;

/** Computes closed facts of a machine again, with a kernel of its own, and compares. Touches nothing that is kept. */
final class Recomputing {

    /** Facts may be computed again while they are compared; then it is tried once more. */
    private static final int TRIES = 3;
    private static final int MOST_HOURS_READ = 64;

    private final EngineCore core;
    private final Subject subject;
    private final long from;
    private final long to;
    private final boolean isFromStart;

    Recomputing(EngineCore core, Subject subject, long from, long to, boolean isFromStart) {
        this.core = core;
        this.subject = subject;
        this.from = from;
        this.to = to;
        this.isFromStart = isFromStart;
    }

    /** Closed facts of the range, and what they were computed by. */
    private record Kept(Machine machine, Plan plan, List<Cell> cells, List<Interval> intervals, long reached) {}

    Recomputed run() {
        Kept kept = kept();
        Recomputed result = compare(kept);
        for (int i = 1; i < TRIES && !result.equal(); i++) {
            Kept again = kept();
            if (again.equals(kept)) {
                break;
            }
            kept = again;
            result = compare(kept);
        }
        return result;
    }

    private Kept kept() {
        subject.lock.lock();
        try {
            KernelRun live = subject.live();
            Book book = new FactBook(core).book(subject.id(), from, to);
            long closedTo = live == null ? subject.storedTo().cells() : book.closedTo();
            return new Kept(subject.machine(), subject.plan(),
                    book.cells().stream().filter(cell -> cell.to() <= closedTo).toList(),
                    book.intervals().stream().filter(interval -> interval.to() <= closedTo).toList(),
                    live == null ? subject.storedHour() : live.time());
        } finally {
            subject.lock.unlock();
        }
    }

    private Recomputed compare(Kept kept) {
        if (kept.cells().isEmpty()) {
            return new Recomputed(from, from, from, 0, 0, List.of());
        }
        long first = kept.cells().getFirst().from();
        long last = kept.cells().getLast().to();
        Optional<SavedState> base = isFromStart
                ? Optional.empty()
                : core.store.stateBefore(subject.id(), first).filter(state -> state.decided().cells() <= first);
        OptionalLong start = base.isPresent()
                ? OptionalLong.of(base.get().time())
                : Base.beginning(core.history, kept.machine(), kept.plan());
        if (start.isEmpty()) {
            return new Recomputed(first, last, Long.MIN_VALUE, 0, kept.cells().size(),
                    limited(Differences.of(kept.cells(), List.of(), kept.intervals(), List.of())));
        }
        KernelRun run = base.map(state -> KernelRun.from(kept.machine(), kept.plan(), state))
                .orElseGet(() -> KernelRun.from(kept.machine(), kept.plan(), start.getAsLong(), Decided.NOTHING));
        Emitted found = new Emitted();
        long samples = replay(kept, run, first, last, found);
        return new Recomputed(first, last, base.map(SavedState::time).orElse(Long.MIN_VALUE), samples,
                kept.cells().size(), limited(Differences.of(kept.cells(), within(found.cells(), last),
                        kept.intervals(), withinIntervals(kept, found.intervals(), last))));
    }

    /** Replays until everything in [first, last) is decided, keeping nothing from before. */
    private long replay(Kept kept, KernelRun run, long first, long last, Emitted found) {
        Replay replay = new Replay(core.history, run, kept.machine());
        int hours = 2;
        while (run.decidedTo() < last && run.time() < kept.reached()) {
            long end = run.time();
            for (int i = 0; i < hours || end < last; i++) {
                end = kept.machine().calendar().nextHour(end);
            }
            hours = Math.min(MOST_HOURS_READ, hours * 2);
            replay.runTo(Math.min(end, kept.reached()), _ -> {
                run.emitted().forgetUpTo(first);
                return true;
            });
        }
        run.emitted().forgetUpTo(first);
        found.addAll(run.emitted());
        return replay.samples();
    }

    private static List<Cell> within(List<Cell> cells, long last) {
        return cells.stream().filter(cell -> cell.to() <= last).toList();
    }

    private static List<Interval> withinIntervals(Kept kept, List<Interval> intervals, long last) {
        long begin = kept.intervals().isEmpty() ? last : kept.intervals().getFirst().from();
        return intervals.stream().filter(interval -> interval.to() > begin && interval.to() <= last).toList();
    }

    private static List<Difference> limited(List<Difference> differences) {
        return new ArrayList<>(differences.subList(0, Math.min(Recomputed.MOST_DIFFERENCES, differences.size())));
    }
}
