package org.factfloor.plant;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one time model of a site, whoever looks.
 *
 * <p>People plan in local time. A local time the clocks skip means the instant they skip it; one they show twice means
 * the first. So a shift of the night to a clock change is an hour shorter or longer, and no instant is lost or counted
 * twice. A shift belongs to the production day it begins on.
 *
 * @param zone IANA zone
 * @param dayStart local time at which a production day begins; the day carries the date it begins on
 * @param plans what a week looks like; each change takes effect where a production day begins
 * @param exceptions days unlike their weekday; no two share a day
 */
public record Calendar(ZoneId zone, LocalTime dayStart, Timeline<WeekPlan> plans, List<DayException> exceptions) {

    public Calendar {
        exceptions = List.copyOf(exceptions);
    }

    /** A calendar in which every week is alike. */
    public Calendar(ZoneId zone, LocalTime dayStart, List<Shift> shifts) {
        this(zone, dayStart, Timeline.of(new WeekPlan(shifts, List.of())), List.of());
    }

    /**
     * A week as planned.
     *
     * @param shifts do not overlap
     * @param plannedStops do not overlap; they count only where a shift runs
     */
    public record WeekPlan(List<Shift> shifts, List<PlannedStop> plannedStops) {

        public WeekPlan {
            shifts = List.copyOf(shifts);
            plannedStops = List.copyOf(plannedStops);
        }
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

    /**
     * A pause inside a shift, in local time.
     *
     * @param runsThrough whether machines run on while people rest, so that it stays planned time
     */
    public record Break(Label name, LocalTime from, LocalTime to, boolean runsThrough) {}

    /**
     * Time in which machines stand as planned, week by week, such as cleaning on Friday. It ends on the next day where
     * {@code to} is not after {@code from}.
     *
     * @param days days of the week on which it begins
     */
    public record PlannedStop(Label name, LocalTime from, LocalTime to, Set<DayOfWeek> days) {

        public PlannedStop {
            days = Set.copyOf(days);
        }
    }

    /**
     * Production days unlike their weekday.
     *
     * @param to the last of them, inclusive
     */
    public record DayException(LocalDate from, LocalDate to, Label name, Kind kind) {

        public DayException {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("an exception ends before it begins: " + from + " to " + to);
            }
        }

        /** In which way the days are unlike their weekday. */
        public sealed interface Kind {
            /** A holiday: nothing begins, neither shift nor planned stop. A shift of the day before ends as planned. */
            record Closed() implements Kind {}

            /** Worked like another weekday, such as a Sunday that makes up for a holiday (调休). */
            record WorksAs(DayOfWeek day) implements Kind {}
        }

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /**
     * A shift on one day: [from, to).
     *
     * @param productionDay the day it belongs to
     */
    public record ShiftRun(Shift shift, LocalDate productionDay, Instant from, Instant to) {

        /** Its true length; on days with a clock change it differs from what the local times suggest. */
        public Duration length() {
            return Duration.between(from, to);
        }
    }

    /** The production day that contains the instant. */
    public LocalDate productionDay(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate().plusDays(1);
        while (instant.isBefore(startOf(day))) {
            day = day.minusDays(1);
        }
        return day;
    }

    /** The instant at which a production day begins. */
    public Instant startOf(LocalDate productionDay) {
        return instant(productionDay.atTime(dayStart));
    }

    /** The instant at which a production day ends and the next one begins. */
    public Instant endOf(LocalDate productionDay) {
        return startOf(productionDay.plusDays(1));
    }

    /** The plan that holds for what begins on a production day. */
    public WeekPlan planOn(LocalDate productionDay) {
        return plans.at(Micros.of(startOf(productionDay)));
    }

    /** What makes a production day unlike its weekday, if anything does. */
    public Optional<DayException> exceptionOn(LocalDate productionDay) {
        return exceptions.stream().filter(exception -> exception.covers(productionDay)).findFirst();
    }

    /** The shift that is running at the instant, if one is. */
    public Optional<ShiftRun> shiftAt(Instant instant) {
        long micros = Micros.of(instant);
        return shiftRuns(micros, micros + 1).stream().findFirst();
    }

    /**
     * The shifts that run in [from, to), whole and by rising start. No two overlap: where a new plan or an exception
     * would make them, the later one begins on time and ends the earlier one.
     *
     * @param from µs since 1970-01-01 UTC
     * @param to µs since 1970-01-01 UTC
     */
    public List<ShiftRun> shiftRuns(long from, long to) {
        return new Unrolling(this).shiftRuns(from, to);
    }

    /**
     * What [from, to) consists of: spans by rising start, each beginning where the one before ends, neighbours unlike;
     * empty for an empty range.
     *
     * @param from µs since 1970-01-01 UTC
     * @param to µs since 1970-01-01 UTC
     * @throws IllegalArgumentException if {@code to} is before {@code from}
     */
    public List<TimeSpan> spans(long from, long to) {
        return new Unrolling(this).spans(from, to);
    }

    /**
     * The beginning of the hour of the wall clock that contains the instant, both in µs since 1970-01-01 UTC. A clock
     * change begins an hour too, so a day with one has 23 or 25 of them, and where clocks change by half an hour, one of
     * its hours is half as long.
     */
    public long hourStart(long micros) {
        long offset = offset(micros);
        long start = Math.floorDiv(micros + offset, Micros.PER_HOUR) * Micros.PER_HOUR - offset;
        return offset(start) == offset
                ? start
                : Micros.of(zone.getRules().previousTransition(Micros.toInstant(micros + 1)).getInstant());
    }

    /** The beginning of the next hour of the wall clock, both in µs since 1970-01-01 UTC. */
    public long nextHour(long micros) {
        long offset = offset(micros);
        long next = (Math.floorDiv(micros + offset, Micros.PER_HOUR) + 1) * Micros.PER_HOUR - offset;
        return offset(next - 1) == offset
                ? next
                : Micros.of(zone.getRules().nextTransition(Micros.toInstant(micros)).getInstant());
    }

    /** By how many µs local time is ahead of UTC. */
    private long offset(long micros) {
        return zone.getRules().getOffset(Micros.toInstant(micros)).getTotalSeconds() * Micros.PER_SECOND;
    }

    Instant instant(LocalDateTime local) {
        // Where the clocks skip the local time, atZone() would move it by as much as they skip.
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap() ? transition.getInstant() : local.atZone(zone).toInstant();
    }
}
