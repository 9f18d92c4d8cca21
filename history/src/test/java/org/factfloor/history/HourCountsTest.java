package org.factfloor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

class HourCountsTest {

    private record Key(int signal, int hour, SampleFate fate) {}

    @Test
    void countsAsAMapDoes() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<Key, Long> expected = new HashMap<>();
            HourCounts counts = new HourCounts();
            for (int i = 0; i < 5_000; i++) {
                Key key = new Key(random.nextInt(1 << random.nextInt(1, 16)), random.nextInt(-40, 490_000) / 7,
                        SampleFate.of(random.nextInt(SampleFate.values().length)));
                int count = random.nextInt(-3, 10);
                expected.merge(key, (long) count, Long::sum);
                counts.add(key.signal(), key.hour(), key.fate(), count);
                if (random.nextInt(2_000) == 0) {
                    expected.clear();
                    counts.clear();
                }
            }
            assertThat(counts.size()).as("seed %d", seed).isEqualTo(expected.size());
            expected.forEach((key, count) -> assertThat(counts.get(key.signal(), key.hour(), key.fate()))
                    .isEqualTo(count));
            assertThat(counts.get(-1, 0, SampleFate.LATE)).isZero();
            assertThat(counts.copy()).isEqualTo(counts);
            assertThat(counts.withoutZeros()).isEqualTo(counts);
            HourCounts none = counts.copy();
            for (int i = 0; i < counts.size(); i++) {
                none.add(counts.signal(i), counts.hour(i), counts.fate(i), -counts.count(i));
            }
            assertThat(none.withoutZeros().size()).isZero();
            none.add(counts);
            assertThat(none).isEqualTo(counts);
        }
    }

    @Test
    void anHourBeginsAtItsFullHourBefore1970AndFarAway() {
        assertThat(HourCounts.hourOf(0)).isZero();
        assertThat(HourCounts.hourOf(Micros.PER_HOUR - 1)).isZero();
        assertThat(HourCounts.hourOf(-1)).isEqualTo(-1);
        assertThat(HourCounts.hourOf(Long.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
        assertThat(HourCounts.hourOf(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void tellsWhereSamplesAreMissingOrTooMany() {
        HourCounts counts = new HourCounts();
        counts.add(1, 5, SampleFate.APPLIED, 10);
        counts.add(1, 5, SampleFate.STORED, 7);
        counts.add(1, 5, SampleFate.DUPLICATE, 2);
        counts.add(1, 5, SampleFate.SUPERSEDED, 1);
        counts.add(1, 5, SampleFate.DISK_FULL, 4);
        counts.add(1, 6, SampleFate.APPLIED, 3);
        counts.add(1, 6, SampleFate.STORED, 1);
        counts.add(2, 6, SampleFate.STORED, 1);
        HourCounts expected = new HourCounts();
        expected.add(1, 6, SampleFate.APPLIED, 2);
        expected.add(2, 6, SampleFate.APPLIED, -1);
        assertThat(counts.imbalance()).isEqualTo(expected);
    }

    /** They stand in journals and databases. */
    @Test
    void codesOfFatesNeverChange() {
        List<String> names = new ArrayList<>();
        for (int code = 0; code < SampleFate.values().length; code++) {
            assertThat(SampleFate.of(code).code()).isEqualTo((byte) code);
            names.add(SampleFate.of(code).name());
        }
        assertThat(names).startsWith("APPLIED", "STORED", "DUPLICATE", "SUPERSEDED", "IN_FLIGHT", "LATE", "RETIMED",
                "OVERFLOWED", "DISK_FULL", "TEXT_TOO_LONG", "JOURNAL_FAULT", "STOPPING", "EDGE_FULL", "MOVED");
    }
}
