package org.factfloor.records.plantfile;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Label;

/** Reads shifts and planned stops of one week and checks that neither overlap among themselves. */
final class WeekPlanReader {

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Label BREAK = new Label("Break", "休息");
    private static final Label PLANNED_STOP = new Label("Planned stop", "计划停机");

    /**
     * Minutes of the week that something covers on one day: from the start's 0 to 10,079, for at most a day.
     *
     * @param what such as {@code the shift early}
     */
    private record Span(String what, Place place, DayOfWeek day, int from, int length) {}

    private final Reading reading;

    WeekPlanReader(Reading reading) {
        this.reading = reading;
    }

    /** @param fields of the mapping that holds {@code shifts} and {@code plannedStops} */
    Calendar.WeekPlan read(Fields fields) {
        List<Calendar.Shift> shifts = new ArrayList<>();
        List<Span> week = new ArrayList<>();
        Reading.Ids ids = reading.new Ids("shift");
        for (Place item : fields.items("shifts", 50)) {
            shift(item, ids, week).ifPresent(shifts::add);
        }
        reportOverlaps(week);
        List<Calendar.PlannedStop> stops = new ArrayList<>();
        List<Span> stopWeek = new ArrayList<>();
        for (Place item : fields.items("plannedStops", 50)) {
            plannedStop(item, stopWeek).ifPresent(stops::add);
        }
        reportOverlaps(stopWeek);
        return new Calendar.WeekPlan(shifts, stops);
    }

    private Optional<Calendar.Shift> shift(Place place, Reading.Ids ids, Collection<Span> week) {
        Fields fields = Fields.of(reading, place, Shape.SHIFT);
        String id = fields.ownId(ids);
        Label name = fields.label("name").orElse(Label.of(id));
        fields.require("from", "write when the shift begins, e.g. \"06:00\"");
        fields.require("to", "write when the shift ends, e.g. \"14:00\"");
        Optional<LocalTime> from = fields.time("from");
        Optional<LocalTime> to = fields.time("to");
        Set<DayOfWeek> days = days(fields, "the shift");
        List<Calendar.Break> breaks = from.isPresent() && to.isPresent()
                ? breaks(fields, minute(from.get()), length(from.get(), to.get()))
                : List.of();
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        addSpans("the shift " + id, place, from.get(), to.get(), days, week);
        return Optional.of(new Calendar.Shift(id, name, from.get(), to.get(), days, breaks));
    }

    private Optional<Calendar.PlannedStop> plannedStop(Place place, Collection<Span> week) {
        Fields fields = Fields.of(reading, place, Shape.PLANNED_STOP);
        Label name = fields.label("name").orElse(PLANNED_STOP);
        fields.require("from", "write when the planned stop begins, e.g. \"14:00\"");
        fields.require("to", "write when the planned stop ends, e.g. \"15:00\"");
        Optional<LocalTime> from = fields.time("from");
        Optional<LocalTime> to = fields.time("to");
        Set<DayOfWeek> days = days(fields, "the planned stop");
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        addSpans("the planned stop " + from.get() + " to " + to.get(), place, from.get(), to.get(), days, week);
        return Optional.of(new Calendar.PlannedStop(name, from.get(), to.get(), days));
    }

    private static void addSpans(String what, Place place, LocalTime from, LocalTime to, Set<DayOfWeek> days,
            Collection<Span> week) {
        for (DayOfWeek day : days) {
            week.add(new Span(what, place, day, (day.getValue() - 1) * DAY + minute(from), length(from, to)));
        }
    }

    private Set<DayOfWeek> days(Fields fields, String what) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<Place> items = fields.items("days", 7);
        for (Place item : items) {
            Optional<String> word = Fields.text(reading, item, 60);
            int day = word.map(DAYS::indexOf).orElse(0);
            if (day < 0) {
                reading.problems.add(item.node(), item.path(),
                        Scalars.shown(word.orElseThrow()) + " is not one of " + String.join(", ", DAYS),
                        word.orElseThrow(), DAYS);
            } else if (word.isPresent() && !days.add(DayOfWeek.of(day + 1))) {
                reading.problems.add(item.node(), item.path(), word.get() + " is listed twice; remove one");
            }
        }
        if (!fields.has("days")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        if (items.isEmpty()) {
            fields.problem("days", what + " begins on no day; list days or remove the key for all of them");
        }
        return days;
    }

    private List<Calendar.Break> breaks(Fields shift, int shiftFrom, int shiftLength) {
        List<Calendar.Break> breaks = new ArrayList<>();
        List<int[]> taken = new ArrayList<>();
        for (Place item : shift.items("breaks", 20)) {
            Fields fields = Fields.of(reading, item, Shape.BREAK);
            fields.require("from", "write when the break begins");
            fields.require("to", "write when the break ends");
            Label name = fields.label("name").orElse(BREAK);
            Optional<LocalTime> from = fields.time("from");
            Optional<LocalTime> to = fields.time("to");
            boolean runsThrough = fields.flag("runsThrough");
            if (from.isEmpty() || to.isEmpty()) {
                continue;
            }
            int start = Math.floorMod(minute(from.get()) - shiftFrom, DAY);
            int end = start + length(from.get(), to.get());
            if (from.get().equals(to.get())) {
                reading.problems.add(item.node(), item.path(), "the break ends when it begins; give it a length");
            } else if (end > shiftLength) {
                reading.problems.add(item.node(), item.path(), "the break " + from.get() + " to " + to.get()
                        + " is not inside its shift; move it or the shift");
            } else if (taken.stream().anyMatch(other -> start < other[1] && other[0] < end)) {
                reading.problems.add(item.node(), item.path(), "the break " + from.get() + " to " + to.get()
                        + " overlaps another break of the shift; move one of them");
            }
            taken.add(new int[]{start, end});
            breaks.add(new Calendar.Break(name, from.get(), to.get(), runsThrough));
        }
        return breaks;
    }

    private void reportOverlaps(List<Span> week) {
        week.sort(Comparator.comparingInt(Span::from));
        Set<Set<Place>> reported = new HashSet<>();
        for (int i = 0; i < week.size(); i++) {
            Span span = week.get(i);
            // Spans last a day at most: only those that begin within the next day can overlap, also across the week's end.
            for (int step = 1; step < week.size(); step++) {
                Span next = week.get((i + step) % week.size());
                int distance = Math.floorMod(next.from() - span.from(), WEEK);
                if (distance >= span.length()) {
                    break;
                }
                if (!reported.add(Set.of(span.place(), next.place()))) {
                    continue;
                }
                reading.problems.add(next.place().node(), next.place().path(),
                        next.what() + " overlaps " + span.what() + " on "
                                + next.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                                + "; change times or days of one of them");
            }
        }
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    /** Minutes from one time of day to the next other one; a whole day for equal times. */
    private static int length(LocalTime from, LocalTime to) {
        return Math.floorMod(minute(to) - minute(from) - 1, DAY) + 1;
    }
}
