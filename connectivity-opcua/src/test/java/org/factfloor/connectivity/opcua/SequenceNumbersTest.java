package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceNumbersTest {

    private final SequenceNumbers numbers = new SequenceNumbers();

    @Test
    void missesNothingWhereEachFollowsTheOther() {
        for (long sequence = 1; sequence < 100; sequence++) {
            assertThat(numbers.missingBefore(sequence)).isZero();
            numbers.advance();
        }
    }

    @Test
    void beginsWhereTheServerBegins() {
        assertThat(numbers.missingBefore(100_000)).isZero();
        numbers.advance();

        assertThat(numbers.missingBefore(100_001)).isZero();
    }

    /** Its first notification carries the present value of everything; values that stay would never come again. */
    @Test
    void beginsAtTheFirstThatTheServerHasSentWhereAnotherIsTakenBeforeIt() {
        assertThat(numbers.missingBefore(2, 1, 2)).isEqualTo(1);
        assertThat(numbers.next()).isEqualTo(1);
        numbers.advance();
        numbers.advance();

        assertThat(numbers.missingBefore(1, 1, 2)).as("the first one at last").isEqualTo(-2);
        assertThat(numbers.missingBefore(3, 3)).isZero();
    }

    @Test
    void countsWhatIsMissing() {
        takeOne(7);

        assertThat(numbers.missingBefore(11)).isEqualTo(3);
        assertThat(numbers.next()).isEqualTo(8);
    }

    @Test
    void knowsANumberThatHasPassed() {
        takeOne(7);

        assertThat(numbers.missingBefore(7)).isEqualTo(-1);
        assertThat(numbers.missingBefore(1)).isEqualTo(-7);
    }

    @Test
    void goesOnAtOneAfterTheGreatest() {
        takeOne(0xFFFF_FFFFL);

        assertThat(numbers.next()).isEqualTo(1);
        assertThat(numbers.missingBefore(1)).isZero();
        assertThat(numbers.missingBefore(3)).isEqualTo(2);
        assertThat(numbers.missingBefore(0xFFFF_FFFFL)).isEqualTo(-1);
    }

    private void takeOne(long sequence) {
        assertThat(numbers.missingBefore(sequence)).isZero();
        numbers.advance();
    }
}
