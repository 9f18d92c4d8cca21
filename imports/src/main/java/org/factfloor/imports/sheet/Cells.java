package org.factfloor.imports.sheet;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and dates as people write them. */
public final class Cells {

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(.*)");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}),?(.*)");
    private static final Pattern TIME = Pattern
            .compile("[T ]*(\\d{1,2})[:时点](\\d{2})(:\\d{2}(\\.\\d{1,3})?)?分?( Uhr)?");
    private static final Pattern PLAIN = Pattern.compile("[-+]?\\d{1,18}(\\.\\d{1,18})?");

    private Cells() {}

    /** A date, with the time where one is written. */
    public record Moment(LocalDate date, Optional<LocalTime> time) {

        /** The time written, else the one given. */
        public LocalDateTime at(LocalTime otherwise) {
            return date.atTime(time.orElse(otherwise));
        }
    }

    /**
     * A number with separators of thousands as in 1,234.5, or 1.234,5 with a decimal comma.
     *
     * @return empty where it is none
     */
    public static Optional<BigDecimal> number(String cell, boolean decimalComma) {
        String bare = cell.replaceAll("[\\s\u00A0\u202F']", "");
        int comma = bare.lastIndexOf(',');
        int point = bare.lastIndexOf('.');
        boolean both = comma >= 0 && point >= 0;
        boolean commaIsDecimal = both ? comma > point : decimalComma || !bare.matches("[-+]?\\d{1,3}(,\\d{3})+");
        boolean pointGroups = both ? comma > point : decimalComma && bare.matches("[-+]?\\d{1,3}(\\.\\d{3})+");
        String plain = pointGroups ? bare.replace(".", "") : bare;
        plain = commaIsDecimal ? plain.replace(',', '.') : plain.replace(",", "");
        return PLAIN.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    /**
     * A date such as 2026-11-30, 2026/11/30, 2026年11月30日 or 30.11.2026, with or without a time. The order of 11/12/2026 is
     * not known, so it is none.
     *
     * @return empty where it is none
     */
    public static Optional<Moment> moment(String cell) {
        Matcher year = YEAR_FIRST.matcher(cell.strip());
        Matcher day = DAY_FIRST.matcher(cell.strip());
        try {
            if (year.matches()) {
                return moment(LocalDate.of(Integer.parseInt(year.group(1)), Integer.parseInt(year.group(2)),
                        Integer.parseInt(year.group(3))), year.group(4));
            }
            if (day.matches()) {
                return moment(LocalDate.of(Integer.parseInt(day.group(3)), Integer.parseInt(day.group(2)),
                        Integer.parseInt(day.group(1))), day.group(4));
            }
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** A header without what people write around it: blanks, marks, and units in brackets. */
    public static String plainHeader(String header) {
        return header.replaceAll("[(（\\[].*?[)）\\]]", "").replaceAll("[\\s_.:：/#*-]", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<Moment> moment(LocalDate date, String rest) {
        if (rest.isBlank()) {
            return Optional.of(new Moment(date, Optional.empty()));
        }
        Matcher time = TIME.matcher(rest.strip());
        return time.matches()
                ? Optional.of(new Moment(date,
                        Optional.of(LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2))))))
                : Optional.empty();
    }
}
