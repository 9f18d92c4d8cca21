package org.factfloor.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import org.factfloor.plant.Micros;

/** Reads one written time after the other. What it found stands in it until the next. Used by one thread. */
final class TimeScanner {

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final long MICROS_A_DAY = 24 * Micros.PER_HOUR;
    private static final long EXCEL_DAY_0 = LocalDate.of(1899, 12, 30).toEpochDay();
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE / 2_000);

    private String text = "";
    private int at;
    private long micros;
    private boolean local;
    private boolean dateOnly;
    private boolean dayMayBeMonth;

    /** µs since 1970-01-01: of UTC, or where {@link #isLocal} of the wall clock. */
    long micros() {
        return micros;
    }

    boolean isLocal() {
        return local;
    }

    boolean isDateOnly() {
        return dateOnly;
    }

    /** Whether day and month could stand the other way round. */
    boolean dayMayBeMonth() {
        return dayMayBeMonth;
    }

    /**
     * Reads a time.
     *
     * @return false if it is none of this form
     */
    boolean read(String written, TimeForm form) {
        text = written.strip();
        at = 0;
        dateOnly = false;
        dayMayBeMonth = false;
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        return form.isNumber() ? readNumber(form) : readText(form);
    }

    private boolean readNumber(TimeForm form) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return false;
        }
        // Before anything is shifted: an exponent may stand for more digits than there is memory.
        if (Math.abs((long) number.precision() - number.scale()) > 20 || number.scale() > 30) {
            return false;
        }
        BigDecimal scaled = switch (form) {
            case EPOCH_SECONDS -> number.movePointRight(6);
            case EPOCH_MILLIS -> number.movePointRight(3);
            case EPOCH_NANOS -> number.movePointLeft(3);
            // Spreadsheets keep days as doubles, which hold less than a ms.
            case EXCEL -> number.multiply(BigDecimal.valueOf(86_400_000)).setScale(0, RoundingMode.HALF_UP)
                    .movePointRight(3);
            case EPOCH_MICROS, YEAR_FIRST, DAY_FIRST, MONTH_FIRST -> number;
        };
        if (scaled.abs().compareTo(LARGEST) > 0) {
            return false;
        }
        micros = scaled.setScale(0, RoundingMode.FLOOR).longValue();
        local = form == TimeForm.EXCEL;
        if (local) {
            micros += EXCEL_DAY_0 * MICROS_A_DAY;
        }
        return true;
    }

    private boolean readText(TimeForm form) {
        int start = at;
        long first = digits();
        int length = at - start;
        boolean joined = form == TimeForm.YEAR_FIRST && (length == 8 || length == 14 || length == 17);
        if (joined) {
            at = start;
        } else if (length == 0) {
            return false;
        }
        long date = joined ? joinedDate() : date(form, first, length);
        if (date == Long.MIN_VALUE) {
            return false;
        }
        skip(" ,T日");
        if (at == text.length()) {
            dateOnly = true;
            local = true;
            micros = date * MICROS_A_DAY;
            return true;
        }
        return readTimeOfDay(date * MICROS_A_DAY);
    }

    private long joinedDate() {
        long day = epochDay(fixed(4), fixed(2), fixed(2));
        return day;
    }

    private long date(TimeForm form, long first, int length) {
        skip("-/.年 ");
        boolean named = at < text.length() && Character.isLetter(text.charAt(at)) && text.charAt(at) < 128;
        if (form == TimeForm.YEAR_FIRST != (length == 4)) {
            return Long.MIN_VALUE;
        }
        long second = named ? month() : digits();
        skip("-/.月 ");
        int start = at;
        long third = digits();
        int thirdLength = at - start;
        if (thirdLength == 0 || second < 0) {
            return Long.MIN_VALUE;
        }
        if (form == TimeForm.YEAR_FIRST) {
            return epochDay(first, second, third);
        }
        long year = thirdLength == 2 ? 2000 + third : third;
        dayMayBeMonth = !named && first <= 12 && second <= 12 && first != second;
        return form == TimeForm.DAY_FIRST || named ? epochDay(year, second, first) : epochDay(year, first, second);
    }

    private boolean readTimeOfDay(long day) {
        boolean afternoon = take("下午") || take("PM ");
        boolean morning = !afternoon && (take("上午") || take("AM "));
        skip(" ");
        int start = at;
        boolean joined = text.length() - at >= 4 && allDigits(at, at + 4);
        long hour = joined ? fixed(2) : digits();
        if (at == start || at - start > 2 || !joined && !take(":") && !take("时") && !take("点") && !take("h")) {
            return false;
        }
        int minuteStart = at;
        long minute = joined ? fixed(2) : digits();
        if (at == minuteStart) {
            return false;
        }
        long second = 0;
        long fraction = 0;
        take("分");
        int secondStart = at;
        if (joined
                ? at + 2 <= text.length() && allDigits(at, at + 2)
                : take(":") || secondStart < text.length()
                        && Character.isDigit(text.charAt(at)) && text.charAt(at - 1) == '分') {
            int digitsStart = at;
            second = joined ? fixed(2) : digits();
            if (at == digitsStart) {
                return false;
            }
            if (take(".") || take(",") || take(":") || joined && at < text.length() && isDigit(at)) {
                fraction = fraction();
            }
            take("秒");
        }
        skip(" ");
        String half = text.substring(at).toUpperCase(Locale.ROOT);
        if (half.startsWith("AM") || half.startsWith("PM")) {
            morning = half.startsWith("AM");
            afternoon = !morning;
            at += 2;
        }
        if (morning || afternoon) {
            if (hour < 1 || hour > 12) {
                return false;
            }
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        take("Uhr");
        skip(" ");
        if (hour > 23 || minute > 59 || second > 59 || fraction < 0) {
            return false;
        }
        micros = day + hour * Micros.PER_HOUR + minute * Micros.PER_MINUTE + second * Micros.PER_SECOND + fraction;
        local = true;
        return at == text.length() || readOffset();
    }

    private boolean readOffset() {
        local = false;
        if (take("Z") || take("UTC") || take("GMT")) {
            return at == text.length();
        }
        char sign = text.charAt(at);
        if (sign != '+' && sign != '-' || at + 3 > text.length() || !allDigits(at + 1, at + 3)) {
            return false;
        }
        at++;
        long hours = fixed(2);
        take(":");
        long minutes = at == text.length() ? 0 : at + 2 <= text.length() && allDigits(at, at + 2) ? fixed(2) : 99;
        if (hours > 18 || minutes > 59 || at != text.length()) {
            return false;
        }
        long offset = hours * Micros.PER_HOUR + minutes * Micros.PER_MINUTE;
        micros -= sign == '+' ? offset : -offset;
        return true;
    }

    /** Decimals of a second in µs, rounded down; −1 where there are none. */
    private long fraction() {
        long value = 0;
        int count = 0;
        while (at < text.length() && isDigit(at)) {
            if (count < 6) {
                value = value * 10 + text.charAt(at) - '0';
            }
            count++;
            at++;
        }
        for (int i = count; i < 6; i++) {
            value *= 10;
        }
        return count == 0 ? -1 : value;
    }

    private long digits() {
        long value = 0;
        int end = Math.min(text.length(), at + 18);
        while (at < end && isDigit(at)) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        return value;
    }

    private long fixed(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        return value;
    }

    private long month() {
        if (at + 3 > text.length()) {
            return -1;
        }
        int place = MONTHS.indexOf(text.substring(at, at + 3).toLowerCase(Locale.ROOT));
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return place < 0 || place % 3 != 0 ? -1 : place / 3 + 1;
    }

    private static long epochDay(long year, long month, long day) {
        if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) {
            return Long.MIN_VALUE;
        }
        YearMonth of = YearMonth.of((int) year, (int) month);
        return day > of.lengthOfMonth() ? Long.MIN_VALUE : of.atDay((int) day).toEpochDay();
    }

    private boolean isDigit(int place) {
        char c = text.charAt(place);
        return c >= '0' && c <= '9';
    }

    private boolean allDigits(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(String word) {
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private void skip(String any) {
        while (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
