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

    /** So often it is read without the machine's lock; then, under it. */
    private static final int TRIES = 3;

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

    /**
     * The store is read without the machine's lock, for a long range takes long and what arrives must not wait for it. Past
     * hours are put in others' place under the lock only: if none were while the store was read, what was read belongs to
     * what memory held. Hours stored behind them in the meantime are beyond what was stored then.
     */
    private Book book(Subject subject, long from, long to, boolean withIntervals) {
        for (int i = 0; i < TRIES; i++) {
            Memory memory = memory(subject, from, to, withIntervals);
            Book book = book(memory, subject.id(), from, to, withIntervals);
            if (isUnchanged(subject, memory)) {
                return book;
            }
        }
        subject.lock.lock();
        try {
            return book(memory(subject, from, to, withIntervals), subject.id(), from, to, withIntervals);
        } finally {
            subject.lock.unlock();
        }
    }

    /**
     * What memory holds of a machine at one moment.
     *
     * @param rest what is not stored; empty without a live kernel
     * @param storedTo up to where the store holds
     * @param replacements at that moment
     */
    private record Memory(Optional<Collected> rest, Decided storedTo, long decidedTo, long replacements) {}

    private Memory memory(Subject subject, long from, long to, boolean withIntervals) {
        subject.lock.lock();
        try {
            KernelRun live = subject.live();
            if (live == null) {
                return new Memory(Optional.empty(), Decided.EVERYTHING, 0, subject.replacements());
            }
            Collected rest = new Collected(from, to, withIntervals);
            if (to > subject.storedTo().cells()) {
                subject.waiting().stream().map(ClosedHour::emitted).forEach(rest::all);
                rest.all(live.emitted());
            }
            if (to > live.decidedTo()) {
                long now = core.now();
                rest.all(live.provisional(subject.pending().before(now), now));
            }
            return new Memory(Optional.of(rest), subject.storedTo(), live.decidedTo(), subject.replacements());
        } finally {
            subject.lock.unlock();
        }
    }

    private static boolean isUnchanged(Subject subject, Memory memory) {
        subject.lock.lock();
        try {
            return subject.replacements() == memory.replacements();
        } finally {
            subject.lock.unlock();
        }
    }

    private Book book(Memory memory, String workUnit, long from, long to, boolean withIntervals) {
        if (memory.rest().isEmpty()) {
            return stored(workUnit, from, to, withIntervals);
        }
        Collected all = new Collected(from, to, withIntervals);
        if (from < memory.storedTo().intervals()) {
            Stored stored = read(workUnit, from, to, withIntervals);
            stored.cells().stream().filter(cell -> cell.to() <= memory.storedTo().cells()).forEach(all::cell);
            stored.intervals().stream().filter(interval -> interval.to() <= memory.storedTo().intervals())
                    .forEach(all::interval);
        }
        all.cells.addAll(memory.rest().get().cells);
        all.intervals.addAll(memory.rest().get().intervals);
        return new Book(all.cells, all.intervals, memory.decidedTo(), revision(workUnit, from, to));
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

    @Override
    public long sealedUntil(String workUnit) {
        return core.subject(workUnit).map(this::sealedUntil).orElse(Long.MIN_VALUE);
    }

    private long sealedUntil(Subject subject) {
        subject.lock.lock();
        try {
            return Seal.until(core.store, core.history, subject.machine());
        } finally {
            subject.lock.unlock();
        }
    }
}
