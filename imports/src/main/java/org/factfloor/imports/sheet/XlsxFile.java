package org.factfloor.imports.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A workbook of any size. */
public final class XlsxFile {

    private static final int MOST_COLUMNS = 10_000;

    private XlsxFile() {}

    /**
     * Rows of its first sheet.
     *
     * @throws SheetException if it is none that can be read
     */
    public static Rows rows(Path file) throws IOException {
        Archive archive;
        try {
            archive = new Archive(new ZipFile(file.toFile()));
        } catch (ZipException broken) {
            SheetException told = SheetException.truncated();
            told.initCause(broken);
            throw told;
        }
        boolean opened = false;
        try {
            Rows rows = XlsxRows.open(archive, MOST_COLUMNS);
            opened = true;
            return rows;
        } finally {
            if (!opened) {
                archive.close();
            }
        }
    }

    private record Archive(ZipFile zip) implements XlsxRows.Parts {

        @Override
        public Optional<InputStream> open(String name) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            return entry == null ? Optional.empty() : Optional.of(zip.getInputStream(entry));
        }

        @Override
        public long size(String name) {
            ZipEntry entry = zip.getEntry(name);
            return entry == null ? 0 : Math.max(0, entry.getSize());
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
