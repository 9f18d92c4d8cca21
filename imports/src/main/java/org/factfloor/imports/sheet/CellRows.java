package org.factfloor.imports.sheet;

import java.util.ArrayList;
import java.util.List;

/** Rows whose cells are kept in one list that each row fills anew, within a bound of columns and characters. */
abstract class CellRows implements Rows {

    /** Characters of a row. */
    private static final int LONGEST_ROW = 1 << 21;

    private final List<String> cells = new ArrayList<>();
    private long line;
    private int length;

    /** Begins a row without cells. */
    final void begin(long at) {
        line = at;
        length = 0;
        cells.clear();
    }

    /** Adds the next cell. */
    final void add(String cell) {
        length += cell.length();
        if (length > LONGEST_ROW) {
            throw endless();
        }
        cells.add(cell);
    }

    /** What is told of a row with too many characters. */
    abstract SheetException endless();

    @Override
    public final long line() {
        return line;
    }

    @Override
    public final List<String> cells() {
        return cells;
    }
}
