package org.factfloor.production;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.plant.Timeline;
import org.factfloor.production.Cell.ShiftRef;

/** What a calendar says of an instant, from what was planned for the days around it. Follows the words of its Javadoc. */
final class SlowCalendar {

    /** An hour of the wall clock; one that is shown twice is two hours. */
    record Hour(LocalDateTime start, ZoneOffset offset) {}

    private final Calendar calendar;
    private final List<Long> borders = new ArrayList<>();
    private final List<SlowStretch<Shift>> shifts = new ArrayList<>();
    /** By when their shift began. */
    private final List<SlowStretch<Long>> breaks = new ArrayList<>();
    private final List<SlowStretch<String>> plannedStops = new ArrayList<>();

    /** Good for instants of [start, end]. */
    SlowCalendar(Calendar calendar, long start, long end) {
        this.calendar = calendar;
        LocalDate first = local(start).toLocalDate().minusDays(3);
        LocalDate last = local(end).toLocalDate().plusDays(2);
        for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
            hours(day);
            day(day);
        }
        cutOverlaps();
    }

    private void hours(LocalDate date) {
        for (int hour = 0; hour < 24; hour++) {
            LocalDateTime local = date.atTime(hour, 0);
            calendar.zone().getRules().getValidOffsets(local)
                    .forEach(offset -> borders.add(Micros.of(local.toInstant(offset))));
        }
        ZoneOffsetTransition change = calendar.zone().getRules()
                .nextTransition(date.atStartOfDay(calendar.zone()).toInstant());
        if (change != null) {
            borders.add(Micros.of(change.getInstant()));
        }
    }

    private void day(LocalDate day) {
        borders.add(instant(day.atTime(calendar.dayStart())));
        Optional<DayException> exception = calendar.exceptions().stream()
                .filter(each -> !day.isBefore(each.from()) && !day.isAfter(each.to())).findFirst();
        DayOfWeek weekday = day.getDayOfWeek();
        if (exception.isPresent()) {
            switch (exception.get().kind()) {
                case DayException.Kind.Closed() -> {
                    return;
                }
                case DayException.Kind.WorksAs(DayOfWeek other) -> weekday = other;
            }
        }
        WeekPlan plan = plan(instant(day.atTime(calendar.dayStart())));
        for (Shift shift : plan.shifts()) {
            if (begins(shift.from(), shift.days(), weekday)) {
                LocalDateTime from = begin(day, shift.from());
                add(shifts, from, shift.to(), shift);
                for (Break pause : shift.breaks()) {
                    if (!pause.runsThrough()) {
                        add(breaks, after(from, pause.from()), pause.to(), instant(from));
                    }
                }
            }
        }
        for (PlannedStop stop : plan.plannedStops()) {
            if (begins(stop.from(), stop.days(), weekday)) {
                add(plannedStops, begin(day, stop.from()), stop.to(), "planned stop");
            }
        }
    }

    private WeekPlan plan(long instant) {
        WeekPlan plan = null;
        for (Timeline.Entry<WeekPlan> entry : calendar.plans().entries()) {
            if (plan == null || entry.from() <= instant) {
                plan = entry.value();
            }
        }
        if (plan == null) {
            throw new IllegalArgumentException("a calendar has a plan");
        }
        return plan;
    }

    /** What begins before the day begins is of the production day before, and its weekday is that of its own date. */
    private boolean begins(LocalTime from, Set<DayOfWeek> days, DayOfWeek weekday) {
        return days.contains(from.isBefore(calendar.dayStart()) ? weekday.plus(1) : weekday);
    }

    private LocalDateTime begin(LocalDate day, LocalTime from) {
        return (from.isBefore(calendar.dayStart()) ? day.plusDays(1) : day).atTime(from);
    }

    /** The first such local time at or after another. */
    private static LocalDateTime after(LocalDateTime begin, LocalTime time) {
        LocalDateTime same = begin.toLocalDate().atTime(time);
        return same.isBefore(begin) ? same.plusDays(1) : same;
    }

    private <T> void add(List<SlowStretch<T>> list, LocalDateTime from, LocalTime to, T value) {
        LocalDate date = to.isAfter(from.toLocalTime()) ? from.toLocalDate() : from.toLocalDate().plusDays(1);
        long begin = instant(from);
        long end = instant(date.atTime(to));
        if (begin < end) {
            list.add(new SlowStretch<>(begin, end, value));
        }
        borders.add(begin);
        borders.add(end);
    }

    /** A local time the clocks skip is the instant they skip it, one they show twice the first. */
    private long instant(LocalDateTime local) {
        List<ZoneOffset> offsets = calendar.zone().getRules().getValidOffsets(local);
        return Micros.of(offsets.isEmpty()
                ? calendar.zone().getRules().getTransition(local).getInstant()
                : local.toInstant(offsets.getFirst()));
    }

    /** A later shift begins on time and ends the earlier one. */
    private void cutOverlaps() {
        shifts.sort(Comparator.comparingLong(SlowStretch::from));
        for (int i = 0; i + 1 < shifts.size(); i++) {
            SlowStretch<Shift> run = shifts.get(i);
            shifts.set(i, new SlowStretch<>(run.from(), Math.min(run.to(), shifts.get(i + 1).from()), run.value()));
        }
    }

    /** Instants at which an hour, a shift or a time class can begin; among others that change nothing. */
    List<Long> borders() {
        return borders;
    }

    Hour hour(long instant) {
        return new Hour(local(instant).truncatedTo(ChronoUnit.HOURS),
                calendar.zone().getRules().getOffset(Micros.toInstant(instant)));
    }

    /** The last production day that has begun. */
    LocalDate productionDay(long instant) {
        LocalDate day = local(instant).toLocalDate().plusDays(1);
        while (instant(day.atTime(calendar.dayStart())) > instant) {
            day = day.minusDays(1);
        }
        return day;
    }

    private LocalDateTime local(long instant) {
        return LocalDateTime.ofInstant(Micros.toInstant(instant), calendar.zone());
    }

    Optional<ShiftRef> shift(long instant) {
        return shifts.stream().filter(run -> run.contains(instant)).findFirst()
                .map(run -> new ShiftRef(run.value().id(), run.from()));
    }

    TimeClass timeClass(long instant) {
        Optional<ShiftRef> shift = shift(instant);
        if (shift.isEmpty()) {
            return TimeClass.OFF_SHIFT;
        }
        if (plannedStops.stream().anyMatch(stop -> stop.contains(instant))) {
            return TimeClass.PLANNED_STOP;
        }
        return breaks.stream().anyMatch(pause -> pause.contains(instant) && pause.value() == shift.get().from())
                ? TimeClass.BREAK
                : TimeClass.PLANNED;
    }
}
