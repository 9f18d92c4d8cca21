package org.factfloor.records.plantfile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.DayException.Kind;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Timeline;

/** Makes valid calendars at random. */
final class Calendars {

    private final Random random;
    private final Supplier<Label> labels;

    Calendars(Random random, Supplier<Label> labels) {
        this.random = random;
        this.labels = labels;
    }

    Calendar next() {
        List<String> zones = List.of("UTC", "Asia/Shanghai", "Europe/Berlin", "Asia/Kolkata");
        ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
        LocalTime dayStart = LocalTime.of(random.nextInt(24), random.nextInt(60));
        Calendar days = new Calendar(zone, dayStart, List.of());
        LocalDate date = LocalDate.of(2026, 1, 1);
        Timeline<WeekPlan> plans = Timeline.of(plan());
        while (random.nextInt(3) == 0) {
            date = date.plusDays(random.nextInt(1, 400));
            plans = plans.then(Micros.of(days.startOf(date)), plan());
        }
        return new Calendar(zone, dayStart, plans, exceptions());
    }

    private WeekPlan plan() {
        List<Shift> shifts = new ArrayList<>();
        List<PlannedStop> stops = new ArrayList<>();
        for (int hour = 0; hour < 24; hour += 8) {
            if (random.nextBoolean()) {
                LocalTime from = LocalTime.of(hour, random.nextInt(30));
                List<Break> breaks = random.nextBoolean()
                        ? List.of(new Break(labels.get(), from.plusHours(1), from.plusMinutes(75),
                                random.nextBoolean()))
                        : List.of();
                shifts.add(new Shift("shift-" + hour, labels.get(), from, LocalTime.of((hour + 8) % 24, 0), days(),
                        breaks));
            }
            if (random.nextInt(3) == 0) {
                stops.add(new PlannedStop(labels.get(), LocalTime.of(hour, 0), LocalTime.of(hour + 1, 30), days()));
            }
        }
        return new WeekPlan(shifts, stops);
    }

    private List<DayException> exceptions() {
        List<DayException> exceptions = new ArrayList<>();
        LocalDate date = LocalDate.of(2026, 2, 1);
        while (random.nextBoolean()) {
            LocalDate from = date.plusDays(random.nextInt(1, 100));
            date = from.plusDays(random.nextInt(10));
            Kind kind = random.nextBoolean() ? new Kind.Closed() : new Kind.WorksAs(day());
            exceptions.add(new DayException(from, date, labels.get(), kind));
        }
        return exceptions;
    }

    private Set<DayOfWeek> days() {
        return EnumSet.of(day(), day(), day());
    }

    private DayOfWeek day() {
        return DayOfWeek.of(random.nextInt(1, 8));
    }
}
