package org.factfloor.imports.sheet;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A delimited text of any size and how it is written.
 *
 * @param delimiter between its columns
 */
public record CsvFile(Path file, Charset charset, char delimiter) {

    /** So many bytes are looked at. */
    private static final int HEAD = 1 << 20;

    /**
     * Finds by its beginning how a text is written.
     *
     * @param form what somebody says of it
     * @throws SheetException if it is no text, or none in the encoding said
     */
    public static CsvFile look(Path file, TextForm form) throws IOException {
        byte[] head = head(file);
        if (head.length == 0) {
            throw SheetException.empty();
        }
        Encodings.Decoded decoded = Encodings.decode(head, form.encoding());
        if (decoded.text().indexOf('\0') >= 0) {
            throw SheetException.unreadable();
        }
        return new CsvFile(file, decoded.charset(),
                form.delimiter().orElseGet(() -> Delimiters.find(decoded.text())));
    }

    /** The first bytes, up to the end of a line where there are more, so that no character is cut. */
    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD);
            int end = head.length;
            if (end == HEAD) {
                while (end > 1 && head[end - 1] != '\n') {
                    end--;
                }
                // A line feed of UTF-16 has two bytes.
                end = end > 1 ? end - end % 2 : HEAD;
            }
            return Arrays.copyOf(head, end);
        }
    }

    /** Its rows from the first line on. What is none of its encoding's characters is read as {@code U+FFFD}. */
    public Rows rows() throws IOException {
        // Not a channel: an interrupt of the thread would close it halfway.
        CountingStream in = new CountingStream(new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16),
                Files.size(file));
        Reader reader = new BufferedReader(new InputStreamReader(in, charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE)));
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return new CsvRows(reader, delimiter, in::share);
    }
}
