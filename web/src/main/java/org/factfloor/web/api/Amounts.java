package org.factfloor.web.api;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.factfloor.plant.Micros;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Times;
import org.jspecify.annotations.Nullable;

/** Amounts as the API writes them, pieces and seconds with decimals, and as they are kept. */
final class Amounts {

    /** Largest number that is looked at at all; the records know what is possible. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000L);

    private Amounts() {}

    /** 10⁻³ pieces as pieces. */
    static Number pieces(long milli) {
        return milli % 1_000 == 0 ? (Number) (milli / 1_000) : (Number) (milli / 1_000.0);
    }

    /** µs as seconds. */
    static Number seconds(long micros) {
        return micros % Micros.PER_SECOND == 0
                ? (Number) (micros / Micros.PER_SECOND)
                : (Number) (micros / 1_000_000.0);
    }

    /** Pieces with at most three decimals in 10⁻³ pieces. */
    static long milli(String field, @Nullable BigDecimal pieces) {
        return exact(field, pieces, 3);
    }

    /** Seconds with at most six decimals in µs. */
    static long micros(String field, @Nullable BigDecimal seconds) {
        return exact(field, seconds, 6);
    }

    private static long exact(String field, @Nullable BigDecimal value, int decimals) {
        if (value == null) {
            throw ProblemException.invalidField(field, "is missing; this call needs it");
        }
        if (value.abs().compareTo(LARGEST) > 0 || value.stripTrailingZeros().scale() > decimals) {
            throw ProblemException.invalidField(field, "must be a number with at most " + decimals + " decimals");
        }
        return value.movePointRight(decimals).longValueExact();
    }

    /** A time that must be there, in µs. */
    static long time(String field, @Nullable String text) {
        return Times.micros(field, Checks.text(field, text, 60));
    }

    /** A time that may be absent. */
    static OptionalLong optionalTime(String field, @Nullable String text) {
        return text == null || text.isBlank() ? OptionalLong.empty() : OptionalLong.of(time(field, text));
    }

    /** A time for people's programs; null where there is none. */
    static @Nullable String time(OptionalLong micros) {
        return micros.isPresent() ? Times.of(micros.getAsLong()) : null;
    }
}
