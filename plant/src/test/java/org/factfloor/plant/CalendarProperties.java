package org.factfloor.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.DayException.Kind;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.SlowCalendar.Answer;
import org.factfloor.plant.SlowCalendar.Dated;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Laws of time: nothing is lost, nothing counts twice, and every minute is what the plan says of it. */
class CalendarProperties {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int DAY = 24 * 60;

    /** Days on which clocks change; on Lord Howe by half an hour, in St. John's at 00:01. */
    private static final List<Place> PLACES = List.of(new Place("Europe/Berlin", "2026-03-28", "2026-10-24"),
            new Place("America/New_York", "2026-03-07", "2026-10-31"),
            new Place("America/Havana", "2026-03-07", "2026-10-31"),
            new Place("America/St_Johns", "2006-04-01", "2006-10-28"),
            new Place("Australia/Lord_Howe", "2026-04-04", "2026-10-03"),
            new Place("Asia/Shanghai", "2026-02-16", "2026-09-30"),
            new Place("Asia/Kolkata", "2026-05-04", "2026-12-31"));

    private record Place(String zone, String one, String other) {}

    private SplittableRandom random = new SplittableRandom();

    @RepeatedTest(150)
    void spansPartitionTimeAndSayOfEveryMinuteWhatThePlanSays(RepetitionInfo repetition) {
        long seed = SEED + repetition.getCurrentRepetition();
        random = new SplittableRandom(seed);
        Place place = one(PLACES);
        ZoneId zone = ZoneId.of(place.zone());
        LocalDate around = LocalDate.parse(random.nextBoolean() ? place.one() : place.other());
        LocalTime dayStart = time(one(List.of(0, 150, 360, 420, 22 * 60)));
        List<Dated> plans = plans(around);
        List<DayException> exceptions = exceptions(around);
        Calendar calendar = calendar(zone, dayStart, plans, exceptions);
        SlowCalendar slow = new SlowCalendar(zone, dayStart, plans, exceptions, around.minusDays(6),
                around.plusDays(7));
        long from = Micros.of(around.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant())
                + random.nextLong(2 * DAY * Micros.PER_MINUTE);
        long to = from + random.nextLong(1, 4 * DAY * Micros.PER_MINUTE);
        String what = "-Dseed=" + (seed - 1) + ", " + calendar;

        List<TimeSpan> spans = calendar.spans(from, to);

        assertPartition(spans, from, to, what);
        int index = 0;
        for (long at = from; at < to; at += Micros.PER_MINUTE - Math.floorMod(at, Micros.PER_MINUTE)) {
            while (spans.get(index).to() <= at) {
                index++;
            }
            TimeSpan span = spans.get(index);
            Answer answer = new Answer(span.timeClass(),
                    Optional.ofNullable(span.shift()).map(run -> run.shift().id()));
            if (!answer.equals(slow.at(Micros.toInstant(at)))) {
                assertThat(answer).as(Micros.toInstant(at) + ", " + what).isEqualTo(slow.at(Micros.toInstant(at)));
            }
        }
        for (TimeSpan span : spans) {
            assertThat(calendar.shiftAt(Micros.toInstant(span.from()))).as(what)
                    .isEqualTo(Optional.ofNullable(span.shift()));
        }
        assertSums(calendar, around, what);
    }

    private static void assertPartition(List<TimeSpan> spans, long from, long to, String what) {
        assertThat(spans.getFirst().from()).as(what).isEqualTo(from);
        assertThat(spans.getLast().to()).as(what).isEqualTo(to);
        for (int i = 1; i < spans.size(); i++) {
            TimeSpan before = spans.get(i - 1);
            TimeSpan span = spans.get(i);
            assertThat(span.from()).as(what).isEqualTo(before.to());
            assertThat(new TimeSpan(0, 1, span.timeClass(), span.shift(), span.name())).as(what)
                    .isNotEqualTo(new TimeSpan(0, 1, before.timeClass(), before.shift(), before.name()));
        }
    }

