package org.factfloor.imports.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Rows of the first sheet of a workbook of SpreadsheetML (ECMA-376-1, clause 18): values as they are stored, dates as local
 * times. Formulas give the value they last had. All texts of the workbook are in memory, its rows are not.
 */
final class XlsxRows implements Rows {

    /** Characters of all texts together. */
    private static final int MOST_TEXT = 20_000_000;
    /** Bytes of a row or a text, unpacked: a small file may hold one that never ends. */
    private static final int MOST_BYTES = 16 << 20;
    /** Characters of a row. */
    private static final int MOST_OF_A_ROW = 1 << 21;

    private final Parts parts;
    private final int mostColumns;
    private final List<String> texts = new ArrayList<>();
    private final XlsxStyles styles;
    private final CountingStream sheet;
    private final XMLStreamReader xml;
    private final List<String> cells = new ArrayList<>();
    private long line;

    /** What a workbook consists of. */
    interface Parts extends AutoCloseable {

        /** A part's content; empty where there is none of this name. */
        Optional<InputStream> open(String name) throws IOException;

        /** How many bytes a part has; 0 where that is not known. */
        long size(String name);

        @Override
        void close() throws IOException;
    }

    private XlsxRows(Parts parts, int mostColumns) throws IOException, XMLStreamException {
        this.parts = parts;
        this.mostColumns = mostColumns;
        styles = XlsxStyles.read(parts);
        readTexts();
        String name = firstSheet();
        sheet = new CountingStream(part(name), parts.size(name), MOST_BYTES);
        xml = reader(sheet);
    }

    /**
     * Opens a workbook's first sheet.
     *
     * @param parts closed with the rows
     */
    static XlsxRows open(Parts parts, int mostColumns) throws IOException {
        return parsing(() -> new XlsxRows(parts, mostColumns));
    }

    /** Whatever a damaged file makes a parser throw, it is the file that is wrong. */
    private static <T> T parsing(Parsing<T> parsing) throws IOException {
        try {
            return parsing.run();
        } catch (SheetException known) {
            throw known;
        } catch (java.util.zip.ZipException | java.io.EOFException | XMLStreamException | RuntimeException broken) {
            SheetException told = SheetException.noWorkbook();
            told.initCause(broken);
            throw told;
        }
    }

    private interface Parsing<T> {
        T run() throws IOException, XMLStreamException;
    }

    /** A reader of a part that is small. */
    static XMLStreamReader xml(InputStream part) throws XMLStreamException {
        return reader(new CountingStream(part, 0, MOST_BYTES));
    }

    /** A reader of one part; without document types, so that none can name other files or blow up. */
    private static XMLStreamReader reader(CountingStream part) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory.createXMLStreamReader(part);
    }

    private InputStream part(String name) throws IOException {
        return parts.open(name).orElseThrow(SheetException::noWorkbook);
    }

    private void readTexts() throws IOException, XMLStreamException {
        Optional<InputStream> shared = parts.open("xl/sharedStrings.xml");
        if (shared.isEmpty()) {
            return;
        }
        CountingStream counted = new CountingStream(shared.get(), 0, MOST_BYTES);
        XMLStreamReader shown = reader(counted);
        long length = 0;
        while (shown.hasNext()) {
            counted.renew();
            if (shown.next() == XMLStreamConstants.START_ELEMENT && shown.getLocalName().equals("si")) {
                String text = text(shown, "si");
                length += text.length() + 8L;
                if (length > MOST_TEXT) {
                    throw SheetException.tooMuchText();
                }
                texts.add(text);
            }
        }
    }

    /** All text runs inside an element, without phonetic readings. */
    private static String text(XMLStreamReader xml, String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int phonetic = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("rPh")) {
                    phonetic++;
                } else if (xml.getLocalName().equals("t") && phonetic == 0) {
                    text.append(xml.getElementText());
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (xml.getLocalName().equals("rPh")) {
                    phonetic--;
                } else if (xml.getLocalName().equals(element)) {
                    break;
                }
            }
        }
        return text.toString();
    }

    /** The part of the sheet that stands first in the workbook; the file may hold it under any name. */
    private String firstSheet() throws IOException, XMLStreamException {
        String id = "";
        XMLStreamReader workbook = xml(part("xl/workbook.xml"));
        while (workbook.hasNext() && id.isEmpty()) {
            if (workbook.next() == XMLStreamConstants.START_ELEMENT && workbook.getLocalName().equals("sheet")) {
                for (int i = 0; i < workbook.getAttributeCount(); i++) {
                    // Transitional and strict workbooks name relationships in different namespaces.
                    if (workbook.getAttributeLocalName(i).equals("id") && workbook.getAttributeNamespace(i) != null
                            && workbook.getAttributeNamespace(i).endsWith("/relationships")) {
                        id = workbook.getAttributeValue(i);
                    }
                }
            }
        }
        XMLStreamReader relations = xml(part("xl/_rels/workbook.xml.rels"));
        while (relations.hasNext()) {
            if (relations.next() == XMLStreamConstants.START_ELEMENT
                    && id.equals(relations.getAttributeValue(null, "Id"))) {
                String target = relations.getAttributeValue(null, "Target");
                return target.startsWith("/") ? target.substring(1) : "xl/" + target;
            }
        }
        throw SheetException.noWorkbook();
    }

    @Override
    public boolean next() throws IOException {
        return parsing(() -> {
            cells.clear();
            while (xml.hasNext()) {
                sheet.renew();
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
                    String number = xml.getAttributeValue(null, "r");
                    line = number == null ? line + 1 : Integer.parseInt(number);
                    readRow();
                    return true;
                }
            }
            return false;
        });
    }

    private void readRow() throws XMLStreamException {
        int length = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                String place = xml.getAttributeValue(null, "r");
                int column = place == null ? cells.size() : column(place);
                if (column >= mostColumns) {
                    throw SheetException.tooLarge();
                }
                while (cells.size() < column) {
                    cells.add("");
                }
                String cell = cell();
                length += cell.length();
                if (length > MOST_OF_A_ROW) {
                    throw SheetException.tooMuchText();
                }
                cells.add(cell);
            }
        }
    }

    /** The column of a place such as AB12, from 0. */
    private static int column(String place) {
        int column = 0;
        for (int i = 0; i < place.length() && place.charAt(i) >= 'A' && place.charAt(i) <= 'Z' && i < 4; i++) {
            column = column * 26 + place.charAt(i) - 'A' + 1;
        }
        return column - 1;
    }

    private String cell() throws XMLStreamException {
        String type = Optional.ofNullable(xml.getAttributeValue(null, "t")).orElse("n");
        String style = Optional.ofNullable(xml.getAttributeValue(null, "s")).orElse("0");
        String value = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("v")) {
                    value = xml.getElementText();
                } else if (xml.getLocalName().equals("is")) {
                    value = text(xml, "is");
                }
            }
        }
        return switch (type) {
            case "s" -> texts.get(Integer.parseInt(value.strip()));
            case "n" -> styles.number(value.strip(), Integer.parseInt(style));
            case "e" -> "";
            default -> value;
        };
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
        return sheet.share();
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
