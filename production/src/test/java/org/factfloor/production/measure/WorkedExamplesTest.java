package org.factfloor.production.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Value;
import org.junit.jupiter.api.Test;

/**
 * Published examples and our own, to six decimals. Elements and formulas: ISO 22400-2 as quoted by OPC 40501-1, Annex C;
 * split: Nakajima.
 */
class WorkedExamplesTest {

    private static void assertValue(String measure, Quantities sums, Split split, double expected) {
        assertThat(Measures.of(measure).orElseThrow().value(sums, split)).as("%s, %s", measure, split)
                .isInstanceOfSatisfying(Value.class, result -> assertThat(result.value()).isCloseTo(expected,
                        within(5e-7)));
    }

    private static void assertOee(Quantities sums, Split split, double availability, double performance, double quality,
            double oee) {
        assertValue("availability", sums, split, availability);
        assertValue("performance", sums, split, performance);
        assertValue("quality", sums, split, quality);
        assertValue("oee", sums, split, oee);
    }

    /** waycalculator.com, OEE tool: planned 480 min, run 420, 1 min each, 400 made, 380 good; published as 79.1 %. */
    @Test
    void calculatorOfWayCalculator() {
        Quantities sums = Sums.planned(480).time(Quantity.RUN_TIME, 420).time(Quantity.STOP_TIME, 60).made(400, 380, 1)
                .get();
        for (Split split : Split.values()) {
            assertOee(sums, split, 0.875, 0.952381, 0.95, 0.791667);
        }
    }

    /**
     * oee.com (Vorne): shift of 480 min, breaks of 60, stops of 47, ideal cycle 1.0 s, 19,271 made, 423 rejects; published
     * as 74.79 %.
     */
    @Test
    void exampleOfVorne() {
        Quantities sums = Sums.planned(420).time(Quantity.SHIFT_TIME, 480).time(Quantity.RUN_TIME, 373)
                .time(Quantity.STOP_TIME, 47).made(19_271, 18_848, 1 / 60.0).get();
        assertOee(sums, Split.ISO_22400, 0.888095, 0.861081, 0.978050, 0.747937);
    }

    /** Our own: planned 450 min, changeover 30, stops 40, run 380, 0.5 min each, 700 made, 680 good, a day of 1,440 min. */
    @Test
    void changeoverIsLostAvailability() {
        Quantities sums = Sums.planned(450).time(Quantity.CALENDAR_TIME, 1_440).time(Quantity.SETUP_TIME, 30)
                .time(Quantity.STOP_TIME, 40).time(Quantity.RUN_TIME, 380).made(700, 680, 0.5).get();
        assertOee(sums, Split.ISO_22400, 0.844444, 0.921053, 0.971429, 0.755556);
        assertValue("useOf24h", sums, Split.ISO_22400, 0.236111);
    }

    /** Our own: 384 of 480 min (80 %) and 48 of 120 (40 %) are 72 %, not the mean of 60 %. */
    @Test
    void daysAddUpBeforeTheyAreDivided() {
        Quantities first = Sums.planned(480).time(Quantity.RUN_TIME, 480).made(384, 384, 1).get();
        Quantities second = Sums.planned(120).time(Quantity.RUN_TIME, 120).made(48, 48, 1).get();

        assertValue("oee", first, Split.NAKAJIMA, 0.8);
        assertValue("oee", second, Split.NAKAJIMA, 0.4);
        assertValue("oee", first.plus(second), Split.NAKAJIMA, 0.72);
    }

    /** Our own: 480 min with ten stops of 1 min and one of 20, 1 min each, 400 made. The split moves, OEE does not. */
    @Test
    void shortStopsAreSpeedForNakajimaAndTimeForIso() {
        Quantities sums = Sums.planned(480).time(Quantity.RUN_TIME, 450).time(Quantity.SHORT_STOP_TIME, 10)
                .time(Quantity.STOP_TIME, 20).made(400, 400, 1).get();
        assertOee(sums, Split.ISO_22400, 0.9375, 0.888889, 1, 0.833333);
        assertOee(sums, Split.NAKAJIMA, 0.958333, 0.869565, 1, 0.833333);
    }
}