    /** A production day is its shifts and the rest; a shift is its hours. */
    private static void assertSums(Calendar calendar, LocalDate day, String what) {
        long from = Micros.of(calendar.startOf(day));
        long to = Micros.of(calendar.endOf(day));
        List<Calendar.ShiftRun> runs = calendar.shiftRuns(from, to);
        long shifts = runs.stream()
                .mapToLong(run -> Math.min(to, Micros.of(run.to())) - Math.max(from, Micros.of(run.from()))).sum();
        long rest = calendar.spans(from, to).stream().filter(span -> span.timeClass() == TimeClass.OFF_SHIFT)
                .mapToLong(TimeSpan::length).sum();
        assertThat(shifts + rest).as(what).isEqualTo(to - from);
        for (Calendar.ShiftRun run : runs) {
            long end = Micros.of(run.to());
            long hours = 0;
            for (long at = Micros.of(run.from()); at < end; at = calendar.nextHour(at)) {
                long next = calendar.nextHour(at);
                assertThat(calendar.hourStart(at)).as(what).isLessThanOrEqualTo(at);
                assertThat(calendar.hourStart(next - 1)).as(what).isEqualTo(calendar.hourStart(at));
                assertThat(calendar.hourStart(next)).as(what).isEqualTo(next);
                hours += Math.min(end, next) - at;
            }
            assertThat(hours).as(what).isEqualTo(run.length().toNanos() / 1_000);
        }
    }

    private static Calendar calendar(ZoneId zone, LocalTime dayStart, List<Dated> plans,
            List<DayException> exceptions) {
        Calendar days = new Calendar(zone, dayStart, List.of());
        Timeline<WeekPlan> timeline = Timeline.of(plans.getFirst().plan());
        for (Dated later : plans.subList(1, plans.size())) {
            timeline = timeline.then(Micros.of(days.startOf(later.validFrom())), later.plan());
        }
        return new Calendar(zone, dayStart, timeline, exceptions);
    }

    private List<Dated> plans(LocalDate around) {
        List<Dated> plans = new ArrayList<>(List.of(new Dated(LocalDate.MIN, plan("a"))));
        if (random.nextBoolean()) {
            plans.add(new Dated(around.plusDays(random.nextInt(-1, 1)), plan("b")));
        }
        if (random.nextBoolean()) {
            plans.add(new Dated(around.plusDays(random.nextInt(2, 4)), plan("c")));
        }
        return plans;
    }

    private List<DayException> exceptions(LocalDate around) {
        List<DayException> exceptions = new ArrayList<>();
        for (int day = -2; day < 4; day += 2) {
            if (random.nextInt(3) == 0) {
                LocalDate from = around.plusDays(day);
                Kind kind = random.nextBoolean() ? new Kind.Closed() : new Kind.WorksAs(one(DayOfWeek.values()));
                exceptions.add(new DayException(from, from.plusDays(random.nextInt(2)), Label.of("special"), kind));
            }
        }
        return exceptions;
    }

    private WeekPlan plan(String id) {
        List<Shift> shifts = new ArrayList<>();
        List<Integer> borders = borders();
        for (int i = 0; i < borders.size(); i++) {
            int from = borders.get(i);
            int length = length(borders, i);
            if (random.nextInt(5) > 0) {
                shifts.add(new Shift(id + i, Label.of(id + i), time(from), time(from + length), days(),
                        breaks(from, length)));
            }
        }
        List<PlannedStop> stops = new ArrayList<>();
        List<Integer> stopBorders = borders();
        for (int i = 0; i < stopBorders.size(); i++) {
            int from = stopBorders.get(i);
            if (random.nextInt(3) == 0) {
                stops.add(new PlannedStop(Label.of(id + " stop " + i), time(from),
                        time(from + length(stopBorders, i)), days()));
            }
        }
        return new WeekPlan(shifts, stops);
    }

    private List<Break> breaks(int shiftFrom, int shiftLength) {
        List<Break> breaks = new ArrayList<>();
        int at = random.nextInt(60);
        while (random.nextInt(4) > 0) {
            int length = random.nextInt(1, 90);
            if (at + length > shiftLength) {
                break;
            }
            breaks.add(new Break(Label.of("break " + at), time(shiftFrom + at), time(shiftFrom + at + length),
                    random.nextInt(3) == 0));
            at += length + random.nextInt(200);
        }
        return breaks;
    }

    /** Minutes of the day, many of them in the small hours, when clocks change. */
    private List<Integer> borders() {
        Set<Integer> minutes = new TreeSet<>();
        int count = random.nextInt(1, 5);
        while (minutes.size() < count) {
            minutes.add(random.nextBoolean() ? random.nextInt(DAY) : 15 * random.nextInt(16));
        }
        return List.copyOf(minutes);
    }

    /** Minutes from one border to the next, around midnight; a whole day if there is but one. */
    private static int length(List<Integer> borders, int index) {
        int next = borders.get((index + 1) % borders.size());
        return Math.floorMod(next - borders.get(index) - 1, DAY) + 1;
    }

    private Set<DayOfWeek> days() {
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        days.removeIf(_ -> random.nextInt(4) == 0);
        return days;
    }

    private static LocalTime time(int minute) {
        return LocalTime.ofSecondOfDay(minute % DAY * 60L);
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    private <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
