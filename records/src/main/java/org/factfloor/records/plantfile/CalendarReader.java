package org.factfloor.records.plantfile;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import java.util.TreeSet;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Label;

/** Reads a site's calendar and checks that its shifts fit into one week without overlapping. */
final class CalendarReader {

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Set<String> ZONES = new TreeSet<>(ZoneId.getAvailableZoneIds());
    private static final Label BREAK = new Label("Break", "休息");

    /** Minutes of the week a shift covers on one day: from the start's 0 to 10,079, for at most a day. */
    private record Span(Calendar.Shift shift, Place place, DayOfWeek day, int from, int length) {}

    private final Reading reading;

    CalendarReader(Reading reading) {
        this.reading = reading;
    }

    Calendar read(Place place) {
        Fields fields = Fields.of(reading, place, Shape.CALENDAR);
        fields.require("zone", "write an IANA zone such as Europe/Berlin");
        ZoneId zone = zone(fields);
        LocalTime dayStart = fields.time("dayStart").orElse(LocalTime.MIDNIGHT);
        List<Calendar.Shift> shifts = new ArrayList<>();
        List<Span> week = new ArrayList<>();
        Reading.Ids ids = reading.new Ids("shift");
        for (Place item : fields.items("shifts", 50)) {
            shift(item, ids, week).ifPresent(shifts::add);
        }
        reportOverlaps(week);
        return new Calendar(zone, dayStart, shifts);
    }

    private static ZoneId zone(Fields fields) {
        Optional<String> text = fields.text("zone", 60);
        if (text.isPresent() && !ZONES.contains(text.get())) {
            fields.problem("zone",
                    Scalars.shown(text.get()) + " is not an IANA time zone; write one such as Asia/Shanghai",
                    text.get(), ZONES);
            return ZoneOffset.UTC;
        }
        return text.map(ZoneId::of).orElse(ZoneOffset.UTC);
    }

    private Optional<Calendar.Shift> shift(Place place, Reading.Ids ids, Collection<Span> week) {
        Fields fields = Fields.of(reading, place, Shape.SHIFT);
        String id = fields.ownId(ids);
        Label name = fields.label("name").orElse(Label.of(id));
        fields.require("from", "write when the shift begins, e.g. \"06:00\"");
        fields.require("to", "write when the shift ends, e.g. \"14:00\"");
        Optional<LocalTime> from = fields.time("from");
        Optional<LocalTime> to = fields.time("to");
        Set<DayOfWeek> days = days(fields);
        List<Calendar.Break> breaks = from.isPresent() && to.isPresent()
                ? breaks(fields, minute(from.get()), length(from.get(), to.get()))
                : List.of();
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        Calendar.Shift shift = new Calendar.Shift(id, name, from.get(), to.get(), days, breaks);
        for (DayOfWeek day : days) {
            week.add(new Span(shift, place, day, (day.getValue() - 1) * DAY + minute(from.get()),
                    length(from.get(), to.get())));
        }
        return Optional.of(shift);
    }

    private Set<DayOfWeek> days(Fields fields) {
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
            fields.problem("days", "the shift begins on no day; list days or remove the key for all of them");
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
            breaks.add(new Calendar.Break(name, from.get(), to.get(), false));
        }
        return breaks;
    }

    private void reportOverlaps(List<Span> week) {
        week.sort(Comparator.comparingInt(Span::from));
        Set<Set<String>> reported = new HashSet<>();
        for (int i = 0; i < week.size(); i++) {
            Span span = week.get(i);
            // Spans last a day at most: only those that begin within the next day can overlap, also across the week's end.
            for (int step = 1; step < week.size(); step++) {
                Span next = week.get((i + step) % week.size());
                int distance = Math.floorMod(next.from() - span.from(), WEEK);
                if (distance >= span.length()) {
                    break;
                }
                if (!reported.add(Set.copyOf(List.of(span.shift().id(), next.shift().id())))) {
                    continue;
                }
                reading.problems.add(next.place().node(), next.place().path(),
                        "the shift " + next.shift().id() + " overlaps the shift " + span.shift().id() + " on "
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
