package org.factfloor.plant;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.DayException.Kind;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Calendar.WeekPlan;

/**
 * The rules of a calendar once more, as simply as they can be said: for each instant, ask everything that is planned
 * around it. Shares no code with {@link Calendar}.
 */
final class SlowCalendar {

    /** @param validFrom a production day */
    record Dated(LocalDate validFrom, WeekPlan plan) {}

    record Answer(TimeClass timeClass, Optional<String> shift) {}

    private record Run(Shift shift, Instant from, Instant to, LocalDateTime localFrom) {}

    private record Window(Instant from, Instant to) {
        boolean contains(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }
    }

    private final ZoneId zone;
    private final LocalTime dayStart;
    private final List<Dated> plans;
    private final List<DayException> exceptions;
    private final List<Run> runs = new ArrayList<>();
    private final List<Window> stops = new ArrayList<>();

    /** @param plans by rising date; the first one holds before its date too */
    SlowCalendar(ZoneId zone, LocalTime dayStart, List<Dated> plans, List<DayException> exceptions, LocalDate first,
            LocalDate last) {
        this.zone = zone;
        this.dayStart = dayStart;
        this.plans = plans;
        this.exceptions = exceptions;
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            for (Dated dated : plans) {
                for (Shift shift : dated.plan().shifts()) {
                    if (begins(dated, date, shift.from(), shift.days())) {
                        LocalDateTime from = date.atTime(shift.from());
                        runs.add(new Run(shift, instant(from), instant(after(from, shift.to())), from));
                    }
                }
                for (PlannedStop stop : dated.plan().plannedStops()) {
                    if (begins(dated, date, stop.from(), stop.days())) {
                        stops.add(window(date.atTime(stop.from()), stop.to()));
                    }
                }
            }
        }
    }

    Answer at(Instant instant) {
        Run latest = null;
        for (Run run : runs) {
            boolean begun = !run.from().isAfter(instant) && run.from().isBefore(run.to());
            if (begun && (latest == null || run.from().isAfter(latest.from())
                    || run.from().equals(latest.from()) && run.localFrom().isAfter(latest.localFrom()))) {
                latest = run;
            }
        }
        if (latest == null || !latest.to().isAfter(instant)) {
            return new Answer(TimeClass.OFF_SHIFT, Optional.empty());
        }
        Optional<String> shift = Optional.of(latest.shift().id());
        if (stops.stream().anyMatch(stop -> stop.contains(instant))) {
            return new Answer(TimeClass.PLANNED_STOP, shift);
        }
        for (Break pause : latest.shift().breaks()) {
            LocalDateTime from = pause.from().equals(latest.shift().from())
                    ? latest.localFrom()
                    : after(latest.localFrom(), pause.from());
            if (!pause.runsThrough() && window(from, pause.to()).contains(instant)) {
                return new Answer(TimeClass.BREAK, shift);
            }
        }
        return new Answer(TimeClass.PLANNED, shift);
    }

    private boolean begins(Dated dated, LocalDate date, LocalTime from, Set<DayOfWeek> days) {
        boolean beforeDayStart = from.isBefore(dayStart);
        LocalDate productionDay = beforeDayStart ? date.minusDays(1) : date;
        Dated valid = plans.getFirst();
        for (Dated candidate : plans) {
            if (!candidate.validFrom().isAfter(productionDay)) {
                valid = candidate;
            }
        }
        if (valid != dated) {
            return false;
        }
        for (DayException exception : exceptions) {
            if (!productionDay.isBefore(exception.from()) && !productionDay.isAfter(exception.to())) {
                return switch (exception.kind()) {
                    case Kind.Closed _ -> false;
                    case Kind.WorksAs(DayOfWeek as) -> days.contains(beforeDayStart ? as.plus(1) : as);
                };
            }
        }
        return days.contains(date.getDayOfWeek());
    }

    private Window window(LocalDateTime from, LocalTime to) {
        return new Window(instant(from), instant(after(from, to)));
    }

    /** The first time of day {@code time} that is later. */
    private static LocalDateTime after(LocalDateTime start, LocalTime time) {
        LocalDateTime sameDate = start.toLocalDate().atTime(time);
        return sameDate.isAfter(start) ? sameDate : sameDate.plusDays(1);
    }

    /** The earlier instant of a local time shown twice; for one that is skipped, that of the next one shown. */
    private Instant instant(LocalDateTime local) {
        LocalDateTime shown = local;
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
        while (offsets.isEmpty()) {
            shown = shown.plusMinutes(1);
            offsets = zone.getRules().getValidOffsets(shown);
        }
        return shown.toInstant(offsets.getFirst());
    }
}
