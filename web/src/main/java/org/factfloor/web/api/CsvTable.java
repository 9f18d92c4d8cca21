package org.factfloor.web.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180) in UTF-8, with the byte order mark spreadsheets need to see that. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
final class CsvTable implements Table {

    private final Writer out;

    CsvTable(OutputStream stream) throws IOException {
        out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 16_384);
        out.write('\uFEFF');
    }

    @Override
    public void row(List<?> cells) throws IOException {
        out.write(cells.stream().map(CsvTable::cell).collect(Collectors.joining(",")));
        out.write("\r\n");
    }

    private static String cell(Object value) {
        if (value instanceof Shown number) {
            return Double.toString(number.value());
        }
        if (!(value instanceof String text)) {
            return value.toString();
        }
        String safe = startsFormula(text) ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    private static boolean startsFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(text.charAt(0)) >= 0;
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
