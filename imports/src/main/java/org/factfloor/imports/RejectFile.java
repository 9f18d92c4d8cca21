package org.factfloor.imports;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The list of what was not taken, as a table for spreadsheets. Bounded: behind the first ones they are only counted. */
final class RejectFile implements AutoCloseable {

    static final int MOST = 100_000;
    private static final int LONGEST = 200;

    private final RandomAccessFile list;
    private final Writer out;
    private long written;

    /**
     * Opens the list.
     *
     * @param size what of it stands, in bytes
     * @param written how many it has then
     */
    RejectFile(Path file, long size, long written) throws IOException {
        // Not a channel: an interrupt of the thread would close it halfway.
        list = new RandomAccessFile(file.toFile(), "rw");
        list.setLength(size);
        list.seek(size);
        out = new BufferedWriter(new OutputStreamWriter(new FileOutputStream(list.getFD()), StandardCharsets.UTF_8));
        this.written = written;
        if (size == 0) {
            out.write("\uFEFFline,column,text,reason,原因\r\n");
        }
    }

    void add(long line, String column, String text, Reason reason) throws IOException {
        if (written++ < MOST) {
            out.write(line + "," + cell(column) + "," + cell(text) + "," + cell(reason.text().en()) + ","
                    + cell(reason.text().zh()) + "\r\n");
        }
    }

    /** Its size once everything added stands in it. */
    long flushed() throws IOException {
        out.flush();
        return list.getFilePointer();
    }

    /** What a spreadsheet would take for a formula gets an apostrophe before it. */
    private static String cell(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        boolean formula = !bounded.isEmpty() && "=+-@\t\r\n".indexOf(bounded.charAt(0)) >= 0
                && !bounded.matches("[-+]?[0-9.,]+");
        return "\"" + (formula ? "'" : "") + bounded.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws IOException {
        out.close();
        list.close();
    }
}
