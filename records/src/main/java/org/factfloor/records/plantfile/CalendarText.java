package org.factfloor.records.plantfile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Timeline;

/** Writes a calendar: an entry of each list on one line, fields at their defaults left out. */
final class CalendarText {

    private CalendarText() {}

    static Written.Mapping of(Calendar calendar) {
        Written.Mapping mapping = Written.block().put("zone", calendar.zone().getId()).put("dayStart",
                calendar.dayStart().toString());
        List<Timeline.Entry<WeekPlan>> plans = calendar.plans().entries();
        put(mapping, plans.getFirst().value());
        if (!calendar.exceptions().isEmpty()) {
            mapping.put("exceptions",
                    Written.list(calendar.exceptions().stream().map(CalendarText::exception).toList()));
        }
        if (plans.size() > 1) {
            mapping.put("changes", Written.list(plans.subList(1, plans.size()).stream().map(
                    entry -> put(Written.block().put("validFrom", date(CalendarThings.validFrom(calendar, entry))),
                            entry.value()))
                    .toList()));
        }
        return mapping;
    }

    private static Written.Mapping put(Written.Mapping mapping, WeekPlan plan) {
        if (!plan.shifts().isEmpty()) {
            mapping.put("shifts", Written.list(plan.shifts().stream().map(CalendarText::shift).toList()));
        }
        if (!plan.plannedStops().isEmpty()) {
            mapping.put("plannedStops", Written.list(plan.plannedStops().stream()
                    .map(stop -> times(Written.flow().put("name", PlantText.label(stop.name())), stop.from(), stop.to())
                            .put("days", days(stop.days())))
                    .toList()));
        }
        return mapping;
    }

    private static Written shift(Calendar.Shift shift) {
        Written.Mapping mapping = times(
                Written.flow().put("id", shift.id()).put("name", PlantText.label(shift.name())), shift.from(),
                shift.to()).put("days", days(shift.days()));
        if (!shift.breaks().isEmpty()) {
            mapping.put("breaks", Written.list(shift.breaks().stream().map(CalendarText::pause).toList()));
        }
        return mapping;
    }

    private static Written pause(Calendar.Break pause) {
        Written.Mapping mapping = times(Written.flow().put("name", PlantText.label(pause.name())), pause.from(),
                pause.to());
        return pause.runsThrough() ? mapping.put("runsThrough", new Written.Value("true")) : mapping;
    }

    private static Written exception(DayException exception) {
        Written.Mapping mapping = Written.flow().put("from", date(exception.from()));
        if (!exception.to().equals(exception.from())) {
            mapping.put("to", date(exception.to()));
        }
        mapping.put("name", PlantText.label(exception.name()));
        return switch (exception.kind()) {
            case DayException.Kind.Closed _ -> mapping.put("kind", Words.of(CalendarReader.ExceptionKind.CLOSED));
            case DayException.Kind.WorksAs(DayOfWeek day) ->
                mapping.put("kind", Words.of(CalendarReader.ExceptionKind.WORKS_AS)).put("day", ModelTexts.of(day));
        };
    }

    private static Written.Mapping times(Written.Mapping mapping, LocalTime from, LocalTime to) {
        return mapping.put("from", from.toString()).put("to", to.toString());
    }

    private static Written days(Set<DayOfWeek> days) {
        return Written.list(days.stream().sorted().map(day -> Written.text(ModelTexts.of(day))).toList());
    }

    /** Dates need no quotes in YAML 1.2. */
    private static Written date(LocalDate date) {
        return new Written.Value(date.toString());
    }
}
