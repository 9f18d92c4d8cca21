package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.factfloor.production.WorkUnitKernel;

/** What a kernel gave out and nobody took yet, by time. */
final class Emitted implements WorkUnitKernel.Out {

    private final List<Cell> cells = new ArrayList<>();
    private final List<Interval> intervals = new ArrayList<>();

    @Override
    public void interval(Interval interval) {
        intervals.add(interval);
    }

    @Override
    public void cell(Cell cell) {
        cells.add(cell);
    }

    List<Cell> cells() {
        return cells;
    }

    List<Interval> intervals() {
        return intervals;
    }

    /** Takes all of it out. */
    Emitted take() {
        Emitted taken = new Emitted();
        taken.addAll(this);
        cells.clear();
        intervals.clear();
        return taken;
    }

    /** Lets go of what ends at or before a time. */
    void forgetUpTo(long time) {
        cells.removeIf(cell -> cell.to() <= time);
        intervals.removeIf(interval -> interval.to() <= time);
    }

    /** Lets go of what begins before what was given out already. */
    void forgetBegunBefore(Decided after) {
        cells.removeIf(cell -> cell.from() < after.cells());
        intervals.removeIf(interval -> interval.from() < after.intervals());
    }

    void addAll(Emitted later) {
        cells.addAll(later.cells);
        intervals.addAll(later.intervals);
    }
}
