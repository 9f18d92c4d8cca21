package org.factfloor.plant;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.DayException.Kind;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Calendar.ShiftRun;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a calendar plans in local time into instants.
 *
 * <p>Local times become instants in their order (equal ones at most where clocks are put forward), so what begins on a
 * production day begins between its start and its end, and ends before the end of the next one.
 */
final class Unrolling {

    private final Calendar calendar;

    /** A named stretch [from, to) in µs since 1970-01-01 UTC; empty where the clocks skip it. */
    private record Window(Label name, long from, long to) {
        boolean contains(long micros) {
            return from <= micros && micros < to;
        }
    }

    Unrolling(Calendar calendar) {
        this.calendar = calendar;
    }

    List<ShiftRun> shiftRuns(long from, long to) {
        List<ShiftRun> planned = new ArrayList<>();
        LocalDate last = productionDay(to).plusDays(1);
        for (LocalDate day = productionDay(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            planned.addAll(begunOn(day));
        }
        planned.sort(Comparator.comparing(ShiftRun::from));
        List<ShiftRun> runs = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            ShiftRun run = planned.get(i);
            if (i + 1 < planned.size() && planned.get(i + 1).from().isBefore(run.to())) {
                run = new ShiftRun(run.shift(), run.productionDay(), run.from(), planned.get(i + 1).from());
            }
            if (from < Micros.of(run.to()) && Micros.of(run.from()) < to && run.from().isBefore(run.to())) {
                runs.add(run);
            }
        }
        return runs;
    }

    private List<ShiftRun> begunOn(LocalDate day) {
        List<ShiftRun> runs = new ArrayList<>();
        for (Shift shift : calendar.planOn(day).shifts()) {
            begin(day, shift.from(), shift.days())
                    .map(date -> window(shift.name(), date, shift.from(), shift.to()))
                    .filter(window -> window.from() < window.to())
                    .ifPresent(window -> runs.add(new ShiftRun(shift, day, Micros.toInstant(window.from()),
                            Micros.toInstant(window.to()))));
        }
        return runs;
    }

    List<TimeSpan> spans(long from, long to) {
        if (to < from) {
            throw new IllegalArgumentException("a range ends before it begins: " + from + " to " + to);
        }
        List<TimeSpan> spans = new ArrayList<>();
        long at = from;
        for (ShiftRun run : shiftRuns(from, to)) {
            long begin = Math.max(from, Micros.of(run.from()));
            long end = Math.min(to, Micros.of(run.to()));
            add(spans, at, begin, TimeClass.OFF_SHIFT, null, null);
            addInside(run, begin, end, spans);
            at = end;
        }
        add(spans, at, to, TimeClass.OFF_SHIFT, null, null);
        return spans;
    }

    private void addInside(ShiftRun run, long begin, long end, List<TimeSpan> spans) {
        List<Window> breaks = breaks(run);
        List<Window> stops = plannedStops(run.productionDay());
        TreeSet<Long> borders = new TreeSet<>();
        borders.add(begin);
        borders.add(end);
        for (List<Window> windows : List.of(breaks, stops)) {
            windows.forEach(window -> {
                borders.add(Math.clamp(window.from(), begin, end));
                borders.add(Math.clamp(window.to(), begin, end));
            });
        }
        long at = begin;
        for (long border : borders.tailSet(begin, false)) {
            Optional<Label> stop = nameAt(stops, at);
            Optional<Label> pause = nameAt(breaks, at);
            if (stop.isPresent()) {
                add(spans, at, border, TimeClass.PLANNED_STOP, run, stop.get());
            } else if (pause.isPresent()) {
                add(spans, at, border, TimeClass.BREAK, run, pause.get());
            } else {
                add(spans, at, border, TimeClass.PLANNED, run, null);
            }
            at = border;
        }
    }

    /** Of windows by rising start, the name of the last one that contains the instant. */
    private static Optional<Label> nameAt(List<Window> windows, long micros) {
        return windows.reversed().stream().filter(window -> window.contains(micros)).map(Window::name).findFirst();
    }

    private static void add(List<TimeSpan> spans, long from, long to, TimeClass timeClass, @Nullable ShiftRun shift,
            @Nullable Label name) {
        if (from >= to) {
            return;
        }
        TimeSpan span = new TimeSpan(from, to, timeClass, shift, name);
        TimeSpan before = spans.isEmpty() ? span : spans.getLast();
        TimeSpan joined = new TimeSpan(before.from(), to, timeClass, shift, name);
        if (before.to() == from && joined.equals(new TimeSpan(before.from(), to, before.timeClass(), before.shift(),
                before.name()))) {
            spans.removeLast();
            spans.add(joined);
        } else {
            spans.add(span);
        }
    }

    /** The breaks of a shift in which machines stand. */
    private List<Window> breaks(ShiftRun run) {
        Shift shift = run.shift();
        LocalDate begun = date(run.productionDay(), shift.from());
        return shift.breaks().stream().filter(pause -> !pause.runsThrough())
                .map(pause -> window(pause.name(), dateOf(pause, shift, begun), pause.from(), pause.to())).toList();
    }

    private static LocalDate dateOf(Break pause, Shift shift, LocalDate begun) {
        return pause.from().isBefore(shift.from()) ? begun.plusDays(1) : begun;
    }

    /** The planned stops that a shift of a production day can meet, by rising start. */
    private List<Window> plannedStops(LocalDate productionDay) {
        List<Window> stops = new ArrayList<>();
        for (int days = -1; days <= 1; days++) {
            LocalDate day = productionDay.plusDays(days);
            for (PlannedStop stop : calendar.planOn(day).plannedStops()) {
                begin(day, stop.from(), stop.days())
                        .ifPresent(date -> stops.add(window(stop.name(), date, stop.from(), stop.to())));
            }
        }
        stops.sort(Comparator.comparingLong(Window::from));
        return stops;
    }

    /** The date on which something of a production day begins, unless it does not begin on that day. */
    private Optional<LocalDate> begin(LocalDate productionDay, LocalTime from, Set<DayOfWeek> days) {
        DayOfWeek workday = productionDay.getDayOfWeek();
        Kind kind = calendar.exceptionOn(productionDay).map(Calendar.DayException::kind)
                .orElse(new Kind.WorksAs(workday));
        LocalDate date = date(productionDay, from);
        return switch (kind) {
            case Kind.Closed _ -> Optional.empty();
            // After midnight and before the day's start it is the next weekday already.
            case Kind.WorksAs(DayOfWeek as) -> Optional.of(date)
                    .filter(_ -> days.contains(date.equals(productionDay) ? as : as.plus(1)));
        };
    }

    private LocalDate date(LocalDate productionDay, LocalTime from) {
        return from.isBefore(calendar.dayStart()) ? productionDay.plusDays(1) : productionDay;
    }

    private Window window(Label name, LocalDate date, LocalTime from, LocalTime to) {
        LocalDate endDate = to.isAfter(from) ? date : date.plusDays(1);
        return new Window(name, Micros.of(calendar.instant(date.atTime(from))),
                Micros.of(calendar.instant(endDate.atTime(to))));
    }

    private LocalDate productionDay(long micros) {
        return calendar.productionDay(Micros.toInstant(micros));
    }
}
