package org.factfloor.web.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Delimited text (RFC 4180) with comma, semicolon, tab or bar, in the encoding it turns out to have. */
final class CsvReader {

    private static final String DELIMITERS = ",;\t|";

    private final String text;
    private final char delimiter;
    private final List<Sheet.Row> rows = new ArrayList<>();
    private int at;
    private int line = 1;

    private CsvReader(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    static Sheet read(byte[] file, TextForm form) {
        Encodings.Decoded decoded = Encodings.decode(file, form.encoding());
        String text = decoded.text();
        if (text.indexOf('\0') >= 0) {
            throw SheetException.unreadable();
        }
        // The first line in which Excel names the delimiter is none of the table.
        boolean named = text.length() > 5 && text.startsWith("sep=");
        char delimiter = form.delimiter().orElseGet(() -> named ? text.charAt(4) : delimiter(text));
        CsvReader reader = new CsvReader(text, delimiter);
        if (named) {
            reader.row();
            reader.rows.clear();
        }
        while (reader.at < text.length()) {
            reader.row();
            if (reader.rows.size() > Sheet.MOST_ROWS + 1) {
                throw SheetException.tooLarge();
            }
        }
        return Sheet.of(reader.rows, Optional.of(decoded.charset().name()), Optional.of(String.valueOf(delimiter)),
                // Where the comma is for decimals, spreadsheets delimit by semicolon.
                form.decimalComma().orElse(delimiter == ';'));
    }

    /** The delimiter that the first line with any has most of, outside quotes. */
    private static char delimiter(String text) {
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        int found = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            int which = quoted ? -1 : DELIMITERS.indexOf(c);
            if (which >= 0) {
                counts[which]++;
                found++;
            } else if (c == '\n' && !quoted && found > 0) {
                break;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return DELIMITERS.charAt(best);
    }

    private void row() {
        int first = line;
        List<String> cells = new ArrayList<>();
        boolean more = true;
        while (more) {
            cells.add(cell());
            more = at < text.length() && text.charAt(at) == delimiter;
            if (more) {
                at++;
            }
            if (cells.size() > Sheet.MOST_COLUMNS * 10) {
                throw SheetException.tooLarge();
            }
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        rows.add(new Sheet.Row(first, cells));
    }

    private String cell() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n') {
                line++;
            }
            if (c != '"') {
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else {
                break;
            }
        }
        // What stands between a closing quote and the delimiter belongs to nothing; it is kept so that it shows.
        int start = at;
        while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        return cell.append(text, start, at).toString();
    }
}
