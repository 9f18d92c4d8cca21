package org.factfloor.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.plant.TimeSpan;
import org.jspecify.annotations.Nullable;

/**
 * A production day as planned.
 *
 * @param hours its true length; 23 or 25 on most days with a clock change
 * @param shifts those that belong to the day, whole, also where they end on the next
 * @param plannedMinutes of these shifts, in which machines may be loaded with orders
 */
record DayView(String date, Instant start, Instant end, double hours, List<RunView> shifts,
        CalendarView.@Nullable ExceptionView exception, long plannedMinutes) {

    /** A shift on one day. */
    record RunView(String id, Label name, Instant from, Instant to, List<SpanView> spans) {}

    /** A part of a shift. */
    record SpanView(Instant from, Instant to, TimeClass timeClass, @Nullable Label name) {
        static SpanView of(TimeSpan span) {
            return new SpanView(Micros.toInstant(span.from()), Micros.toInstant(span.to()), span.timeClass(),
                    span.name());
        }
    }

    /**
     * Production days.
     *
     * @param to the last of them
     */
    static List<DayView> of(Calendar calendar, LocalDate from, LocalDate to) {
        Map<LocalDate, List<Calendar.ShiftRun>> runs = calendar
                .shiftRuns(Micros.of(calendar.startOf(from)), Micros.of(calendar.endOf(to))).stream()
                .collect(Collectors.groupingBy(Calendar.ShiftRun::productionDay));
        List<DayView> days = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            days.add(of(calendar, day, runs.getOrDefault(day, List.of())));
        }
        return days;
    }

    private static DayView of(Calendar calendar, LocalDate day, List<Calendar.ShiftRun> runs) {
        List<RunView> shifts = new ArrayList<>();
        long planned = 0;
        for (Calendar.ShiftRun run : runs) {
            List<TimeSpan> spans = calendar.spans(Micros.of(run.from()), Micros.of(run.to()));
            planned += spans.stream().filter(span -> span.timeClass() == TimeClass.PLANNED)
                    .mapToLong(TimeSpan::length).sum();
            shifts.add(new RunView(run.shift().id(), run.shift().name(), run.from(), run.to(),
                    spans.stream().map(SpanView::of).toList()));
        }
        Instant start = calendar.startOf(day);
        Instant end = calendar.endOf(day);
        return new DayView(day.toString(), start, end, Duration.between(start, end).toMinutes() / 60.0, shifts,
                calendar.exceptionOn(day).map(CalendarView.ExceptionView::of).orElse(null),
                planned / Micros.PER_MINUTE);
    }
}
