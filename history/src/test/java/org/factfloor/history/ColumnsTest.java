package org.factfloor.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.SplittableRandom;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private static final int GOOD = StatusCode.GOOD;
    private static final int BAD = StatusCode.BAD_NO_COMMUNICATION;

    private final SampleBatch rows = new SampleBatch();
    private Optional<SampleBatch> before = Optional.empty();

    private Columns fold(long from, long to, int count) {
        return Columns.fold(from, to, count, before, rows);
    }

    private void holdsBefore(double number, int status) {
        SampleBatch held = new SampleBatch();
        held.addNumber(1, -5, number, status);
        before = Optional.of(held);
    }

    @Test
    void aColumnShowsExtremesAndEndsOfItsSamples() {
        rows.addNumber(1, 0, 3, GOOD);
        rows.addNumber(1, 3, 7, GOOD);
        rows.addNumber(1, 9, -1, GOOD);
        rows.addNumber(1, 10, 5, GOOD);
        Columns columns = fold(0, 20, 2);
        assertThat(columns.min(0)).isEqualTo(-1);
        assertThat(columns.max(0)).isEqualTo(7);
        assertThat(columns.first(0)).isEqualTo(3);
        assertThat(columns.last(0)).isEqualTo(-1);
        assertThat(columns.samples(0)).isEqualTo(3);
        assertThat(columns.held(0)).isEqualTo(-1);
        // A sample on the edge belongs to the column that begins there.
        assertThat(columns.samples(1)).isEqualTo(1);
        assertThat(columns.held(1)).isEqualTo(5);
    }

    @Test
    void beforeTheFirstSampleEverNothingIsHeldAndNothingIsAGap() {
        rows.addNumber(1, 15, 3, GOOD);
        Columns columns = fold(0, 20, 4);
        assertThat(columns.held(0)).isNaN();
        assertThat(columns.gap(0)).isFalse();
        assertThat(columns.gap(3)).isFalse();
        assertThat(columns.held(3)).isEqualTo(3);
    }

    @Test
    void aValueHeldBeforeTheRangeHoldsThroughEmptyColumns() {
        holdsBefore(8, GOOD);
        Columns columns = fold(0, 20, 4);
        for (int i = 0; i < 4; i++) {
            assertThat(columns.held(i)).isEqualTo(8);
            assertThat(columns.min(i)).isNaN();
            assertThat(columns.samples(i)).isZero();
            assertThat(columns.gap(i)).isFalse();
        }
    }

    @Test
    void aGapIsEveryColumnABadSampleHoldsInAnyPartOf() {
        rows.addNumber(1, 2, 1, GOOD);
        rows.addNone(1, 7, BAD);
        rows.addNumber(1, 22, 2, GOOD);
        Columns columns = fold(0, 40, 4);
        assertThat(columns.gap(0)).isTrue();
        assertThat(columns.held(0)).isNaN();
        assertThat(columns.gap(1)).isTrue();
        assertThat(columns.samples(1)).isZero();
        assertThat(columns.gap(2)).as("bad until its second tenth").isTrue();
        assertThat(columns.held(2)).isEqualTo(2);
        assertThat(columns.gap(3)).isFalse();
    }

    @Test
    void aGapThatEndsOnTheEdgeIsNoneBehindIt() {
        holdsBefore(1, BAD);
        rows.addNumber(1, 10, 2, GOOD);
        Columns columns = fold(0, 20, 2);
        assertThat(columns.gap(0)).isTrue();
        assertThat(columns.gap(1)).isFalse();
    }

    @Test
    void aMomentaryGapIsOne() {
        rows.addNumber(1, 0, 1, GOOD);
        rows.addNone(1, 5, GOOD);
        rows.addNumber(1, 5 + 1, 1, GOOD);
        Columns columns = fold(0, 10, 1);
        assertThat(columns.gap(0)).isTrue();
        assertThat(columns.samples(0)).isEqualTo(3);
        assertThat(columns.held(0)).isEqualTo(1);
    }

    @Test
    void numbersThatAreNotFiniteAndTextsAreHeldButNotDrawn() {
        rows.addNumber(1, 1, Double.POSITIVE_INFINITY, GOOD);
        rows.addNumber(1, 2, Double.NaN, GOOD);
        rows.addText(1, 11, "running", GOOD);
        Columns columns = fold(0, 20, 2);
        assertThat(columns.max(0)).isNaN();
        assertThat(columns.samples(0)).isEqualTo(2);
        assertThat(columns.gap(0)).isFalse();
        assertThat(columns.held(1)).isNaN();
        assertThat(columns.gap(1)).isFalse();
    }

    @Test
    void anUncertainValueIsDrawnAndAWholeIsANumber() {
        rows.addWhole(1, 1, 4, StatusCode.UNCERTAIN_LAST_USABLE_VALUE);
        assertThat(fold(0, 10, 1).max(0)).isEqualTo(4);
    }

    @Test
    void moreColumnsThanMicrosecondsLeaveSomeEmptyAndNoneAGap() {
        holdsBefore(1, BAD);
        rows.addNumber(1, 1, 2, GOOD);
        Columns columns = fold(0, 3, 10);
        int samples = 0;
        for (int i = 0; i < 10; i++) {
            samples += columns.samples(i);
            boolean hasPart = columns.edge(i) < columns.edge(i + 1);
            assertThat(columns.gap(i)).isEqualTo(hasPart && columns.edge(i) < 1);
        }
        assertThat(samples).isEqualTo(1);
    }

    @Test
    void everyTimeOfARangeFallsInTheColumnWhoseEdgesEncloseIt() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 500; round++) {
            long from = random.nextLong(-1L << 60, 1L << 60);
            long to = from + random.nextLong(1, round % 2 == 0 ? 50 : 1L << 60);
            int count = random.nextInt(1, Columns.MOST);
            Columns columns = Columns.fold(from, to, count, Optional.empty(), rows);
            assertThat(columns.edge(0)).isEqualTo(from);
            assertThat(columns.edge(count)).isEqualTo(to);
            long time = random.nextLong(from, to);
            int column = columns.columnOf(time);
            assertThat(time).isBetween(columns.edge(column), columns.edge(column + 1) - 1);
        }
    }

    @Test
    void refusesRangesAndCountsThatMakeNoColumns() {
        assertThatThrownBy(() -> new Columns.Fold(5, 5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Columns.Fold(0, 5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Columns.Fold(0, 5, Columns.MOST + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Columns.Fold(Long.MIN_VALUE, Long.MAX_VALUE, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
