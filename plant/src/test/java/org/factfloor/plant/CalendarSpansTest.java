package org.factfloor.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.DayException.Kind;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Calendar.WeekPlan;
import org.junit.jupiter.api.Test;

/** What a stretch of time consists of. */
class CalendarSpansTest {

    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static LocalTime time(String text) {
        return LocalTime.parse(text);
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    private static Shift shift(String id, String from, String to, Set<DayOfWeek> days, Break... breaks) {
        return new Shift(id, Label.of(id), time(from), time(to), days, List.of(breaks));
    }

    private static Break pause(String from, String to) {
        return new Break(Label.of("break"), time(from), time(to), false);
    }

    private static Calendar calendar(ZoneId zone, WeekPlan plan, DayException... exceptions) {
        return new Calendar(zone, time("06:00"), Timeline.of(plan), List.of(exceptions));
    }

    private static Calendar calendar(ZoneId zone, Shift... shifts) {
        return calendar(zone, new WeekPlan(List.of(shifts), List.of()));
    }

    private static long minutes(Calendar calendar, String productionDay, TimeClass timeClass) {
        LocalDate day = date(productionDay);
        return calendar.spans(Micros.of(calendar.startOf(day)), Micros.of(calendar.endOf(day))).stream()
                .filter(span -> span.timeClass() == timeClass).mapToLong(TimeSpan::length).sum() / Micros.PER_MINUTE;
    }

    /** {@code 10:00-10:15 BREAK break day}, in local time. */
    private static List<String> shown(Calendar calendar, String from, String to) {
        return calendar.spans(micros(calendar, from), micros(calendar, to)).stream().map(span -> {
            Label name = span.name();
            Calendar.ShiftRun run = span.shift();
            return local(calendar, span.from()) + "-" + local(calendar, span.to()) + " " + span.timeClass()
                    + (name == null ? "" : " " + name.en()) + (run == null ? "" : " " + run.shift().id());
        }).toList();
    }

    private static LocalTime local(Calendar calendar, long micros) {
        return Micros.toInstant(micros).atZone(calendar.zone()).toLocalTime();
    }

    private static long micros(Calendar calendar, String local) {
        return Micros.of(LocalDateTime.parse(local).atZone(calendar.zone()).toInstant());
    }

    @Test
    void breakAndPlannedStopAreCutOutOfTheShiftThatRuns() {
        Calendar calendar = calendar(SHANGHAI, new WeekPlan(
                List.of(shift("early", "06:00", "14:00", WEEKDAYS, pause("10:00", "10:15"))),
                List.of(new PlannedStop(Label.of("cleaning"), time("13:00"), time("15:00"),
                        Set.of(DayOfWeek.FRIDAY)))));

        // 2026-10-16 is a Friday; after the shift the cleaning is nobody's planned time.
        assertThat(shown(calendar, "2026-10-16T05:00", "2026-10-16T16:00")).containsExactly(
                "05:00-06:00 OFF_SHIFT", "06:00-10:00 PLANNED early", "10:00-10:15 BREAK break early",
                "10:15-13:00 PLANNED early", "13:00-14:00 PLANNED_STOP cleaning early", "14:00-16:00 OFF_SHIFT");
        assertThat(minutes(calendar, "2026-10-15", TimeClass.PLANNED_STOP)).isZero();
    }

    @Test
    void breakThatMachinesRunThroughStaysPlannedTime() {
        Calendar calendar = calendar(SHANGHAI, shift("early", "06:00", "14:00", EVERY_DAY,
                new Break(Label.of("lunch"), time("11:00"), time("11:30"), true)));

        assertThat(shown(calendar, "2026-10-16T06:00", "2026-10-16T14:00"))
                .containsExactly("06:00-14:00 PLANNED early");
    }

    @Test
    void plannedStopWinsOverABreakItCovers() {
        Calendar calendar = calendar(SHANGHAI, new WeekPlan(
                List.of(shift("early", "06:00", "14:00", EVERY_DAY, pause("10:00", "11:00"))),
                List.of(new PlannedStop(Label.of("audit"), time("10:30"), time("12:00"), EVERY_DAY))));

        assertThat(shown(calendar, "2026-10-16T10:00", "2026-10-16T14:00")).containsExactly(
                "10:00-10:30 BREAK break early", "10:30-12:00 PLANNED_STOP audit early", "12:00-14:00 PLANNED early");
    }

    @Test
    void breakAfterMidnightLiesInTheShiftThatBeganTheDayBefore() {
        Calendar calendar = calendar(SHANGHAI,
                shift("night", "22:00", "06:00", Set.of(DayOfWeek.FRIDAY), pause("02:00", "02:30")));

        assertThat(shown(calendar, "2026-10-17T01:00", "2026-10-17T07:00")).containsExactly("01:00-02:00 PLANNED night",
                "02:00-02:30 BREAK break night", "02:30-06:00 PLANNED night", "06:00-07:00 OFF_SHIFT");
    }

    @Test
    void breakInTheHourThatIsShownTwiceIsInTheFirstOfThem() {
        Calendar calendar = calendar(BERLIN, shift("night", "22:00", "06:00", EVERY_DAY, pause("02:30", "02:45")));
        List<TimeSpan> spans = calendar.spans(Micros.of(Instant.parse("2026-10-24T20:00:00Z")),
                Micros.of(Instant.parse("2026-10-25T05:00:00Z")));

        assertThat(spans).extracting(TimeSpan::timeClass).containsExactly(TimeClass.PLANNED, TimeClass.BREAK,
                TimeClass.PLANNED);
        assertThat(Micros.toInstant(spans.get(1).from())).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        // A shift of 540 min less the break of 15.
        assertThat(minutes(calendar, "2026-10-24", TimeClass.PLANNED)).isEqualTo(525);
    }

    @Test
    void breakInTheHourThatIsSkippedDoesNotTakePlace() {
        Calendar calendar = calendar(BERLIN, shift("night", "22:00", "06:00", EVERY_DAY, pause("02:15", "02:45")));

        assertThat(minutes(calendar, "2026-03-28", TimeClass.PLANNED)).isEqualTo(7 * 60);
        assertThat(minutes(calendar, "2026-03-28", TimeClass.BREAK)).isZero();
    }

    @Test
    void whatBeginsInTheHourThatIsSkippedBeginsWhenTheClocksSkipIt() {
        Calendar calendar = new Calendar(BERLIN, time("02:30"), List.of(shift("early", "02:30", "10:00", EVERY_DAY)));

        // The clocks go from 02:00 to 03:00, which is 01:00 UTC.
        Instant skip = Instant.parse("2026-03-29T01:00:00Z");
        assertThat(calendar.startOf(date("2026-03-29"))).isEqualTo(skip);
        assertThat(calendar.productionDay(skip)).isEqualTo(date("2026-03-29"));
        assertThat(calendar.productionDay(skip.minusMillis(1))).isEqualTo(date("2026-03-28"));
        assertThat(calendar.shiftAt(skip)).hasValueSatisfying(run -> {
            assertThat(run.from()).isEqualTo(skip);
            assertThat(run.length()).isEqualTo(Duration.ofHours(7));
        });
    }

    @Test
    void nothingBeginsOnAHolidayButTheNightShiftBeforeItEndsAsPlanned() {
        DayException holiday = new DayException(date("2026-10-01"), date("2026-10-03"),
                new Label("National Day", "国庆节"),
                new Kind.Closed());
        Calendar calendar = calendar(SHANGHAI, new WeekPlan(
                List.of(shift("day", "08:00", "20:00", EVERY_DAY), shift("night", "20:00", "08:00", EVERY_DAY)),
                List.of()), holiday);

        assertThat(shown(calendar, "2026-09-30T20:00", "2026-10-04T09:00")).containsExactly(
                "20:00-08:00 PLANNED night", "08:00-08:00 OFF_SHIFT", "08:00-09:00 PLANNED day");
        assertThat(calendar.exceptionOn(date("2026-10-03"))).hasValue(holiday);
        assertThat(calendar.exceptionOn(date("2026-10-04"))).isEmpty();
    }

    @Test
    void sundayWorkedLikeAMondayHasTheShiftsAndStopsOfAMonday() {
        Calendar calendar = calendar(SHANGHAI, new WeekPlan(
                List.of(shift("day", "08:00", "17:00", WEEKDAYS),
                        // Begins on the calendar's next day and belongs to the production day before.
                        shift("late", "00:00", "06:00", Set.of(DayOfWeek.TUESDAY))),
                List.of(new PlannedStop(Label.of("meeting"), time("08:00"), time("08:30"),
                        Set.of(DayOfWeek.MONDAY)))),
                new DayException(date("2026-10-10"), date("2026-10-10"), Label.of("make-up day"),
                        new Kind.WorksAs(DayOfWeek.MONDAY)));

        assertThat(shown(calendar, "2026-10-10T06:00", "2026-10-11T06:00")).containsExactly(
                "06:00-08:00 OFF_SHIFT", "08:00-08:30 PLANNED_STOP meeting day", "08:30-17:00 PLANNED day",
                "17:00-00:00 OFF_SHIFT", "00:00-06:00 PLANNED late");
        assertThat(minutes(calendar, "2026-10-11", TimeClass.PLANNED)).isZero();
    }

    @Test
    void newPlanHoldsForShiftsThatBeginOnItsFirstProductionDayAndEndsAShiftThatWouldRunIntoThem() {
        Calendar plain = calendar(BERLIN);
        WeekPlan eight = new WeekPlan(List.of(shift("night", "22:00", "08:00", EVERY_DAY)), List.of());
        WeekPlan six = new WeekPlan(List.of(shift("day", "06:00", "18:00", EVERY_DAY)), List.of());
        Calendar calendar = new Calendar(BERLIN, time("06:00"),
                Timeline.of(eight).then(Micros.of(plain.startOf(date("2027-01-01"))), six), List.of());

        assertThat(shown(calendar, "2026-12-31T12:00", "2027-01-01T20:00")).containsExactly("12:00-22:00 OFF_SHIFT",
                "22:00-06:00 PLANNED night", "06:00-18:00 PLANNED day", "18:00-20:00 OFF_SHIFT");
        assertThat(calendar.planOn(date("2026-12-31"))).isEqualTo(eight);
        assertThat(calendar.planOn(date("2027-01-01"))).isEqualTo(six);
    }

    @Test
    void shiftBelongsToTheProductionDayItBeginsOn() {
        Calendar calendar = calendar(BERLIN, shift("small-hours", "01:00", "05:00", Set.of(DayOfWeek.SATURDAY)));

        // Saturday 01:00 is still Friday's production day.
        assertThat(calendar.shiftRuns(micros(calendar, "2026-01-16T06:00"), micros(calendar, "2026-01-17T06:00")))
                .singleElement().satisfies(run -> {
                    assertThat(run.productionDay()).isEqualTo(date("2026-01-16"));
                    assertThat(run.from()).isEqualTo(Instant.parse("2026-01-17T00:00:00Z"));
                });
    }

    @Test
    void emptyRangeHasNoSpans() {
        assertThat(calendar(SHANGHAI).spans(5, 5)).isEmpty();
    }

    @Test
    void hoursAreThoseOfTheWallClock() {
        // 09:40 UTC is 15:10 in India, whose clocks are 5 h 30 min ahead.
        Calendar india = calendar(ZoneId.of("Asia/Kolkata"));
        long at = Micros.of(Instant.parse("2026-05-04T09:40:00Z"));

        assertThat(Micros.toInstant(india.hourStart(at))).isEqualTo(Instant.parse("2026-05-04T09:30:00Z"));
        assertThat(Micros.toInstant(india.nextHour(at))).isEqualTo(Instant.parse("2026-05-04T10:30:00Z"));
        assertThat(india.hourStart(india.nextHour(at))).isEqualTo(india.nextHour(at));
    }

    @Test
    void daysOfAClockChangeHave23And25Hours() {
        assertThat(hours(BERLIN, "2026-03-28")).isEqualTo(23);
        assertThat(hours(BERLIN, "2026-10-24")).isEqualTo(25);
        assertThat(hours(ZoneId.of("America/New_York"), "2026-03-07")).isEqualTo(23);
        assertThat(hours(ZoneId.of("America/New_York"), "2026-10-31")).isEqualTo(25);
        assertThat(hours(SHANGHAI, "2026-10-24")).isEqualTo(24);
        // Clocks change by half an hour: the half hours are hours of their own.
        assertThat(hours(ZoneId.of("Australia/Lord_Howe"), "2026-04-04")).isEqualTo(25);
        assertThat(hours(ZoneId.of("Australia/Lord_Howe"), "2026-10-03")).isEqualTo(24);
    }

    private static int hours(ZoneId zone, String productionDay) {
        Calendar calendar = calendar(zone);
        int hours = 0;
        long end = Micros.of(calendar.endOf(date(productionDay)));
        for (long at = Micros.of(calendar.startOf(date(productionDay))); at < end; at = calendar.nextHour(at)) {
            hours++;
        }
        return hours;
    }
}
