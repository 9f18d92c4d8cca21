package org.factfloor.web.sheet;

/** Reads a table, whatever it is written in. */
public final class SheetReader {

    private SheetReader() {}

    /**
     * The first sheet of an .xlsx workbook, or a delimited text.
     *
     * @throws SheetException if it is neither, or too large
     */
    public static Sheet read(byte[] file) {
        if (startsWith(file, 'P', 'K', 3, 4)) {
            return XlsxReader.read(file);
        }
        if (startsWith(file, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw SheetException.oldWorkbook();
        }
        return CsvReader.read(file);
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
