package org.factfloor.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.factfloor.imports.sheet.Rows;

/** Reads files of a column format (Parquet); a storage technology provides it. */
public interface ColumnFiles {

    /** Names of the columns of a file of history's own, as {@link #open} gives it: times are µs, signals references. */
    List<String> OWN = List.of("time (µs)", "signal (ref)", "value", "status", "revision");

    /**
     * Rows of a file. The first one holds the names of the columns. Numbers are texts that read back to the same bits, times
     * are ISO 8601.
     *
     * @throws org.factfloor.imports.sheet.SheetException if it is none that can be read
     */
    Rows open(Path file) throws IOException;
}
