package org.factfloor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

class GridTest {

    private static final long DAY = 24 * Micros.PER_HOUR;
    private static final long FROM = 20_000 * DAY;

    @Test
    void aDayIsDrawnFromMinutesAndAYearFromHours() {
        assertThat(Grid.covering(FROM, FROM + DAY, 1_600)).isEqualTo(new Grid(FROM, FROM + DAY, 1_440));
        Grid year = Grid.covering(FROM + 17, FROM + 365 * DAY, 1_600);
        assertThat(year).isEqualTo(new Grid(FROM, FROM + 1_460 * 6 * Micros.PER_HOUR, 1_460));
        assertThat(year.fits(Micros.PER_HOUR)).isTrue();
    }

    @Test
    void whatIsShortOrFitsAlreadyStaysAsItIs() {
        assertThat(Grid.covering(FROM + 5, FROM + Micros.PER_HOUR, 1_600))
                .isEqualTo(new Grid(FROM + 5, FROM + Micros.PER_HOUR, 1_600));
        Grid odd = new Grid(FROM + Micros.PER_MINUTE, FROM + 901 * Micros.PER_MINUTE, 10);
        assertThat(Grid.covering(odd.from(), odd.to(), odd.columns())).isEqualTo(odd);
    }

    @Test
    void coversTheRangeInNoMoreColumnsThanThereMayBe() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long from = random.nextLong(-1L << 50, 1L << 51);
            long span = random.nextLong(1, 1L << random.nextInt(1, 60));
            int most = 1 + random.nextInt(Columns.MOST);
            Grid grid = Grid.covering(from, from + span, most);
            assertThat(grid.from()).as("seed %d", seed).isLessThanOrEqualTo(from);
            assertThat(grid.to()).as("seed %d", seed).isGreaterThanOrEqualTo(from + span);
            assertThat(grid.columns()).as("seed %d", seed).isBetween(1, Math.min(Columns.MOST, most + 1));
            boolean isWide = span / most >= Micros.PER_MINUTE / 2;
            assertThat(!isWide || grid.fits(Micros.PER_MINUTE)).as("seed %d", seed).isTrue();
        }
    }
}
