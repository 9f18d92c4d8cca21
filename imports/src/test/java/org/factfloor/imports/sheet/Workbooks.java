package org.factfloor.imports.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks as spreadsheets write them: shared texts, styles for dates, a first sheet under any name. */
public final class Workbooks {

    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private Workbooks() {}

    /**
     * A workbook.
     *
     * @param sharedTexts the {@code si} elements
     * @param rows the {@code row} elements; style 1 is a date, 2 one of its own form, 3 a number with units
     */
    public static byte[] of(String sharedTexts, String rows) {
        return zip(Map.of("xl/workbook.xml",
                "<workbook " + MAIN
                        + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                        + "<sheets><sheet name=\"Aufträge\" sheetId=\"7\" r:id=\"rId9\"/>"
                        + "<sheet name=\"Other\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"rId1\" Type=\"w\" Target=\"worksheets/sheet1.xml\"/>"
                        + "<Relationship Id=\"rId9\" Type=\"w\" Target=\"worksheets/sheet5.xml\"/></Relationships>",
                "xl/worksheets/sheet1.xml", "<worksheet " + MAIN + "><sheetData/></worksheet>",
                "xl/worksheets/sheet5.xml", "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData></worksheet>",
                "xl/sharedStrings.xml", "<sst " + MAIN + ">" + sharedTexts + "</sst>", "xl/styles.xml",
                "<styleSheet " + MAIN
                        + "><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-804]yyyy\\-mm\\-dd hh:mm\"/>"
                        + "<numFmt numFmtId=\"165\" formatCode=\"0.0 &quot;days&quot;\"/></numFmts>"
                        + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
                        + "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"));
    }

    /** Parts in an archive. */
    static byte[] zip(Map<String, String> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
