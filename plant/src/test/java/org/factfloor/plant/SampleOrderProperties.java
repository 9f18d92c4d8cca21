package org.factfloor.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Laws without which "any order and repetition of deliveries ends in equal content" could not hold. */
class SampleOrderProperties {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    /** Small ranges, so that ties in every column are common. */
    private static SampleBatch samples(SplittableRandom random, int count) {
        int[] statuses = {StatusCode.GOOD, 0x0030_0000, StatusCode.UNCERTAIN, StatusCode.BAD,
                StatusCode.BAD_NO_COMMUNICATION};
        SampleBatch batch = new SampleBatch();
        for (int i = 0; i < count; i++) {
            ValueType type = ValueType.of(random.nextInt(4));
            long bits = type == ValueType.TEXT || type == ValueType.NONE ? 0 : random.nextLong(-1, 2);
            String text = type == ValueType.TEXT ? Integer.toString(random.nextInt(2)) : null;
            batch.add(1, 0, type, bits, text, statuses[random.nextInt(statuses.length)], random.nextInt(2));
        }
        return batch;
    }

    @Test
    void orderIsTotalAndTransitive() {
        SampleBatch batch = samples(new SplittableRandom(SEED), 60);
        for (int i = 0; i < batch.size(); i++) {
            for (int j = 0; j < batch.size(); j++) {
                int ij = SampleOrder.compare(batch, i, batch, j);
                assertThat(Integer.signum(ij)).as("seed %d, rows %d %d", SEED, i, j)
                        .isEqualTo(-Integer.signum(SampleOrder.compare(batch, j, batch, i)));
                assertThat(ij == 0).as("seed %d, rows %d %d", SEED, i, j)
                        .isEqualTo(batch.sameValue(i, batch, j) && batch.revision(i) == batch.revision(j));
                for (int k = 0; ij > 0 && k < batch.size(); k++) {
                    if (SampleOrder.compare(batch, j, batch, k) > 0) {
                        assertThat(SampleOrder.compare(batch, i, batch, k)).as("seed %d, rows %d %d %d", SEED, i, j, k)
                                .isPositive();
                    }
                }
            }
        }
    }

    @Test
    void correctionBeatsBetterQualityAndBetterQualityBeatsGreaterValue() {
        SampleBatch batch = new SampleBatch();
        batch.addNumber(1, 0, 9, StatusCode.BAD);
        batch.addNumber(1, 0, 1, StatusCode.GOOD);
        batch.add(1, 0, ValueType.NONE, 0, null, StatusCode.BAD, 1);

        assertThat(SampleOrder.compare(batch, 1, batch, 0)).isPositive();
        assertThat(SampleOrder.compare(batch, 2, batch, 1)).isPositive();
    }
}
