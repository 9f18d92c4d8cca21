package org.factfloor.web.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.factfloor.plant.Micros;

/** Times as the API writes and reads them: ISO 8601, written in UTC with µs. */
public final class Times {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }

    /** A time in µs since 1970-01-01 UTC. */
    public static String of(long micros) {
        return FORMAT.format(Micros.toInstant(micros));
    }

    /**
     * µs since 1970-01-01 UTC, rounded down.
     *
     * @param field of the request
     * @throws ProblemException 400 {@code invalid-field} if the text is no time
     */
    public static long micros(String field, String text) {
        try {
            return micros(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw ProblemException.invalidField(field, "must be a time such as 2026-11-24T08:00:00Z");
        }
    }

    /**
     * µs since 1970-01-01 UTC, rounded down.
     *
     * @throws DateTimeException if the text is no time with an offset, or lies outside the years 0 to 9999
     */
    public static long micros(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw new DateTimeException("the year must be 0 to 9999");
        }
        return Micros.of(time.toInstant());
    }
}
