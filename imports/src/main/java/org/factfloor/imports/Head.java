package org.factfloor.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.factfloor.imports.sheet.Rows;
import org.factfloor.imports.sheet.SheetException;

/**
 * The beginning of a file.
 *
 * @param line where the names of the columns stand
 * @param columns their names
 * @param rows the first rows that are not empty
 */
record Head(long line, List<String> columns, List<Row> rows) {

    private static final int MOST_ROWS = 1_000;
    /** Characters of all of them, about: long rows are looked at less often. */
    private static final long MOST_TEXT = 4_000_000;

    /** A row and where it stands. */
    record Row(long line, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }

        String cell(int column) {
            return column < cells.size() ? cells.get(column).strip() : "";
        }
    }

    /** @throws SheetException if there is no row below the names */
    static Head read(SampleFile file) throws IOException {
        try (Rows rows = file.rows()) {
            if (!toHeaders(rows)) {
                throw SheetException.empty();
            }
            long line = rows.line();
            List<String> columns = rows.cells().stream().map(String::strip).toList();
            List<Row> first = new ArrayList<>();
            long length = 0;
            while (first.size() < MOST_ROWS && length < MOST_TEXT && rows.next()) {
                length += rows.cells().stream().mapToLong(String::length).sum();
                if (rows.cells().stream().anyMatch(cell -> !cell.isBlank())) {
                    first.add(new Row(rows.line(), rows.cells()));
                }
            }
            if (first.isEmpty()) {
                throw SheetException.empty();
            }
            return new Head(line, columns, first);
        }
    }

    /** Moves to the first row that is neither empty nor a remark nor names the delimiter. */
    private static boolean toHeaders(Rows rows) throws IOException {
        while (rows.next()) {
            String first = rows.cells().isEmpty() ? "" : rows.cells().getFirst().strip();
            boolean remark = first.startsWith("#") || rows.line() == 1 && first.startsWith("sep=");
            if (!remark && rows.cells().stream().anyMatch(cell -> !cell.isBlank())) {
                return true;
            }
        }
        return false;
    }

    /** What stands in a column, from above. */
    List<String> column(int column) {
        return rows.stream().map(row -> row.cell(column)).toList();
    }

    /** Place of a column; −1 where none has the name. */
    int place(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(name.strip())) {
                return i;
            }
        }
        return -1;
    }
}
