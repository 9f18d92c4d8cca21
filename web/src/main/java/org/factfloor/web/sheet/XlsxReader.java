package org.factfloor.web.sheet;

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
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The first sheet of a workbook of SpreadsheetML (ECMA-376-1, clause 18): values as they are stored, dates as local times.
 * Formulas give the value they last had.
 */
final class XlsxReader {

    /** Bytes of all parts together, unpacked; a small file may hold a large one. */
    private static final int MOST_BYTES = 64 << 20;

    private final Map<String, byte[]> parts;
    private final List<String> texts = new ArrayList<>();
    private final XlsxStyles styles;

    private XlsxReader(Map<String, byte[]> parts) throws XMLStreamException {
        this.parts = parts;
        styles = XlsxStyles.read(parts);
        readTexts();
    }

    static Sheet read(byte[] file) {
        try {
            Map<String, byte[]> parts = unpack(file);
            return new XlsxReader(parts).sheet();
        } catch (IOException | XMLStreamException | RuntimeException broken) {
            if (broken instanceof SheetException known) {
                throw known;
            }
            // Whatever a damaged file makes a parser throw, it is the file that is wrong.
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

    /** A reader of one part; without document types, so that none can name other files or blow up. */
    static XMLStreamReader xml(byte[] part) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        InputStream in = new ByteArrayInputStream(part);
        return factory.createXMLStreamReader(in);
    }

    private byte[] part(String name) {
        byte[] part = parts.get(name);
        if (part == null) {
            throw SheetException.noWorkbook();
        }
        return part;
    }

    private void readTexts() throws XMLStreamException {
        byte[] shared = parts.get("xl/sharedStrings.xml");
        if (shared == null) {
            return;
        }
        XMLStreamReader xml = xml(shared);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
                texts.add(text(xml, "si"));
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

    private Sheet sheet() throws XMLStreamException {
        XMLStreamReader xml = xml(part(firstSheet()));
        List<Sheet.Row> rows = new ArrayList<>();
        int line = 0;
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
                String number = xml.getAttributeValue(null, "r");
                line = number == null ? line + 1 : Integer.parseInt(number);
                rows.add(new Sheet.Row(line, row(xml)));
                if (rows.size() > Sheet.MOST_ROWS + 1_000) {
                    throw SheetException.tooLarge();
                }
            }
        }
        return Sheet.of(rows, Optional.empty(), Optional.empty(), false);
    }

    /** The part of the sheet that stands first in the workbook; the file may hold it under any name. */
    private String firstSheet() throws XMLStreamException {
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

    private List<String> row(XMLStreamReader xml) throws XMLStreamException {
        List<String> cells = new ArrayList<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                String place = xml.getAttributeValue(null, "r");
                int column = place == null ? cells.size() : column(place);
                if (column >= Sheet.MOST_COLUMNS) {
                    throw SheetException.tooLarge();
                }
                while (cells.size() < column) {
                    cells.add("");
                }
                cells.add(cell(xml));
            }
        }
        return cells;
    }

    /** The column of a place such as AB12, from 0. */
    private static int column(String place) {
        int column = 0;
        for (int i = 0; i < place.length() && place.charAt(i) >= 'A' && place.charAt(i) <= 'Z' && i < 4; i++) {
            column = column * 26 + place.charAt(i) - 'A' + 1;
        }
        return column - 1;
    }

    private String cell(XMLStreamReader xml) throws XMLStreamException {
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
}
