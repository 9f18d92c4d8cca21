package org.factfloor.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A border of a range as a person names it. */
sealed interface VerifyTime {

    /** The range's first instant, µs. */
    long begin(Calendar calendar);

    /** Where the range ends, µs. */
    long end(Calendar calendar);

    /** Roughly when it is, to compare borders of a range. */
    Instant about();

    default boolean isAfter(VerifyTime other) {
        return about().isAfter(other.about());
    }

    /** An instant. */
    record At(Instant instant) implements VerifyTime {

        @Override
        public long begin(Calendar calendar) {
            return Micros.of(instant);
        }

        @Override
        public long end(Calendar calendar) {
            return Micros.of(instant);
        }

        @Override
        public Instant about() {
            return instant;
        }

        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /** A whole production day. */
    record Day(LocalDate date) implements VerifyTime {

        @Override
        public long begin(Calendar calendar) {
            return Micros.of(calendar.startOf(date));
        }

        @Override
        public long end(Calendar calendar) {
            return Micros.of(calendar.endOf(date));
        }

        @Override
        public Instant about() {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public String toString() {
            return date.toString();
        }
    }

    /** Reads one. */
    final class Converter implements ITypeConverter<VerifyTime> {

        @Override
        public VerifyTime convert(String text) {
            try {
                return text.contains("T") ? new At(Instant.parse(text)) : new Day(LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text
                        + "' is neither a day like 2026-11-24 nor an instant like 2026-11-24T06:00:00Z");
            }
        }
    }
}
