package org.factfloor.production.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Measure.Unit;
import org.factfloor.production.measure.Result.NoValue;
import org.factfloor.production.measure.Result.Value;
import org.factfloor.production.measure.Result.Why;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static Result value(String measure, Sums sums) {
        return Measures.of(measure).orElseThrow().value(sums.get(), Split.NAKAJIMA);
    }

    @Test
    void idsAreUniqueNamesOfTheApi() {
        assertThat(Measures.ALL).extracting(Measure::id).doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][a-zA-Z0-9]*"))
                .contains("plannedTime", "shortStopTime", "made", "good", "missing", "oee", "useOf24h", "coverage");
    }

    @Test
    void everyMeasureNamesItsFormulaAndOperands() {
        assertThat(Measures.ALL).allSatisfy(measure -> {
            assertThat(measure.formula()).isNotBlank();
            assertThat(measure.operands()).isNotEmpty();
        });
    }

    /** Otherwise a receipt would leave out what the figure rests on. */
    @Test
    void measuresDependOnNothingButTheirOperands() {
        Sums good = Sums.planned(100).time(Quantity.RUN_TIME, 80).made(40, 30, 1);
        for (Measure measure : Measures.ALL) {
            Result before = measure.value(good.get(), Split.NAKAJIMA);
            for (Quantity quantity : Quantity.values()) {
                boolean guards = quantity == Quantity.STANDARD_TIME || quantity == Quantity.NO_DATA_TIME
                        || quantity == Quantity.PLANNED_TIME || quantity == Quantity.MANUAL_TIME;
                if (!measure.operands().contains(quantity) && !guards) {
                    long[] more = Arrays.stream(Quantity.values()).mapToLong(good.get()::get).toArray();
                    more[quantity.ordinal()] += 1_000;
                    assertThat(measure.value(Quantities.of(more), Split.NAKAJIMA)).as("%s, %s", measure.id(), quantity)
                            .isEqualTo(before);
                }
            }
        }
    }

    /** Nobody knows what people do at a manual station between two boxes; its pieces count all the same. */
    @Test
    void manualTimeHasNoRatios() {
        Sums manual = Sums.planned(100).time(Quantity.MANUAL_TIME, 100).made(40, 30, 1);
        for (String ratio : List.of("availability", "performance", "quality", "oee")) {
            assertThat(value(ratio, manual)).as(ratio).isInstanceOf(NoValue.class);
        }
        assertThat(value("oee", manual)).isEqualTo(new NoValue(Why.MANUAL_STATION));
        assertThat(value("made", manual)).isInstanceOf(Value.class);
    }

    @Test
    void nothingDividedByNothingIsNoFigure() {
        Sums nothing = new Sums();
        assertThat(value("availability", nothing)).isEqualTo(new NoValue(Why.NO_PLANNED_TIME));
        assertThat(value("performance", nothing)).isEqualTo(new NoValue(Why.NO_OPERATING_TIME));
        assertThat(value("quality", nothing)).isEqualTo(new NoValue(Why.NOTHING_MADE));
        assertThat(value("oee", nothing)).isEqualTo(new NoValue(Why.NO_PLANNED_TIME));
        assertThat(value("useOf24h", nothing)).isEqualTo(new NoValue(Why.NO_PLANNED_TIME));
        assertThat(value("coverage", nothing)).isEqualTo(new NoValue(Why.NO_PLANNED_TIME));
    }

    @Test
    void unconfirmedStandardsMakeNoOee() {
        Sums sums = Sums.planned(100).time(Quantity.RUN_TIME, 100).made(50, 50, 1);
        assertThat(value("oee", sums.time(Quantity.STANDARD_TIME, 80))).isEqualTo(new Value(0.5));
        sums.time(Quantity.STANDARD_TIME, 79.99);
        for (String measure : new String[]{"oee", "performance", "quality", "useOf24h", "missing", "lostToStops",
                "lostToSpeed", "lostToRejects"}) {
            assertThat(value(measure, sums)).as(measure).isEqualTo(new NoValue(Why.STANDARDS_NOT_CONFIRMED));
        }
        assertThat(value("availability", sums)).isEqualTo(new Value(1));
    }

    @Test
    void unknownTimeMakesNoOeeButSaysHowMuchIsUnknown() {
        Sums sums = Sums.planned(100).time(Quantity.RUN_TIME, 80).made(50, 50, 1);
        assertThat(value("oee", sums.time(Quantity.NO_DATA_TIME, 20))).isEqualTo(new Value(0.5));
        sums.time(Quantity.NO_DATA_TIME, 20.01);
        assertThat(value("oee", sums)).isEqualTo(new NoValue(Why.COVERAGE_TOO_LOW));
        assertThat(value("coverage", sums.time(Quantity.NO_DATA_TIME, 25))).isEqualTo(new Value(0.75));
        // Of both, the one to act on first.
        assertThat(value("oee", sums.time(Quantity.STANDARD_TIME, 0)))
                .isEqualTo(new NoValue(Why.STANDARDS_NOT_CONFIRMED));
    }

    @Test
    void aFastMachineIsNotCapped() {
        assertThat(value("performance", Sums.planned(100).time(Quantity.RUN_TIME, 50).made(60, 60, 1)))
                .isEqualTo(new Value(1.2));
    }

    /** The first lines of a receipt: should 861, good 790, missing 71 = stops 44 + slow 19 + rejects 8. */
    @Test
    void missingPiecesAddUp() {
        Sums sums = Sums.planned(861).made(798, 790, 1).pieces(Quantity.SHOULD, 861).pieces(Quantity.COULD_RUN, 817);
        assertThat(value("missing", sums)).isEqualTo(new Value(71_000));
        assertThat(value("lostToStops", sums)).isEqualTo(new Value(44_000));
        assertThat(value("lostToSpeed", sums)).isEqualTo(new Value(19_000));
        assertThat(value("lostToRejects", sums)).isEqualTo(new Value(8_000));
    }

    /** A machine that runs before anybody stated a shift is not ahead of a plan. */
    @Test
    void withoutPlannedTimeNothingIsMissing() {
        Sums sums = Sums.planned(0).made(11, 11, 0);
        for (String measure : new String[]{"missing", "lostToStops", "lostToSpeed", "lostToRejects"}) {
            assertThat(value(measure, sums)).as(measure).isEqualTo(new NoValue(Why.NO_PLANNED_TIME));
        }
    }

    @Test
    void unitsAreThoseOfTheQuantities() {
        assertThat(Measures.of("stopTime").orElseThrow().unit()).isEqualTo(Unit.MICROSECONDS);
        assertThat(Measures.of("made").orElseThrow().unit()).isEqualTo(Unit.MILLI_PIECES);
        assertThat(Measures.of("jumps").orElseThrow().unit()).isEqualTo(Unit.COUNT);
        assertThat(Measures.of("oee").orElseThrow().unit()).isEqualTo(Unit.RATIO);
    }
}
