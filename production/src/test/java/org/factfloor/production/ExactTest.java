package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void halvesAreRoundedUp() {
        assertThat(Exact.halfUp(1, 1, 2)).isEqualTo(1);
        assertThat(Exact.halfUp(-1, 1, 2)).isZero();
        assertThat(Exact.halfUp(-3, 1, 2)).isEqualTo(-1);
        assertThat(Exact.halfUp(Long.MAX_VALUE, 3, 6)).isEqualTo(1L << 62);
        assertThat(Exact.floor(-1, 1, 2)).isEqualTo(-1);
    }

    @Test
    void agreesWithUnboundedArithmetic() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 10_000; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            long c = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            BigDecimal quotient = new BigDecimal(product).divide(BigDecimal.valueOf(c), 0, RoundingMode.FLOOR);
            if (quotient.abs().compareTo(BigDecimal.valueOf(1L << 61)) < 0) {
                assertThat(Exact.floor(a, b, c)).as("seed %d: %d %d %d", SEED, a, b, c)
                        .isEqualTo(quotient.longValueExact());
                BigInteger doubled = product.shiftLeft(1).add(BigInteger.valueOf(c));
                assertThat(Exact.halfUp(a, b, c)).as("seed %d: %d %d %d", SEED, a, b, c).isEqualTo(
                        new BigDecimal(doubled).divide(BigDecimal.valueOf(2).multiply(BigDecimal.valueOf(c)), 0,
                                RoundingMode.FLOOR).longValueExact());
            }
        }
    }

    @Test
    void refusesWhatIsNoLong() {
        assertThatThrownBy(() -> Exact.floor(Long.MAX_VALUE, 3, 2)).isInstanceOf(ArithmeticException.class);
    }
}
