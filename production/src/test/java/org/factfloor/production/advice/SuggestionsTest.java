package org.factfloor.production.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.advice.Suggestions.SlowCycle;
import org.junit.jupiter.api.Test;

/** "Planned 42.2 s looks too slow, best steady 37.1 s: accept or keep?" */
class SuggestionsTest {

    private static final PlannedCycle PLANNED = new PlannedCycle(42_200_000, 1_000, 0, false);

    private final List<Cell> cells = new ArrayList<>();

    /** An hour of a shift at a cycle in seconds. */
    private SuggestionsTest hour(int shift, double cycleSeconds, double runMinutes) {
        return hour(shift, cycleSeconds, runMinutes, 0);
    }

    private SuggestionsTest hour(int shift, double cycleSeconds, double runMinutes, long estimated) {
        long[] values = new long[Quantity.values().length];
        long run = Math.round(runMinutes * Micros.PER_MINUTE);
        long made = Math.round(1_000 * run / (cycleSeconds * Micros.PER_SECOND));
        values[Quantity.RUN_TIME.ordinal()] = run;
        values[Quantity.MADE.ordinal()] = made;
        values[Quantity.ESTIMATED.ordinal()] = estimated;
        values[Quantity.EARNED.ordinal()] = made * PLANNED.cycle() / 1_000;
        long from = cells.size() * Micros.PER_HOUR;
        cells.add(new Cell(from, from + Micros.PER_HOUR, TimeClass.PLANNED,
                Optional.of(new ShiftRef("early", 8 * shift * Micros.PER_HOUR)), Optional.of("housing"),
                Optional.empty(),
                Optional.of(PLANNED), Quantities.of(values), 0));
        return this;
    }

    private Optional<SlowCycle> suggestion() {
        List<SlowCycle> found = Suggestions.slowCycles(cells);
        assertThat(found.size()).isLessThanOrEqualTo(1);
        return found.stream().findFirst();
    }

    @Test
    void proposesTheBestSteadyCycle() {
        for (int shift = 0; shift < 3; shift++) {
            // Hours with stops and hours with estimated pieces are not steady, however fast they look.
            hour(shift, 38, 58).hour(shift, 37.1, 60).hour(shift, 39, 60).hour(shift, 40, 60).hour(shift, 20, 30)
                    .hour(shift, 20, 60, 1_000);
        }
        assertThat(suggestion()).hasValueSatisfying(slow -> {
            assertThat(slow.product()).isEqualTo("housing");
            assertThat(slow.planned()).isEqualTo(PLANNED);
            assertThat(slow.bestSteady()).isBetween(37_099_000L, 37_101_000L);
            assertThat(slow.steadyHours()).isEqualTo(12);
        });
    }

    @Test
    void twoFastShiftsMayBeLuck() {
        for (int shift = 1; shift < 3; shift++) {
            hour(shift, 37, 60).hour(shift, 37, 60).hour(shift, 37, 60);
        }
        assertThat(suggestion()).isEmpty();
    }

    @Test
    void theLastShiftsCount() {
        for (int shift = 0; shift < 4; shift++) {
            double cycle = shift == 3 ? 42 : 37;
            hour(shift, cycle, 60).hour(shift, cycle, 60);
        }
        assertThat(suggestion()).isEmpty();
    }

    @Test
    void exactlyFivePerCentIsNotTooFast() {
        PlannedCycle planned = PLANNED;
        for (int shift = 0; shift < 3; shift++) {
            hour(shift, planned.cycle() / 1.05 / 1e6 + 0.001, 60).hour(shift, planned.cycle() / 1.05 / 1e6 + 0.001, 60);
        }
        assertThat(suggestion()).isEmpty();
    }

    @Test
    void observesTheMedianOfSteadyHours() {
        // In the first hour the machine ran before its counter was read.
        hour(0, 60, 60).hour(0, 38, 58).hour(0, 37, 60).hour(1, 39, 60).hour(1, 20, 30).hour(1, 20, 60, 1_000);
        assertThat(Suggestions.observedCycle(cells, "housing", 1_000))
                .satisfies(cycle -> assertThat(cycle.getAsLong()).isBetween(37_999_000L, 38_001_000L));
        assertThat(Suggestions.observedCycle(cells, "housing", 2_000))
                .satisfies(cycle -> assertThat(cycle.getAsLong()).isBetween(75_998_000L, 76_002_000L));
        assertThat(Suggestions.observedCycle(cells, "cover", 1_000)).isEmpty();
    }

    @Test
    void theHourOfTheFirstPieceSaysNothing() {
        hour(0, 60, 60);
        assertThat(Suggestions.observedCycle(cells, "housing", 1_000)).isEmpty();
    }

    /** Four pieces an hour say too little of a cycle: one of them may lie on the border of the hour. */
    @Test
    void fewCyclesSayNothing() {
        hour(0, 38, 60).hour(0, 900, 60);
        assertThat(Suggestions.observedCycle(cells, "housing", 1_000)).isEmpty();
    }
}
