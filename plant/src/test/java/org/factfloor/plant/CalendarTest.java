package org.factfloor.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.factfloor.plant.Calendar.Shift;
import org.junit.jupiter.api.Test;

class CalendarTest {

    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    private static Calendar berlin(Shift... shifts) {
        return new Calendar(ZoneId.of("Europe/Berlin"), LocalTime.of(6, 0), List.of(shifts));
    }

    private static Shift shift(String id, int from, int to, Set<DayOfWeek> days) {
        return new Shift(id, Label.of(id), LocalTime.of(from, 0), LocalTime.of(to, 0), days, List.of());
    }

    @Test
    void hoursBeforeTheDayStartBelongToTheDayBefore() {
        Calendar calendar = berlin();

        // 05:59 and 06:00 local, winter time.
        assertThat(calendar.productionDay(Instant.parse("2026-01-15T04:59:59Z"))).isEqualTo(LocalDate.of(2026, 1, 14));
        assertThat(calendar.productionDay(Instant.parse("2026-01-15T05:00:00Z"))).isEqualTo(LocalDate.of(2026, 1, 15));
    }

    @Test
    void productionDaysAroundTheClockChangesLast23And25Hours() {
        Calendar calendar = berlin();

        assertThat(length(calendar, LocalDate.of(2026, 3, 28))).isEqualTo(Duration.ofHours(23));
        assertThat(length(calendar, LocalDate.of(2026, 10, 24))).isEqualTo(Duration.ofHours(25));
    }

    private static Duration length(Calendar calendar, LocalDate day) {
        return Duration.between(calendar.startOf(day), calendar.startOf(day.plusDays(1)));
    }

    @Test
    void nightShiftOfYesterdayRunsAfterMidnight() {
        Calendar calendar = berlin(shift("night", 22, 6, Set.of(DayOfWeek.THURSDAY)));

        // Friday 02:00 local is in Thursday's shift; Saturday 02:00 is in none.
        assertThat(calendar.shiftAt(Instant.parse("2026-01-16T01:00:00Z"))).hasValueSatisfying(run -> {
            assertThat(run.from()).isEqualTo(Instant.parse("2026-01-15T21:00:00Z"));
            assertThat(run.length()).isEqualTo(Duration.ofHours(8));
        });
        assertThat(calendar.shiftAt(Instant.parse("2026-01-17T01:00:00Z"))).isEmpty();
    }

    @Test
    void nightShiftOfTheClockChangeIsAnHourShorterOrLonger() {
        Calendar calendar = berlin(shift("night", 22, 6, EVERY_DAY));

        assertThat(calendar.shiftAt(Instant.parse("2026-03-28T23:00:00Z")))
                .hasValueSatisfying(run -> assertThat(run.length()).isEqualTo(Duration.ofHours(7)));
        assertThat(calendar.shiftAt(Instant.parse("2026-10-24T23:00:00Z")))
                .hasValueSatisfying(run -> assertThat(run.length()).isEqualTo(Duration.ofHours(9)));
    }

    @Test
    void everyInstantOfTwoShiftsOfTwelveHoursIsInExactlyOneOfThem() {
        Calendar calendar = berlin(shift("day", 8, 20, EVERY_DAY), shift("night", 20, 8, EVERY_DAY));

        Instant end = Instant.parse("2026-11-02T00:00:00Z");
        for (Instant at = Instant.parse("2026-10-20T00:00:00Z"); at
                .isBefore(end); at = at.plus(Duration.ofMinutes(7))) {
            Instant instant = at;
            assertThat(calendar.shiftAt(instant)).hasValueSatisfying(run -> {
                assertThat(instant).isAfterOrEqualTo(run.from()).isBefore(run.to());
                int hour = instant.atZone(calendar.zone()).getHour();
                assertThat(run.shift().id()).isEqualTo(hour >= 8 && hour < 20 ? "day" : "night");
            });
        }
    }
}
