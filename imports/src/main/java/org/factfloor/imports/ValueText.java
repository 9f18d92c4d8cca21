package org.factfloor.imports;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.factfloor.imports.sheet.Cells;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.Signal;

/** Reads written values as samples of one signal. Used by one thread. */
final class ValueText {

    private static final int LONGEST_TEXT = 65_536;
    private static final double TWO_TO_63 = 0x1p63;
    private static final Map<String, Long> BITS = Map.of("true", 1L, "false", 0L, "on", 1L, "off", 0L, "yes", 1L, "no",
            0L, "开", 1L, "关", 0L, "是", 1L, "否", 0L);
    private static final Map<String, Double> NO_NUMBERS = Map.of("nan", Double.NaN, "inf", Double.POSITIVE_INFINITY,
            "infinity", Double.POSITIVE_INFINITY, "-inf", Double.NEGATIVE_INFINITY, "-infinity",
            Double.NEGATIVE_INFINITY);

    private final int ref;
    private final Signal signal;
    private final boolean decimalComma;
    private final Map<String, Long> codes;

    ValueText(int ref, Signal signal, boolean decimalComma) {
        this.ref = ref;
        this.signal = signal;
        this.decimalComma = decimalComma;
        codes = signal.states().entrySet().stream()
                .flatMap(state -> Stream.of(state.getValue().name().en(), state.getValue().name().zh())
                        .filter(name -> !name.isEmpty()).map(name -> Map.entry(plain(name), state.getKey())))
                // A name that two states share names the first of them for nobody.
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue,
                        (one, other) -> one.equals(other) ? one : Long.MIN_VALUE));
    }

    int ref() {
        return ref;
    }

    Signal signal() {
        return signal;
    }

    /**
     * Appends a value.
     *
     * @param written not blank
     * @return why it is none of this signal's
     */
    Optional<Reason> append(SampleBatch batch, long time, String written, int status) {
        return switch (signal.kind()) {
            case ANALOG -> number(batch, time, written, status);
            case COUNTER, STATE -> whole(batch, time, written, status);
            case TEXT -> text(batch, time, written, status);
        };
    }

    private Optional<Reason> number(SampleBatch batch, long time, String written, int status) {
        double number = parse(written);
        if (Double.isNaN(number) && !NO_NUMBERS.containsKey(plain(written))) {
            return Optional.of(Reason.NOT_A_NUMBER);
        }
        batch.addNumber(ref, time, number, status);
        return Optional.empty();
    }

    private Optional<Reason> whole(SampleBatch batch, long time, String written, int status) {
        Optional<Long> code = code(written);
        if (code.isEmpty()) {
            return Optional.of(signal.states().isEmpty() ? Reason.NOT_WHOLE : Reason.UNKNOWN_STATE);
        }
        batch.addWhole(ref, time, code.get(), status);
        return Optional.empty();
    }

    private Optional<Long> code(String written) {
        if (isPlain(written) && written.indexOf('.') < 0) {
            try {
                return Optional.of(Long.parseLong(written));
            } catch (NumberFormatException exponentOrTooLarge) {
                // Read as any number below.
            }
        }
        Long named = codes.get(plain(written));
        if (named != null) {
            return named == Long.MIN_VALUE ? Optional.empty() : Optional.of(named);
        }
        Long bit = BITS.get(plain(written));
        if (bit != null) {
            return Optional.of(bit);
        }
        double number = parse(written);
        return number == Math.rint(number) && Math.abs(number) < TWO_TO_63
                ? exactly(written, number)
                : Optional.empty();
    }

    /** Beyond 2^53 the digits say more than the double: none are made up. */
    private Optional<Long> exactly(String written, double number) {
        if (Math.abs(number) < 0x1p53) {
            return Optional.of((long) number);
        }
        try {
            return Optional.of((isPlain(written) && !decimalComma
                    ? new BigDecimal(written)
                    : Cells.number(written, decimalComma).orElseThrow()).longValueExact());
        } catch (ArithmeticException | NoSuchElementException noWholeNumber) {
            return Optional.empty();
        }
    }

    private Optional<Reason> text(SampleBatch batch, long time, String written, int status) {
        if (written.length() > LONGEST_TEXT) {
            return Optional.of(Reason.TOO_LONG);
        }
        if (written.indexOf('\uFFFD') >= 0) {
            return Optional.of(Reason.BAD_CHARACTERS);
        }
        batch.addText(ref, time, written, status);
        return Optional.empty();
    }

    /** The number; NaN where it is none. */
    private double parse(String written) {
        try {
            if (isPlain(written) && (!decimalComma || written.indexOf('.') < 0)) {
                return Double.parseDouble(written);
            }
            Double known = NO_NUMBERS.get(plain(written));
            if (known != null) {
                return known;
            }
            int comma = written.indexOf(',');
            if (decimalComma && comma >= 0 && written.indexOf('.') < 0 && comma == written.lastIndexOf(',')) {
                String point = written.replace(',', '.');
                return isPlain(point) ? Double.parseDouble(point) : Double.NaN;
            }
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
        return Cells.number(written, decimalComma).map(BigDecimal::doubleValue).orElse(Double.NaN);
    }

    /** Whether it is made of digits, a point, signs and an exponent. */
    private static boolean isPlain(String written) {
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return written.length() <= 400;
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}
