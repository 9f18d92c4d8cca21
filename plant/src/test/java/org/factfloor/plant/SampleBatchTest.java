package org.factfloor.plant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleBatchTest {

    @Test
    void keepsNanNoneAndBadApart() {
        SampleBatch batch = new SampleBatch(1);
        batch.addNumber(1, 10, Double.NaN, StatusCode.GOOD);
        batch.addNone(1, 11, StatusCode.GOOD);
        batch.addNumber(1, 12, 5, StatusCode.BAD);

        assertThat(batch.type(0)).isEqualTo(ValueType.NUMBER);
        assertThat(batch.type(1)).isEqualTo(ValueType.NONE);
        assertThat(batch.number(2)).isEqualTo(5);
        assertThat(Quality.of(batch.status(2))).isEqualTo(Quality.BAD);
    }

    @Test
    void aMarkOfSilenceHasNoValueAndNoCommunication() {
        SampleBatch batch = new SampleBatch();
        batch.addNone(1, 10, StatusCode.BAD_NO_COMMUNICATION);
        batch.addNone(1, 11, StatusCode.BAD);
        batch.addNumber(1, 12, 5, StatusCode.BAD_NO_COMMUNICATION);

        assertThat(batch.isSilence(0)).isTrue();
        assertThat(batch.isSilence(1)).isFalse();
        assertThat(batch.isSilence(2)).as("a source's own word on its last value").isFalse();
    }

    @Test
    void keepsTheBitsOfNegativeZeroAndOfUnsignedWholes() {
        SampleBatch batch = new SampleBatch();
        batch.addNumber(1, 10, -0.0, StatusCode.GOOD);
        batch.addWhole(1, 11, -1L, StatusCode.GOOD);

        assertThat(batch.bits(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(Long.toUnsignedString(batch.whole(1))).isEqualTo("18446744073709551615");
    }

    @Test
    void everyNanHasEqualBits() {
        SampleBatch batch = new SampleBatch();
        batch.addNumber(1, 10, Double.longBitsToDouble(0x7ff8_0000_0000_0001L), StatusCode.GOOD);
        batch.addNumber(1, 10, Double.NaN, StatusCode.GOOD);

        assertThat(batch.sameValue(0, batch, 1)).isTrue();
    }

    @Test
    void textsSurviveGrowthAndClearForgetsThem() {
        SampleBatch batch = new SampleBatch(1);
        for (int i = 0; i < 100; i++) {
            batch.addText(1, i, "part " + i, StatusCode.GOOD);
            batch.addNumber(1, i, i, StatusCode.GOOD);
        }
        assertThat(batch.text(2 * 57)).isEqualTo("part 57");
        assertThat(batch.text(2 * 57 + 1)).isEmpty();

        batch.clear();
        batch.addNumber(1, 0, 1, StatusCode.GOOD);
        assertThat(batch.text(0)).isEmpty();
    }
}
