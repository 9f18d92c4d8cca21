package org.factfloor.history.duckdb;

import java.util.Optional;
import org.factfloor.history.Columns;
import org.factfloor.plant.SampleBatch;

/** A range being reduced to columns: takes settled samples and lays the hot ones over them, as {@link Overlay} does. */
final class Picture {

    private final long from;
    private final long to;
    private final SampleBatch hot;
    private final Columns.Fold fold;
    private int next;
    private long lastSettled = Long.MIN_VALUE;
    private boolean inOrder = true;

    /**
     * A range without its settled samples.
     *
     * @param before the sample that holds at {@code from}; empty if there is none
     * @param hot hot samples of the range in time order
     */
    Picture(long from, long to, int columns, SampleBatch before, SampleBatch hot) {
        this.from = from;
        this.to = to;
        this.hot = hot;
        fold = new Columns.Fold(from, to, columns);
        if (!before.isEmpty()) {
            fold.carry(before, 0);
        }
    }

    /** Takes the next settled sample; those outside the range are left out, for files are asked by whole seconds. */
    void accept(long time, double number, boolean unknown) {
        inOrder &= time > lastSettled;
        if (!inOrder || time < from || time >= to) {
            return;
        }
        lastSettled = time;
        while (next < hot.size() && hot.time(next) < time) {
            fold.accept(hot, next++);
        }
        if (next == hot.size() || hot.time(next) != time) {
            fold.accept(time, number, unknown);
        }
    }

    /** The columns; empty if settled samples came in another order than time's. */
    Optional<Columns> finish() {
        while (next < hot.size()) {
            fold.accept(hot, next++);
        }
        return inOrder ? Optional.of(fold.finish()) : Optional.empty();
    }
}
