package org.factfloor.web.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One sheet of SpreadsheetML (ECMA-376), written row by row. Texts are inline strings, which are never formulas. Numbers
 * that are not finite, and wholes a double cannot hold, are written as texts.
 */
public final class XlsxTable implements Table {

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    /** Cell formats: general, then those of {@link Table.Format} in their order. */
    private static final String STYLES = "<styleSheet xmlns=\"" + MAIN + "\"><numFmts count=\"2\">"
            + "<numFmt numFmtId=\"164\" formatCode=\"#,##0.0\"/><numFmt numFmtId=\"165\" formatCode=\"0.0%\"/></numFmts>"
            + "<fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders>"
            + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"4\"><xf/>"
            + "<xf numFmtId=\"3\" applyNumberFormat=\"1\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/>"
            + "<xf numFmtId=\"165\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";
    /** Longest text a cell holds, in characters. */
    private static final int MAX_TEXT = 32_767;

    private final ZipOutputStream zip;
    private final Writer out;
    private int rows;

    public XlsxTable(OutputStream stream, String sheet) throws IOException {
        zip = new ZipOutputStream(stream, StandardCharsets.UTF_8);
        out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 16_384);
        part("[Content_Types].xml", "<Types xmlns=\"" + PACKAGE + "content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
                + "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\""
                + "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
                + "<Override PartName=\"/xl/styles.xml\" ContentType=\""
                + "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
        part("_rels/.rels", relationships(relationship(1, "officeDocument", "xl/workbook.xml")));
        part("xl/_rels/workbook.xml.rels", relationships(relationship(1, "worksheet", "worksheets/sheet1.xml"),
                relationship(2, "styles", "styles.xml")));
        part("xl/styles.xml", STYLES);
        part("xl/workbook.xml", "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><sheets><sheet name=\""
                + escaped(sheet) + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
        out.write(XML + "<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    }

    private static String relationships(String... relationships) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + String.join("", relationships)
                + "</Relationships>";
    }

    private static String relationship(int id, String type, String target) {
        return "<Relationship Id=\"rId" + id + "\" Type=\"" + OFFICE + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    private void part(String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        out.write(XML + xml);
        out.flush();
        zip.closeEntry();
    }

    @Override
    public void row(List<?> cells) throws IOException {
        rows++;
        out.write("<row r=\"" + rows + "\">");
        for (Object cell : cells) {
            out.write(cell instanceof Shown number && Double.isFinite(number.value())
                    ? "<c s=\"" + (number.format().ordinal() + 1) + "\"><v>" + number.value() + "</v></c>"
                    : isNumber(cell)
                            ? "<c><v>" + cell + "</v></c>"
                            : "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(cell.toString())
                                    + "</t></is></c>");
        }
        out.write("</row>");
    }

    private static boolean isNumber(Object cell) {
        return switch (cell) {
            case Double number -> Double.isFinite(number);
            case Long whole -> Values.isExact(whole);
            default -> false;
        };
    }

    /** A text without what XML 1.0 cannot carry. */
    private static String escaped(String text) {
        StringBuilder xml = new StringBuilder(text.length());
        text.codePoints().limit(MAX_TEXT).forEach(c -> {
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                default -> xml.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return xml.toString();
    }

    private static boolean isXml(int c) {
        boolean noncharacter = c == 0xFFFE || c == 0xFFFF;
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && !surrogate && !noncharacter);
    }

    @Override
    public void close() throws IOException {
        out.write("</sheetData></worksheet>");
        out.flush();
        zip.closeEntry();
        zip.finish();
    }
}
