package org.factfloor.engine.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.ShiftRun;
import org.factfloor.plant.Micros;

/**
 * A part of a period that people have a name for.
 *
 * @param from µs
 * @param to µs
 * @param productionDay the day it belongs to; of several the first
 * @param shift the shift it is, or lies in
 */
public record Slice(long from, long to, LocalDate productionDay, Optional<ShiftRun> shift) {

    /** Into what a period is cut. */
    public enum Period {
        HOUR, SHIFT, DAY, ALL
    }

    /**
     * Cuts a range. Its ends move outwards to the borders of hours, shifts or days; a shift that no calendar plans has no
     * slice.
     */
    public static List<Slice> cut(Calendar calendar, long from, long to, Period period) {
        return switch (period) {
            case HOUR -> hours(calendar, from, to);
            case SHIFT -> calendar.shiftRuns(from, to).stream().map(Slice::of).toList();
            case DAY -> days(calendar, from, to);
            case ALL -> List.of(new Slice(from, to, calendar.productionDay(Micros.toInstant(from)), Optional.empty()));
        };
    }

    /** A whole run of a shift. */
    public static Slice of(ShiftRun run) {
        return new Slice(Micros.of(run.from()), Micros.of(run.to()), run.productionDay(), Optional.of(run));
    }

    /** A whole production day. */
    public static Slice of(Calendar calendar, LocalDate day) {
        return new Slice(Micros.of(calendar.startOf(day)), Micros.of(calendar.endOf(day)), day, Optional.empty());
    }

    /** The hours of the wall clock in a range; the first and last are cut at its ends. */
    public static List<Slice> hours(Calendar calendar, long from, long to) {
        List<Slice> hours = new ArrayList<>();
        for (long start = from; start < to;) {
            long end = Math.min(to, calendar.nextHour(start));
            hours.add(new Slice(start, end, calendar.productionDay(Micros.toInstant(start)),
                    calendar.shiftAt(Micros.toInstant(start))));
            start = end;
        }
        return hours;
    }

    private static List<Slice> days(Calendar calendar, long from, long to) {
        List<Slice> days = new ArrayList<>();
        LocalDate day = calendar.productionDay(Micros.toInstant(from));
        while (Micros.of(calendar.startOf(day)) < to) {
            days.add(of(calendar, day));
            day = day.plusDays(1);
        }
        return days;
    }
}
