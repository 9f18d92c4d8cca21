package org.factfloor.imports.sheet;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Delimited text (RFC 4180), a row at a time. */
final class CsvRows implements Rows {

    /** An open quote swallows all that follows; behind so many characters it is told. */
    private static final int LONGEST_CELL = 1 << 20;
    private static final int MOST_CELLS = 10_000;
    /** Characters of a row. */
    private static final int LONGEST_ROW = 1 << 21;
    private static final int END = -1;

    private final Reader text;
    private final char delimiter;
    private final DoubleSupplier progress;
    private final char[] buffer = new char[1 << 15];
    private final StringBuilder cell = new StringBuilder();
    private final List<String> cells = new ArrayList<>();
    private int at;
    private int filled;
    private long line;
    private long nextLine = 1;

    /**
     * Rows of a text.
     *
     * @param progress how much of the text was read
     */
    CsvRows(Reader text, char delimiter, DoubleSupplier progress) {
        this.text = text;
        this.delimiter = delimiter;
        this.progress = progress;
    }

    @Override
    public boolean next() throws IOException {
        cells.clear();
        line = nextLine;
        if (peek() == END) {
            return false;
        }
        boolean more = true;
        int length = 0;
        while (more) {
            cell.setLength(0);
            if (peek() == '"') {
                readQuoted();
            }
            // What stands between a closing quote and the delimiter belongs to nothing; it is kept so that it shows.
            readPlain();
            cells.add(cell.toString());
            length += cell.length();
            if (length > LONGEST_ROW) {
                throw SheetException.endlessRow(line);
            }
            more = peek() == delimiter;
            if (more) {
                at++;
            }
            if (cells.size() > MOST_CELLS) {
                throw SheetException.tooManyColumns(line);
            }
        }
        if (peek() == '\r') {
            at++;
        }
        if (peek() == '\n') {
            at++;
        }
        nextLine++;
        return true;
    }

    private void readPlain() throws IOException {
        while (true) {
            int start = at;
            while (at < filled && buffer[at] != delimiter && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            append(start);
            if (at < filled || peek() == END) {
                return;
            }
        }
    }

    private void readQuoted() throws IOException {
        at++;
        while (true) {
            int start = at;
            while (at < filled && buffer[at] != '"') {
                nextLine += buffer[at] == '\n' ? 1 : 0;
                at++;
            }
            append(start);
            if (peek() == END) {
                return;
            }
            if (buffer[at] == '"') {
                at++;
                if (peek() != '"') {
                    return;
                }
                cell.append('"');
                at++;
            }
        }
    }

    private void append(int start) {
        cell.append(buffer, start, at - start);
        if (cell.length() > LONGEST_CELL) {
            throw SheetException.endlessCell(line);
        }
    }

    /** The next character, not taken. */
    private int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(0, text.read(buffer));
            at = 0;
            for (int i = 0; i < filled; i++) {
                if (buffer[i] == '\0') {
                    throw SheetException.unreadable();
                }
            }
        }
        return at < filled ? buffer[at] : END;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public List<String> cells() {
        return cells;
    }

    @Override
    public double read() {
        return progress.getAsDouble();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
