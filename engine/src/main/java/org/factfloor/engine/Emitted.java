package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
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

    boolean isEmpty() {
        return cells.isEmpty() && intervals.isEmpty();
    }

    /** Takes what ends at or before a time out. */
    Emitted takeUpTo(long time) {
        Emitted taken = new Emitted();
        taken.cells.addAll(cells.stream().filter(cell -> cell.to() <= time).toList());
        taken.intervals.addAll(intervals.stream().filter(interval -> interval.to() <= time).toList());
        cells.subList(0, taken.cells.size()).clear();
        intervals.subList(0, taken.intervals.size()).clear();
        return taken;
    }

    void addAll(Emitted later) {
        cells.addAll(later.cells);
        intervals.addAll(later.intervals);
    }
}
