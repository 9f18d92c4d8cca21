package org.factfloor.imports.sheet;

/** Reads a table, whatever it is written in. */
public final class SheetReader {

    private SheetReader() {}

    /**
     * The first sheet of an .xlsx workbook, or a delimited text.
     *
     * @param form how it is read where it is a text
     * @throws SheetException if it is neither, too large, or a text in another encoding
     */
    public static Sheet read(byte[] file, TextForm form) {
        if (startsWith(file, 'P', 'K', 3, 4)) {
            return XlsxReader.read(file);
        }
        if (startsWith(file, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw SheetException.oldWorkbook();
        }
        return CsvReader.read(file, form);
    }

    /** The same, everything found by looking at the file. */
    public static Sheet read(byte[] file) {
        return read(file, TextForm.FOUND);
    }

    private static boolean startsWith(byte[] file, int... magic) {
        if (file.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((file[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
