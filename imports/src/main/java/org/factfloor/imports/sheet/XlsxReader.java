package org.factfloor.imports.sheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The first sheet of a small workbook as a whole. */
final class XlsxReader {

    /** Bytes of all parts together, unpacked; a small file may hold a large one. */
    private static final int MOST_BYTES = 64 << 20;

    private XlsxReader() {}

    static Sheet read(byte[] file) {
        try (XlsxRows lines = XlsxRows.open(new Unpacked(unpack(file)), Sheet.MOST_COLUMNS)) {
            List<Sheet.Row> rows = new ArrayList<>();
            while (lines.next()) {
                rows.add(new Sheet.Row((int) lines.line(), lines.cells()));
                if (rows.size() > Sheet.MOST_ROWS + 1_000) {
                    throw SheetException.tooLarge();
                }
            }
            return Sheet.of(rows, Optional.empty(), Optional.empty(), false);
        } catch (IOException | IllegalArgumentException broken) {
            SheetException told = SheetException.noWorkbook();
            told.initCause(broken);
            throw told;
        }
    }

    private static Map<String, byte[]> unpack(byte[] file) throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        int left = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".xml") || entry.getName().endsWith(".rels")) {
                    byte[] part = zip.readNBytes(left);
                    left -= part.length;
                    parts.put(entry.getName(), part);
                } else {
                    // Skipped bytes are unpacked too.
                    left -= (int) Math.min(Integer.MAX_VALUE, zip.skip(left));
                }
                if (left <= 0) {
                    throw SheetException.tooLarge();
                }
            }
        }
        return parts;
    }

    private record Unpacked(Map<String, byte[]> parts) implements XlsxRows.Parts {

        @Override
        public Optional<InputStream> open(String name) {
            return Optional.ofNullable(parts.get(name)).map(ByteArrayInputStream::new);
        }

        @Override
        public long size(String name) {
            byte[] part = parts.get(name);
            return part == null ? 0 : part.length;
        }

        @Override
        public void close() {
            // Bytes in memory need no end.
        }
    }
}
