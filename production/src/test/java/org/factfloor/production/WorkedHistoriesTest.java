package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.measure.Measures;
import org.factfloor.production.measure.Result.Value;
import org.factfloor.production.measure.Split;
import org.junit.jupiter.api.Test;

/** The examples of {@code WorkedExamplesTest}, from samples to ratios: histories that come to their minutes and pieces. */
class WorkedHistoriesTest {

    private static Calendar calendar(String zone, String from, String to, Break... breaks) {
        Shift shift = new Shift("s", Label.of("Shift"), LocalTime.parse(from), LocalTime.parse(to),
                EnumSet.allOf(DayOfWeek.class), List.of(breaks));
        return new Calendar(ZoneId.of(zone), LocalTime.of(6, 0), List.of(shift));
    }

    private static Break pause(String from, String to) {
        return new Break(Label.of("Break"), LocalTime.parse(from), LocalTime.parse(to), false);
    }

    private static Shop machine(double cycleSeconds) {
        return new Shop().counting(OneCount.PART).standard("p", cycleSeconds).makes("06:00", "p")
                .count("06:00", 0);
    }

    private static Entry.RejectClaim scrap(long pieces) {
        return new Entry.RejectClaim(Entry.Fate.SCRAP, 1_000 * pieces, Optional.empty());
    }

    private static void assertRatios(Told told, Split split, double availability, double performance, double quality,
            double oee) {
        assertThat(ratio(told, "availability", split)).isCloseTo(availability, within(5e-7));
        assertThat(ratio(told, "performance", split)).isCloseTo(performance, within(5e-7));
        assertThat(ratio(told, "quality", split)).isCloseTo(quality, within(5e-7));
        assertThat(ratio(told, "oee", split)).isCloseTo(oee, within(5e-7));
    }

    private static double ratio(Told told, String measure, Split split) {
        Quantities sums = told.cells().stream().map(Cell::quantities).reduce(Quantities.NONE, Quantities::plus);
        return ((Value) Measures.of(measure).orElseThrow().value(sums, split)).value();
    }

    @Test
    void calculatorOfWayCalculator() {
        Told told = machine(60).calendar(calendar("UTC", "06:00", "14:00")).state("06:00", State.RUNNING)
                .counts("06:01", "13:00", 63, 1)
                .state("13:00", State.STOPPED).said("09:00", scrap(20)).until("14:00");
        assertThat(told.minutes(Quantity.PLANNED_TIME)).isEqualTo(480);
        assertThat(told.minutes(Quantity.RUN_TIME)).isEqualTo(420);
        assertThat(told.sum(Quantity.MADE)).isEqualTo(400_000);
        for (Split split : Split.values()) {
            assertRatios(told, split, 0.875, 0.952381, 0.95, 0.791667);
        }
    }

    @Test
    void exampleOfVorne() {
        Calendar breaks = calendar("UTC", "06:00", "14:00", pause("08:00", "08:15"), pause("10:00", "10:30"),
                pause("12:00", "12:15"));
        Told told = machine(1).calendar(breaks).state("06:00", State.RUNNING).counts("06:00:01", "13:13", 1.35, 1)
                .count("13:12:59.9", 19_271).state("13:13", State.STOPPED).said("09:00", scrap(423)).until("14:00");
        assertThat(told.minutes(Quantity.SHIFT_TIME)).isEqualTo(480);
        assertThat(told.minutes(Quantity.PLANNED_TIME)).isEqualTo(420);
        assertThat(told.minutes(Quantity.STOP_TIME)).isEqualTo(47);
        assertThat(told.sum(Quantity.MADE)).isEqualTo(19_271_000);
        // What was made in breaks counts as well, so it came in 433 minutes.
        assertRatios(told, Split.ISO_22400, 0.888095, 0.861081, 0.978050, 0.747937);
    }

    @Test
    void changeoverIsLostAvailability() {
        Told told = machine(30).calendar(calendar("UTC", "06:00", "13:30")).state("06:00", State.CHANGEOVER)
                .state("06:30", State.RUNNING).counts("06:30:01", "12:50", 32.57, 1)
                .state("12:50", State.STOPPED).said("14:00", scrap(20)).until("30:00");
        assertThat(told.minutes(Quantity.CALENDAR_TIME)).isEqualTo(1_440);
        assertThat(told.minutes(Quantity.SETUP_TIME)).isEqualTo(30);
        assertThat(told.minutes(Quantity.STOP_TIME)).isEqualTo(40);
        assertThat(told.minutes(Quantity.RUN_TIME)).isEqualTo(380);
        assertThat(told.sum(Quantity.SCRAP)).as("found after the shift, still counted").isEqualTo(20_000);
        assertRatios(told, Split.ISO_22400, 0.844444, 0.921053, 0.971429, 0.755556);
        assertThat(ratio(told, "useOf24h", Split.ISO_22400)).isCloseTo(0.236111, within(5e-7));
    }

    @Test
    void shortStopsAreSpeedForNakajimaAndTimeForIso() {
        Shop shop = machine(60).calendar(calendar("UTC", "06:00", "14:00")).state("06:00", State.RUNNING)
                .counts("06:00:30", "13:39", 69, 1).count("13:39:59", 400);
        for (int stop = 0; stop < 10; stop++) {
            shop.state("07:%02d".formatted(5 * stop), State.STOPPED).state("07:%02d".formatted(5 * stop + 1),
                    State.RUNNING);
        }
        Told told = shop.state("13:40", State.STOPPED).until("14:00");
        assertThat(told.minutes(Quantity.SHORT_STOP_TIME)).isEqualTo(10);
        assertThat(told.minutes(Quantity.STOP_TIME)).isEqualTo(20);
        assertThat(told.minutes(Quantity.RUN_TIME)).isEqualTo(450);
        assertRatios(told, Split.ISO_22400, 0.9375, 0.888889, 1, 0.833333);
        assertRatios(told, Split.NAKAJIMA, 0.958333, 0.869565, 1, 0.833333);
    }

    /** Berlin, 2026-10-24 22:00 to 2026-10-25 06:00: clocks go back at 03:00; the break at 02:30 is in the first of both. */
    @Test
    void theNightTheClocksGoBackHasNineHours() {
        long start = Instant.parse("2026-10-24T20:00:00Z").toEpochMilli() * 1_000;
        long end = Instant.parse("2026-10-25T05:00:00Z").toEpochMilli() * 1_000;
        Plan plan = new Plan(calendar("Europe/Berlin", "22:00", "06:00", pause("02:30", "02:45")), List.of(),
                List.of());
        Told told = new Told();
        new WorkUnitKernel(new Shop().manual().sheet(), plan, start).finish(end, told);

        assertThat(told.minutes(Quantity.SHIFT_TIME)).isEqualTo(540);
        assertThat(told.minutes(Quantity.PLANNED_TIME)).isEqualTo(525);
        assertThat(told.cells()).extracting(cell -> (cell.from() - start) / Micros.PER_MINUTE).containsExactly(0L, 60L,
                120L, 180L, 240L, 270L, 285L, 300L, 360L, 420L, 480L);
        assertThat(told.cells()).extracting(Cell::shift).containsOnly(Optional.of(new Cell.ShiftRef("s", start)));
    }
}
