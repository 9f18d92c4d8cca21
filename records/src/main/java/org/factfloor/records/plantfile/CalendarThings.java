package org.factfloor.records.plantfile;

import java.time.LocalDate;
import java.util.Map;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Timeline;

/** The things a calendar consists of, by path: plans by their first day, exceptions by theirs. */
final class CalendarThings {

    private CalendarThings() {}

    static void add(Map<String, Map<String, String>> things, String path, Calendar calendar) {
        things.put(path, ModelTexts.fields(calendar));
        for (Timeline.Entry<WeekPlan> entry : calendar.plans().entries()) {
            if (entry.from() == Long.MIN_VALUE) {
                add(things, path, entry.value());
            } else {
                LocalDate validFrom = validFrom(calendar, entry);
                String change = path + ".changes[" + validFrom + "]";
                things.put(change, Map.of("validFrom", validFrom.toString()));
                add(things, change, entry.value());
            }
        }
        calendar.exceptions().forEach(exception -> things.put(path + ".exceptions[" + exception.from() + "]",
                ModelTexts.fields(exception)));
    }

    /** The first production day of a plan that is not the first. */
    static LocalDate validFrom(Calendar calendar, Timeline.Entry<WeekPlan> change) {
        return calendar.productionDay(Micros.toInstant(change.from()));
    }

    private static void add(Map<String, Map<String, String>> things, String path, WeekPlan plan) {
        plan.shifts().forEach(shift -> things.put(path + ".shifts[" + shift.id() + "]", ModelTexts.fields(shift)));
        for (Calendar.PlannedStop stop : plan.plannedStops()) {
            // Planned stops have no id; those of one name are told apart by their order.
            String name = path + ".plannedStops[" + stop.name().en();
            int number = 1;
            while (things.containsKey(name + (number == 1 ? "]" : " " + number + "]"))) {
                number++;
            }
            things.put(name + (number == 1 ? "]" : " " + number + "]"), ModelTexts.fields(stop));
        }
    }
}
