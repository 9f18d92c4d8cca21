package org.factfloor.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.factfloor.plant.Calendar.ShiftRun;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Quantities;
import org.jspecify.annotations.Nullable;

/** Takes the sums of each shift when its report is due, and keeps them as they are then. For one thread. */
final class Closings {

    private static final long DUE = 15 * Micros.PER_MINUTE;
    /** Shifts that ended longer ago are not taken any more: too much may have been said since. */
    private static final long TOO_LATE = 24 * Micros.PER_HOUR;
    private static final long LOOK_EVERY = Micros.PER_MINUTE;

    private final EngineCore core;
    private final FactBook book;
    private final Set<Due> taken = new HashSet<>();
    private long lookedAt = Long.MIN_VALUE;

    private record Due(String workUnit, ShiftRef shift) {}

    Closings(EngineCore core, FactBook book) {
        this.core = core;
        this.book = book;
    }

    /** Takes those that are due, once a minute. */
    void take() {
        long now = core.now();
        if (now - LOOK_EVERY < lookedAt) {
            return;
        }
        lookedAt = now;
        // Where there was no plant yet when a shift's report was due, none is: that past comes bit by bit.
        long knownSince = core.plans.knownSince();
        taken.removeIf(due -> due.shift().from() < now - 3 * TOO_LATE);
        for (Subject subject : core.subjects.values()) {
            Machine machine = liveMachine(subject);
            if (machine != null) {
                machine.calendar().shiftRuns(now - TOO_LATE, now - DUE).stream()
                        .filter(run -> Micros.of(run.to()) <= now - DUE && Micros.of(run.to()) + DUE >= knownSince)
                        .forEach(run -> take(machine.id(), run, now));
            }
        }
    }

    private static @Nullable Machine liveMachine(Subject subject) {
        subject.lock.lock();
        try {
            return subject.isLive() ? subject.machine() : null;
        } finally {
            subject.lock.unlock();
        }
    }

    private void take(String workUnit, ShiftRun run, long now) {
        ShiftRef shift = new ShiftRef(run.shift().id(), Micros.of(run.from()));
        if (!taken.add(new Due(workUnit, shift)) || core.store.closing(workUnit, shift).isPresent()) {
            return;
        }
        List<Cell> cells = book.cells(workUnit, shift.from(), Micros.of(run.to())).cells();
        Quantities sums = cells.stream().filter(cell -> cell.shift().filter(shift::equals).isPresent())
                .map(Cell::quantities).reduce(Quantities.NONE, Quantities::plus);
        if (!cells.isEmpty()) {
            core.store.write(transaction -> {
                transaction.putClosing(new Closing(workUnit, shift, Micros.of(run.to()), now, sums));
                return true;
            });
        }
    }
}
