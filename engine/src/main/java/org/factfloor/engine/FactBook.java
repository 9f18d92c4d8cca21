package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.Stored;
import org.factfloor.engine.Subject.ClosedHour;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Interval;
import org.jspecify.annotations.Nullable;

/** Facts from the store and from what is in memory. */
final class FactBook implements Facts {

    private final EngineCore core;

    FactBook(EngineCore core) {
        this.core = core;
    }

    @Override
    public Book book(String workUnit, long from, long to) {
        return book(workUnit, from, to, true);
    }

    @Override
    public Book cells(String workUnit, long from, long to) {
        return book(workUnit, from, to, false);
    }

    private Book book(String workUnit, long from, long to, boolean withIntervals) {
        return core.subject(workUnit).map(subject -> book(subject, from, to, withIntervals))
                .orElseGet(() -> stored(workUnit, from, to, withIntervals));
    }

    private Book book(Subject subject, long from, long to, boolean withIntervals) {
        subject.lock.lock();
        try {
            KernelRun live = subject.live();
            return live == null
                    ? stored(subject.id(), from, to, withIntervals)
                    : live(subject, live, from, to, withIntervals);
        } finally {
            subject.lock.unlock();
        }
    }

    /** A machine whose kernel does not run: only what is stored. */
    private Book stored(String workUnit, long from, long to, boolean withIntervals) {
        Stored stored = read(workUnit, from, to, withIntervals);
        return new Book(stored.cells(), stored.intervals(),
                stored.cells().isEmpty() ? from : stored.cells().getLast().to(), revision(workUnit, from, to));
    }

    private Stored read(String workUnit, long from, long to, boolean withIntervals) {
        return withIntervals
                ? core.store.facts(workUnit, from, to)
                : new Stored(core.store.cells(workUnit, from, to), List.of());
    }

    private Book live(Subject subject, KernelRun live, long from, long to, boolean withIntervals) {
        Collected collected = new Collected(from, to, withIntervals);
        Decided storedTo = subject.storedTo();
        if (from < storedTo.intervals()) {
            Stored stored = read(subject.id(), from, to, withIntervals);
            stored.cells().stream().filter(cell -> cell.to() <= storedTo.cells()).forEach(collected::cell);
            stored.intervals().stream().filter(interval -> interval.to() <= storedTo.intervals())
                    .forEach(collected::interval);
        }
        if (to > storedTo.cells()) {
            subject.waiting().stream().map(ClosedHour::emitted).forEach(collected::all);
            collected.all(live.emitted());
        }
        if (to > live.decidedTo()) {
            long now = core.now();
            collected.all(live.provisional(subject.pending().before(now), now));
        }
        return new Book(collected.cells, collected.intervals, live.decidedTo(), revision(subject.id(), from, to));
    }

    /** What overlaps a range. */
    private static final class Collected {

        private final List<Cell> cells = new ArrayList<>();
        private final List<Interval> intervals = new ArrayList<>();
        private final long from;
        private final long to;
        private final boolean withIntervals;

        Collected(long from, long to, boolean withIntervals) {
            this.from = from;
            this.to = to;
            this.withIntervals = withIntervals;
        }

        void all(Emitted emitted) {
            emitted.cells().forEach(this::cell);
            emitted.intervals().forEach(this::interval);
        }

        void cell(Cell cell) {
            if (cell.from() < to && cell.to() > from) {
                cells.add(cell);
            }
        }

        void interval(Interval interval) {
            if (withIntervals && interval.from() < to && interval.to() > from) {
                intervals.add(interval);
            }
        }
    }

    private long revision(String workUnit, long from, long to) {
        List<Revision> revisions = core.store.revisions(workUnit, from, to);
        return revisions.isEmpty() ? 0 : revisions.getLast().number();
    }

    @Override
    public List<Revision> revisions(String workUnit, long from, long to) {
        return core.store.revisions(workUnit, from, to);
    }

    @Override
    public Optional<Closing> closing(String workUnit, ShiftRef shift) {
        return core.store.closing(workUnit, shift);
    }

    @Override
    public Recomputed recompute(String workUnit, long from, long to) {
        return recompute(workUnit, from, to, false);
    }

    @Override
    public Recomputed recompute(String workUnit, long from, long to, boolean fromStart) {
        @Nullable
        Subject subject = core.subjects.get(workUnit);
        return subject == null
                ? new Recomputed(from, from, from, 0, 0, List.of())
                : new Recomputing(core, subject, from, to, fromStart).run();
    }
}
