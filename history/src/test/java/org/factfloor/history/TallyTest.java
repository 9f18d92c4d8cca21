package org.factfloor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final long HOUR = RandomSamples.START;

    @Test
    void countsAndSumsUpWhatHoldsBetweenFirstAndLast() {
        SampleBatch rows = new SampleBatch();
        rows.addNumber(1, 0, 4, StatusCode.UNCERTAIN);
        rows.addNumber(1, 1_000_000, -2, StatusCode.GOOD);
        rows.addNone(1, 3_000_000, StatusCode.BAD_NO_COMMUNICATION);
        rows.addNumber(1, 10_000_000, Double.NaN, StatusCode.GOOD);
        rows.addWhole(1, 11_000_000, 7, StatusCode.GOOD);
        Tally tally = new Tally();
        for (int i = 0; i < rows.size(); i++) {
            tally.accept(rows, i);
        }
        assertThat(tally.samples()).isEqualTo(5);
        assertThat(tally.unknown()).isEqualTo(1);
        assertThat(tally.drawn()).isEqualTo(3);
        assertThat(tally.sum()).isEqualTo(9);
        // 4 for one second, −2 for two, then nothing that could be drawn.
        assertThat(tally.integral()).isEqualTo(0);
        assertThat(tally.drawnTime()).isEqualTo(3_000_000);
        assertThat(tally.firstStatus()).isEqualTo(StatusCode.UNCERTAIN);
        assertThat(tally.lastTime()).isEqualTo(11_000_000);
        assertThat(tally.extent()).isEqualTo(new Extent(0, 5, true, 4, 7, -2, 7, 7, false));
        tally.clear();
        tally.accept(rows, 2);
        assertThat(tally.extent())
                .isEqualTo(new Extent(3_000_000, 1, true, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
                        Double.NaN, true));
    }

    /** Cut anywhere, tallies within columns fold to what their samples fold to. */
    @Test
    void foldsAsItsSamplesDo() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomSamples samples = new RandomSamples(random);
            MemoryHistory memory = new MemoryHistory();
            memory.apply(samples.batch(), 1);
            memory.apply(samples.decimals(50), 1);
            memory.apply(samples.batch(), 1);
            int signal = samples.signal();
            SampleBatch rows = memory.read(signal, HOUR, RandomSamples.END, 1_000);
            Optional<SampleBatch> before = seed % 2 == 0 ? Optional.empty() : memory.at(signal, RandomSamples.END);
            int columns = 1 + random.nextInt(200);
            Columns expected = Columns.fold(HOUR, RandomSamples.END, columns, before, rows);
            Columns.Fold fold = new Columns.Fold(HOUR, RandomSamples.END, columns);
            before.ifPresent(row -> fold.carry(row, 0));
            Tally tally = new Tally();
            for (int i = 0; i < rows.size(); i++) {
                tally.accept(rows, i);
                boolean isLast = i + 1 == rows.size()
                        || expected.columnOf(rows.time(i)) != expected.columnOf(rows.time(i + 1));
                if (isLast || random.nextInt(5) == 0) {
                    fold.accept(tally.extent());
                    tally.clear();
                }
            }
            HistoryFixture.assertSameColumns(fold.finish(), expected, "seed " + seed);
        }
    }

    @Test
    void aConstantIsSummedUpWithoutAdding() {
        Tally tally = new Tally();
        for (int i = 0; i < 10; i++) {
            tally.accept(i * Micros.PER_SECOND, 0.1, StatusCode.GOOD, false);
        }
        assertThat(tally.isConstant()).isTrue();
        assertThat(tally.sum()).isEqualTo(0.1 * 10);
        assertThat(tally.integral()).isEqualTo(0.1 * 9);
    }
}
