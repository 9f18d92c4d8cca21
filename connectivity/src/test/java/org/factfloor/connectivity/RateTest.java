package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateTest {

    private final Rate rate = new Rate();

    @Test
    void averagesTheLastTenWholeSeconds() {
        for (int second = 0; second < 20; second++) {
            rate.add(second < 10 ? 1_000 : 100, seconds(second));
        }

        assertThat(rate.perSecond(seconds(20))).isEqualTo(100);
        assertThat(rate.perSecond(seconds(15))).as("time does not run backwards").isEqualTo(100);
    }

    @Test
    void fallsToZeroWhenNothingComes() {
        rate.add(1_000, seconds(1));

        assertThat(rate.perSecond(seconds(2))).isEqualTo(100);
        assertThat(rate.perSecond(seconds(11))).isEqualTo(100);
        assertThat(rate.perSecond(seconds(12))).isZero();
        assertThat(rate.perSecond(seconds(100_000))).isZero();
    }

    @Test
    void doesNotCountTheSecondThatIsStillFilling() {
        rate.add(1_000, seconds(5));

        assertThat(rate.perSecond(seconds(5))).isZero();
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
