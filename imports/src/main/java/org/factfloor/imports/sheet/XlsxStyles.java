package org.factfloor.imports.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Which cells of a workbook are dates: a date is a number of days that is shown as one (ECMA-376-1, 18.8.30).
 */
final class XlsxStyles {

    private static final long MILLIS_A_DAY = 86_400_000;

    /** Cell formats, by their place in the list, that show a date. */
    private final Set<Integer> dates;
    /** Day 0: 1899-12-30, for which the 29 February 1900 that never was is counted, or 1904-01-01 in old Mac files. */
    private final LocalDate day0;

    private XlsxStyles(Set<Integer> dates, LocalDate day0) {
        this.dates = dates;
        this.day0 = day0;
    }

    static XlsxStyles read(XlsxRows.Parts parts) throws IOException, XMLStreamException {
        boolean since1904 = false;
        Optional<InputStream> workbook = parts.open("xl/workbook.xml");
        if (workbook.isPresent()) {
            XMLStreamReader xml = XlsxRows.xml(workbook.get());
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("workbookPr")) {
                    since1904 = List.of("1", "true").contains(String.valueOf(xml.getAttributeValue(null, "date1904")));
                }
            }
        }
        Optional<InputStream> styles = parts.open("xl/styles.xml");
        return new XlsxStyles(styles.isEmpty() ? Set.of() : dates(styles.get()),
                since1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30));
    }

    private static Set<Integer> dates(InputStream styles) throws XMLStreamException {
        Map<Integer, String> formats = new HashMap<>();
        Set<Integer> dates = new HashSet<>();
        boolean inCells = false;
        int place = 0;
        XMLStreamReader xml = XlsxRows.xml(styles);
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
                inCells = false;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "numFmt" -> formats.put(Integer.parseInt(xml.getAttributeValue(null, "numFmtId")),
                            String.valueOf(xml.getAttributeValue(null, "formatCode")));
                    case "cellXfs" -> inCells = true;
                    case "xf" -> {
                        String format = xml.getAttributeValue(null, "numFmtId");
                        if (inCells && format != null && isDate(Integer.parseInt(format), formats)) {
                            dates.add(place);
                        }
                        place += inCells ? 1 : 0;
                    }
                    default -> {
                        // Fonts, fills and borders say nothing about dates.
                    }
                }
            }
        }
        return dates;
    }

    private static boolean isDate(int format, Map<Integer, String> formats) {
        String code = formats.get(format);
        if (code == null) {
            // Built in; 27 to 36 and 50 to 58 are those of Chinese and Japanese offices.
            return format >= 14 && format <= 22 || format >= 27 && format <= 36 || format >= 45 && format <= 47
                    || format >= 50 && format <= 58;
        }
        // Texts in quotes, escaped characters and what stands in brackets (colours, countries) are no parts of a date.
        String bare = code.replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*]", "");
        return bare.chars().anyMatch(c -> "ymdhsYMDHS".indexOf(c) >= 0);
    }

    /** A number as people would type it; a date as {@code 2026-11-30 12:00:05.250}, without what is zero at its end. */
    String number(String value, int style) {
        if (value.isEmpty()) {
            return "";
        }
        BigDecimal number = new BigDecimal(value);
        if (!dates.contains(style)) {
            // Spreadsheets keep 17 digits of a double; 15 are what was typed.
            return number.round(new MathContext(15)).stripTrailingZeros().toPlainString();
        }
        // A double of days holds less than a ms; what is beyond it was not typed.
        long millis = number.multiply(BigDecimal.valueOf(MILLIS_A_DAY)).setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        LocalDateTime time = day0.atTime(LocalTime.MIDNIGHT).plus(millis, ChronoUnit.MILLIS);
        return millis % MILLIS_A_DAY == 0
                ? time.toLocalDate().toString()
                : time.toLocalDate() + " " + time.toLocalTime();
    }
}
