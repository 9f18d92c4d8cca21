package org.factfloor.web.api;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.DayException.Kind;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Timeline;
import org.jspecify.annotations.Nullable;

/** A calendar as the API tells it: with the keys and words it has in a plant file, nothing left out. */
record CalendarView(String zone, String dayStart, List<ShiftView> shifts, List<StopView> plannedStops,
        List<ExceptionView> exceptions, List<ChangeView> changes) {

    /** A shift in local time. */
    record ShiftView(String id, Label name, String from, String to, List<String> days, List<BreakView> breaks) {
        static ShiftView of(Calendar.Shift shift) {
            return new ShiftView(shift.id(), shift.name(), text(shift.from()), text(shift.to()), words(shift.days()),
                    shift.breaks().stream().map(pause -> new BreakView(pause.name(), text(pause.from()),
                            text(pause.to()), pause.runsThrough())).toList());
        }
    }

    /** A break in local time. */
    record BreakView(Label name, String from, String to, boolean runsThrough) {}

    /** A planned stop in local time. */
    record StopView(Label name, String from, String to, List<String> days) {
        static StopView of(Calendar.PlannedStop stop) {
            return new StopView(stop.name(), text(stop.from()), text(stop.to()), words(stop.days()));
        }
    }

    /**
     * Days unlike their weekday.
     *
     * @param to the last day
     * @param day the weekday they are worked like, for {@code worksAs}
     */
    record ExceptionView(String from, String to, Label name, String kind, @Nullable String day) {
        static ExceptionView of(Calendar.DayException exception) {
            String from = exception.from().toString();
            String to = exception.to().toString();
            return switch (exception.kind()) {
                case Kind.Closed _ -> new ExceptionView(from, to, exception.name(), "closed", null);
                case Kind.WorksAs(DayOfWeek day) ->
                    new ExceptionView(from, to, exception.name(), "worksAs", word(day));
            };
        }
    }

    /** A later week plan. */
    record ChangeView(String validFrom, List<ShiftView> shifts, List<StopView> plannedStops) {}

    static CalendarView of(Calendar calendar) {
        List<Timeline.Entry<WeekPlan>> plans = calendar.plans().entries();
        return new CalendarView(calendar.zone().getId(), text(calendar.dayStart()), shifts(plans.getFirst().value()),
                stops(plans.getFirst().value()), calendar.exceptions().stream().map(ExceptionView::of).toList(),
                plans.stream().skip(1)
                        .map(entry -> new ChangeView(
                                calendar.productionDay(Micros.toInstant(entry.from())).toString(),
                                shifts(entry.value()), stops(entry.value())))
                        .toList());
    }

    private static List<ShiftView> shifts(WeekPlan plan) {
        return plan.shifts().stream().map(ShiftView::of).toList();
    }

    private static List<StopView> stops(WeekPlan plan) {
        return plan.plannedStops().stream().map(StopView::of).toList();
    }

    private static String text(LocalTime time) {
        return time.toString();
    }

    private static List<String> words(Set<DayOfWeek> days) {
        return days.stream().sorted().map(CalendarView::word).toList();
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
