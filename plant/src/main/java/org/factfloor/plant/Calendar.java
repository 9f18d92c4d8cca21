package org.factfloor.plant;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one time model of a site, whoever looks.
 *
 * @param zone IANA zone
 * @param dayStart local time at which a production day begins; the day carries the date it begins on
 * @param shifts shifts in local time; they do not overlap
 */
public record Calendar(ZoneId zone, LocalTime dayStart, List<Shift> shifts) {

    public Calendar {
        shifts = List.copyOf(shifts);
    }

    /**
     * A shift that recurs weekly. It ends on the next day where {@code to} is not after {@code from}.
     *
     * @param days days of the week on which it begins
     * @param breaks inside the shift, in local time
     */
    public record Shift(String id, Label name, LocalTime from, LocalTime to, Set<DayOfWeek> days, List<Break> breaks) {

        public Shift {
            days = Set.copyOf(days);
            breaks = List.copyOf(breaks);
        }
    }

    /** A pause inside a shift, in local time. */
    public record Break(Label name, LocalTime from, LocalTime to) {}

    /** A shift on one day: [from, to). */
    public record ShiftRun(Shift shift, Instant from, Instant to) {

        /** Its true length; on days with a clock change it differs from what the local times suggest. */
        public Duration length() {
            return Duration.between(from, to);
        }
    }

    /** The production day that contains the instant. */
    public LocalDate productionDay(Instant instant) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        return instant.isBefore(startOf(date)) ? date.minusDays(1) : date;
    }

    /** The instant at which a production day begins; a local time the clocks skip is the instant they skip it. */
    public Instant startOf(LocalDate productionDay) {
        return productionDay.atTime(dayStart).atZone(zone).toInstant();
    }

    /** The shift that is running at the instant, if one is. */
    public Optional<ShiftRun> shiftAt(Instant instant) {
        LocalDate today = instant.atZone(zone).toLocalDate();
        // A shift that began yesterday may still run; none lasts longer than a day.
        for (LocalDate date : List.of(today, today.minusDays(1))) {
            for (Shift shift : shifts) {
                if (shift.days().contains(date.getDayOfWeek())) {
                    ShiftRun run = run(shift, date);
                    if (!instant.isBefore(run.from()) && instant.isBefore(run.to())) {
                        return Optional.of(run);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private ShiftRun run(Shift shift, LocalDate date) {
        LocalDate endDate = shift.to().isAfter(shift.from()) ? date : date.plusDays(1);
        return new ShiftRun(shift, date.atTime(shift.from()).atZone(zone).toInstant(),
                endDate.atTime(shift.to()).atZone(zone).toInstant());
    }
}
