package org.factfloor.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.factfloor.imports.sheet.CsvFile;
import org.factfloor.imports.sheet.Rows;
import org.factfloor.imports.sheet.SheetException;
import org.factfloor.imports.sheet.TextForm;
import org.factfloor.imports.sheet.XlsxFile;

/**
 * A file of samples of any format.
 *
 * @param csv how it is written where it is a text
 */
record SampleFile(Path path, Kind kind, Optional<CsvFile> csv, ColumnFiles columnFiles) {

    /** What a file is. */
    enum Kind {
        TEXT, WORKBOOK, PARQUET
    }

    /**
     * Finds what a file is by its first bytes.
     *
     * @throws SheetException if it is none of what can be read
     */
    static SampleFile open(Path path, TextForm form, ColumnFiles columnFiles) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(4);
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            return new SampleFile(path, Kind.WORKBOOK, Optional.empty(), columnFiles);
        }
        if (startsWith(head, 'P', 'A', 'R', '1')) {
            return new SampleFile(path, Kind.PARQUET, Optional.empty(), columnFiles);
        }
        if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw SheetException.oldWorkbook();
        }
        if (startsWith(head, 0x1F, 0x8B)) {
            throw SheetException.packed();
        }
        return new SampleFile(path, Kind.TEXT, Optional.of(CsvFile.look(path, form)), columnFiles);
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** All its rows, from what stands before the headers on. */
    Rows rows() throws IOException {
        return switch (kind) {
            case TEXT -> csv.orElseThrow().rows();
            case WORKBOOK -> XlsxFile.rows(path);
            case PARQUET -> columnFiles.open(path);
        };
    }
}
