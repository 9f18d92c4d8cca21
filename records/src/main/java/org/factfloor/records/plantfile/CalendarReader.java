package org.factfloor.records.plantfile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Timeline;

/** Reads a site's calendar: its first week plan, the days unlike their weekday, and later plans. */
final class CalendarReader {

    private static final Set<String> ZONES = new TreeSet<>(ZoneId.getAvailableZoneIds());
    private static final Label HOLIDAY = new Label("Holiday", "假日");
    private static final Label MAKE_UP_DAY = new Label("Make-up day", "调休上班");

    /** The words for {@link DayException.Kind}. */
    enum ExceptionKind {
        CLOSED, WORKS_AS
    }

    private record Placed(DayException exception, Place place) {}

    private final Reading reading;

    CalendarReader(Reading reading) {
        this.reading = reading;
    }

    Calendar read(Place place) {
        Fields fields = Fields.of(reading, place, Shape.CALENDAR);
        fields.require("zone", "write an IANA zone such as Europe/Berlin");
        ZoneId zone = zone(fields);
        LocalTime dayStart = fields.time("dayStart").orElse(LocalTime.MIDNIGHT);
        WeekPlanReader plans = new WeekPlanReader(reading);
        Timeline<WeekPlan> first = Timeline.of(plans.read(fields));
        List<DayException> exceptions = exceptions(fields);
        return new Calendar(zone, dayStart, changed(first, fields, new Calendar(zone, dayStart, List.of()), plans),
                exceptions);
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

    /** @param days knows when a production day begins */
    private Timeline<WeekPlan> changed(Timeline<WeekPlan> first, Fields fields, Calendar days, WeekPlanReader plans) {
        Timeline<WeekPlan> timeline = first;
        for (Place item : fields.items("changes", 100)) {
            Fields change = Fields.of(reading, item, Shape.PLAN_CHANGE);
            change.require("validFrom", "write the first day of the new plan, e.g. 2027-01-01");
            Optional<LocalDate> validFrom = change.date("validFrom");
            WeekPlan plan = plans.read(change);
            long from = validFrom.map(date -> Micros.of(days.startOf(date))).orElse(Long.MIN_VALUE);
            if (from > timeline.entries().getLast().from()) {
                timeline = timeline.then(from, plan);
            } else if (validFrom.isPresent()) {
                change.problem("validFrom", validFrom.get()
                        + " is not later than the change before; put changes in the order of their dates");
            }
        }
        return timeline;
    }

    private List<DayException> exceptions(Fields fields) {
        List<Placed> exceptions = new ArrayList<>();
        for (Place item : fields.items("exceptions", 1_000)) {
            exception(item).ifPresent(exception -> exceptions.add(new Placed(exception, item)));
        }
        List<Placed> byDate = new ArrayList<>(exceptions);
        byDate.sort(Comparator.comparing(placed -> placed.exception().from()));
        for (int i = 1; i < byDate.size(); i++) {
            Placed placed = byDate.get(i);
            byDate.subList(0, i).stream().map(Placed::exception)
                    .filter(before -> !placed.exception().from().isAfter(before.to())).findFirst()
                    .ifPresent(before -> reading.problems.add(placed.place().node(), placed.place().path(),
                            "the exception " + ModelTexts.of(placed.exception().from(), placed.exception().to())
                                    + " overlaps " + ModelTexts.of(before.name()) + " "
                                    + ModelTexts.of(before.from(), before.to())
                                    + "; let each day be in one of them"));
        }
        return exceptions.stream().map(Placed::exception).toList();
    }

    private Optional<DayException> exception(Place place) {
        Fields fields = Fields.of(reading, place, Shape.DAY_EXCEPTION);
        fields.require("from", "write the first day, e.g. 2026-10-01");
        fields.require("kind", "write closed for a holiday, worksAs for a day worked like another weekday");
        Optional<LocalDate> from = fields.date("from");
        Optional<LocalDate> to = fields.has("to") ? fields.date("to") : from;
        Optional<ExceptionKind> kind = fields.word("kind", ExceptionKind.class);
        Optional<DayOfWeek> day = day(fields, kind);
        Label name = fields.label("name")
                .orElse(kind.filter(ExceptionKind.WORKS_AS::equals).isPresent() ? MAKE_UP_DAY : HOLIDAY);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().isBefore(from.get())) {
            fields.problem("to", "the last day " + to.get() + " is before the first, " + from.get()
                    + "; swap them or remove to for one day");
            return Optional.empty();
        }
        return Optional.of(new DayException(from.get(), to.get(), name,
                day.<DayException.Kind>map(DayException.Kind.WorksAs::new).orElse(new DayException.Kind.Closed())));
    }

    private static Optional<DayOfWeek> day(Fields fields, Optional<ExceptionKind> kind) {
        if (kind.equals(Optional.of(ExceptionKind.WORKS_AS))) {
            fields.require("day", "write the weekday it is worked like, e.g. mon");
        } else if (kind.isPresent() && fields.has("day")) {
            fields.problem("day", "a closed day is worked like no other; remove day or write kind: worksAs");
        }
        Optional<String> word = fields.text("day", 60);
        int index = word.map(WeekPlanReader.DAYS::indexOf).orElse(-1);
        if (word.isPresent() && index < 0) {
            fields.problem("day", Scalars.shown(word.get()) + " is not one of "
                    + String.join(", ", WeekPlanReader.DAYS), word.get(), WeekPlanReader.DAYS);
        }
        return index < 0 ? Optional.empty() : Optional.of(DayOfWeek.of(index + 1));
    }
}
