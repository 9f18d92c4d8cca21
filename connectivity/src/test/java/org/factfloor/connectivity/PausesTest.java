package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PausesTest {

    @Test
    void doublesUpToTheLongest() {
        Pauses pauses = new Pauses(Duration.ofMillis(500), Duration.ofSeconds(10), longest());

        assertThat(new long[]{next(pauses), next(pauses), next(pauses), next(pauses), next(pauses), next(pauses)})
                .containsExactly(500, 1_000, 2_000, 4_000, 8_000, 10_000);
        pauses.startOver();
        assertThat(next(pauses)).isEqualTo(500);
    }

    @Test
    void cutsAtMostHalfAtRandom() {
        Pauses pauses = new Pauses(Duration.ofSeconds(10), Duration.ofSeconds(10), new Random(20261124));

        for (int i = 0; i < 1_000; i++) {
            assertThat(pauses.next()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        }
    }

    private static long next(Pauses pauses) {
        return Math.round(pauses.next().toNanos() / 1e6);
    }

    /** Draws just below 1 always. */
    private static RandomGenerator longest() {
        return () -> -1L;
    }
}
