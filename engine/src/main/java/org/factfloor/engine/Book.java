package org.factfloor.engine;

import java.util.List;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;

/**
 * The facts of one machine in a range, by time and whole: the first and last may reach beyond it.
 *
 * @param cells without gap
 * @param intervals without gap
 * @param closedTo cells and intervals that end at or before it are closed, µs; later ones are provisional
 * @param revision number of the last revision that changed something in the range; 0 for none
 */
public record Book(List<Cell> cells, List<Interval> intervals, long closedTo, long revision) {

    public Book {
        cells = List.copyOf(cells);
        intervals = List.copyOf(intervals);
    }
}
