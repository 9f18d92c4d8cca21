package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

class HotTimesTest {

    private static final long HOUR = 490_000L * Micros.PER_HOUR;

    /** Compared with sets, over times that repeat and the borders of the hour. */
    @Test
    void knowsEachTimeAndTheNextOne() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            HotTimes times = new HotTimes(HOUR);
            TreeMap<Integer, TreeSet<Long>> expected = new TreeMap<>();
            for (int step = 0; step < 600; step++) {
                int signal = random.nextInt(20) * 1_000;
                TreeSet<Long> own = expected.computeIfAbsent(signal, _ -> new TreeSet<>());
                long time = HOUR + (random.nextInt(8) == 0
                        ? random.nextInt(2) * (Micros.PER_HOUR - 1)
                        : random.nextLong(Micros.PER_HOUR) / 10_000_000 * 10_000_000);
                assertThat(times.contains(signal, time)).as("seed %d", seed).isEqualTo(own.contains(time));
                assertThat(times.add(signal, time)).as("seed %d", seed).isEqualTo(own.add(time));
                for (long other : new long[]{time, time - 1, HOUR, HOUR - 5, HOUR + random.nextLong(Micros.PER_HOUR)}) {
                    Long next = own.higher(other);
                    assertThat(times.after(signal, other)).as("seed %d", seed)
                            .isEqualTo(next == null ? Long.MAX_VALUE : next);
                }
                if (random.nextInt(100) == 0) {
                    long from = HOUR + random.nextLong(-Micros.PER_HOUR, Micros.PER_HOUR);
                    long to = from + random.nextLong(1, 2 * Micros.PER_HOUR);
                    times.forget(from, to);
                    expected.values().forEach(all -> all.removeIf(one -> one >= from && one < to));
                }
                assertThat(times.size()).as("seed %d", seed)
                        .isEqualTo(expected.values().stream().mapToLong(TreeSet::size).sum());
            }
        }
    }
}
