package org.factfloor.imports.sheet;

import java.util.List;
import java.util.Optional;

/**
 * A table of texts.
 *
 * @param columns headers, in the order of the cells
 * @param rows without those that are empty
 * @param encoding of a delimited text; empty for a workbook
 * @param delimiter between its columns
 * @param decimalComma whether numbers are written as in 1.234,5
 */
public record Sheet(List<String> columns, List<Row> rows, Optional<String> encoding, Optional<String> delimiter,
        boolean decimalComma) {

    /** Most rows and columns that are read. */
    static final int MOST_ROWS = 20_000;
    static final int MOST_COLUMNS = 200;

    public Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param line its number in the file, from 1
     * @param cells as many as there are columns
     */
    public record Row(int line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** A sheet of raw lines: the first that is not empty holds the headers. */
    static Sheet of(List<Row> lines, Optional<String> encoding, Optional<String> delimiter, boolean decimalComma) {
        List<Row> filled = lines.stream().filter(row -> row.cells().stream().anyMatch(cell -> !cell.isBlank()))
                .toList();
        if (filled.size() < 2) {
            throw SheetException.empty();
        }
        List<String> columns = filled.getFirst().cells().stream().map(String::strip).toList();
        if (columns.size() > MOST_COLUMNS || filled.size() - 1 > MOST_ROWS) {
            throw SheetException.tooLarge();
        }
        List<Row> rows = filled.stream().skip(1).map(row -> new Row(row.line(), fitted(row.cells(), columns.size())))
                .toList();
        return new Sheet(columns, rows, encoding, delimiter, decimalComma);
    }

    private static List<String> fitted(List<String> cells, int columns) {
        String[] fitted = new String[columns];
        for (int i = 0; i < columns; i++) {
            fitted[i] = i < cells.size() ? cells.get(i).strip() : "";
        }
        return List.of(fitted);
    }
}
