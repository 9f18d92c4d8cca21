package org.factfloor.imports.sheet;

import java.io.IOException;
import java.util.List;

/** The rows of a table, one after the other; no more than one of them is in memory. Used by one thread. */
public interface Rows extends AutoCloseable {

    /**
     * Moves to the next row.
     *
     * @return false behind the last one
     * @throws SheetException where the file is no table from here on
     */
    boolean next() throws IOException;

    /** Where the row begins in the file, from 1: a line of a text, a row of a workbook, a record of anything else. */
    long line();

    /** Texts of the row's cells, from the left; until the next {@link #next}. */
    List<String> cells();

    /** How much of the file has been read, 0 to 1, as far as that is known. */
    double read();

    @Override
    void close() throws IOException;
}
