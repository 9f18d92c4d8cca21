package org.factfloor.imports.sheet;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small delimited text as a whole. */
final class CsvReader {

    private CsvReader() {}

    static Sheet read(byte[] file, TextForm form) {
        Encodings.Decoded decoded = Encodings.decode(file, form.encoding());
        String text = decoded.text();
        if (text.indexOf('\0') >= 0) {
            throw SheetException.unreadable();
        }
        char delimiter = form.delimiter().orElseGet(() -> Delimiters.find(text));
        List<Sheet.Row> rows = new ArrayList<>();
        try (Rows lines = new CsvRows(new StringReader(text), delimiter, () -> 1)) {
            boolean first = true;
            while (lines.next()) {
                // The first line in which Excel names the delimiter is none of the table.
                if (!first || !Delimiters.isNamed(text)) {
                    rows.add(new Sheet.Row((int) lines.line(), lines.cells()));
                }
                first = false;
                if (rows.size() > Sheet.MOST_ROWS + 1 || lines.cells().size() > Sheet.MOST_COLUMNS * 10) {
                    throw SheetException.tooLarge();
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Sheet.of(rows, Optional.of(decoded.charset().name()), Optional.of(String.valueOf(delimiter)),
                // Where the comma is for decimals, spreadsheets delimit by semicolon.
                form.decimalComma().orElse(delimiter == ';'));
    }
}
