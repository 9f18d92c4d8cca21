package org.factfloor.history.duckdb;

import java.util.List;
import java.util.Optional;
import org.factfloor.history.Columns;
import org.factfloor.history.Extent;
import org.factfloor.plant.SampleBatch;

/**
 * A range being reduced to columns: takes settled samples and lays the hot ones over them, as {@link Overlay} does. Where
 * tallies stand for the samples, there are neither settled nor hot ones.
 */
final class Picture {

    private final long from;
    private final long to;
    private final SampleBatch hot;
    private final List<Extent> tallies;
    private final Columns.Fold fold;
    private int nextHot;
    private int nextTally;
    private long lastSettled = Long.MIN_VALUE;
    private boolean inOrder = true;

    /**
     * A range without its settled samples.
     *
     * @param fold of [from, to), with what holds at its beginning
     * @param hot hot samples of the range in time order
     * @param tallies in time order
     */
    Picture(Columns.Fold fold, long from, long to, SampleBatch hot, List<Extent> tallies) {
        this.fold = fold;
        this.from = from;
        this.to = to;
        this.hot = hot;
        this.tallies = tallies;
    }

    /** Takes the next settled sample; those outside the range are left out, for files are asked by whole seconds. */
    void accept(long time, double number, boolean unknown) {
        inOrder &= time > lastSettled;
        if (!inOrder || time < from || time >= to) {
            return;
        }
        lastSettled = time;
        foldUpTo(time);
        if (nextHot == hot.size() || hot.time(nextHot) != time) {
            fold.accept(time, number, unknown);
        }
    }

    /** Folds what is before a time. */
    private void foldUpTo(long time) {
        while (true) {
            long hotTime = nextHot < hot.size() ? hot.time(nextHot) : Long.MAX_VALUE;
            long tallyTime = nextTally < tallies.size() ? tallies.get(nextTally).firstTime() : Long.MAX_VALUE;
            if (Math.min(hotTime, tallyTime) >= time) {
                return;
            }
            if (hotTime < tallyTime) {
                fold.accept(hot, nextHot++);
            } else {
                fold.accept(tallies.get(nextTally++));
            }
        }
    }

    /** The columns; empty if settled samples came in another order than time's. */
    Optional<Columns> finish() {
        foldUpTo(Long.MAX_VALUE);
        return inOrder ? Optional.of(fold.finish()) : Optional.empty();
    }
}
