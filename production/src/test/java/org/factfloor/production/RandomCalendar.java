package org.factfloor.production;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Timeline;

/** Calendars with shifts over midnight, breaks, planned stops, exceptional days and plans that change. */
final class RandomCalendar {

    private final SplittableRandom random;

    RandomCalendar(SplittableRandom random) {
        this.random = random;
    }

    Calendar calendar(ZoneId zone, long start, long end) {
        LocalTime dayStart = time("06:00", "00:00", "02:30", "22:15");
        LocalDate first = Micros.toInstant(start).atZone(zone).toLocalDate();
        Calendar plain = new Calendar(zone, dayStart, List.of());
        Timeline<WeekPlan> plans = Timeline.of(plan(dayStart));
        if (random.nextInt(4) == 0) {
            plans = plans.then(Micros.of(plain.startOf(first.plusDays(random.nextInt(2)))), plan(dayStart));
        }
        List<DayException> exceptions = new ArrayList<>();
        LocalDate day = first.minusDays(1);
        while (random.nextInt(2) == 0 && Micros.of(plain.startOf(day)) < end) {
            LocalDate to = day.plusDays(random.nextInt(2));
            exceptions.add(new DayException(day, to, Label.of("exception"), random.nextBoolean()
                    ? new DayException.Kind.Closed()
                    : new DayException.Kind.WorksAs(DayOfWeek.of(1 + random.nextInt(7)))));
            day = to.plusDays(1 + random.nextInt(2));
        }
        return new Calendar(zone, dayStart, plans, exceptions);
    }

    /** Shifts follow each other from the beginning of the day; some are left out, or end early. */
    private WeekPlan plan(LocalTime dayStart) {
        int count = 1 + random.nextInt(4);
        int minutes = 24 * 60 / count;
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalTime from = dayStart.plusMinutes((long) i * minutes + (random.nextInt(3) == 0 ? 15 : 0));
            LocalTime to = dayStart.plusMinutes((long) (i + 1) * minutes - (random.nextInt(3) == 0 ? 75 : 0));
            if (random.nextInt(5) > 0) {
                shifts.add(new Shift("s" + i, Label.of("s" + i), from, to, days(), breaks(from, minutes)));
            }
        }
        List<PlannedStop> stops = new ArrayList<>();
        while (random.nextInt(3) == 0 && stops.size() < 2) {
            LocalTime from = LocalTime.of(stops.size() * 12 + random.nextInt(11), random.nextInt(4) * 15);
            stops.add(new PlannedStop(Label.of("cleaning"), from, from.plusMinutes(20), days()));
        }
        return new WeekPlan(shifts, stops);
    }

    private List<Break> breaks(LocalTime from, int minutes) {
        List<Break> breaks = new ArrayList<>();
        long begin = 0;
        while (random.nextInt(3) > 0 && begin + 120 < minutes - 90) {
            begin += random.nextInt(0, 120);
            long end = begin + random.nextInt(1, 4) * 15L;
            breaks.add(new Break(Label.of("break"), from.plusMinutes(begin), from.plusMinutes(end),
                    random.nextInt(4) == 0));
            begin = end;
        }
        return breaks;
    }

    private Set<DayOfWeek> days() {
        EnumSet<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        if (random.nextInt(4) == 0) {
            days.remove(DayOfWeek.of(1 + random.nextInt(7)));
        }
        return days;
    }

    private LocalTime time(String... choices) {
        return LocalTime.parse(choices[random.nextInt(choices.length)]);
    }
}
