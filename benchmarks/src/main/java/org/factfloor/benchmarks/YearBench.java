package org.factfloor.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.factfloor.history.Columns;
import org.factfloor.history.Grid;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/** A year of a 1 Hz signal in a plant of 1,000 signals (the others once an hour), drawn as the trends page draws it. */
final class YearBench {

    private static final int SIGNALS = 1_000;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int READS = 200;

    private final Figures figures;
    private final Path folder;
    private final int days;
    private final SplittableRandom random = new SplittableRandom(11);

    /**
     * A run.
     *
     * @param days of history; a year unless it is a quick run
     */
    YearBench(Figures figures, Path folder, int days) {
        this.figures = figures;
        this.folder = folder;
        this.days = days;
    }

    void run() {
        try (History history = DuckDbHistory.open(folder)) {
            for (int day = 0; day < days; day++) {
                history.apply(day(day), day + 1);
                settle(history, day + 1);
            }
            settle(history, days + 1);
        }
        try (History history = DuckDbHistory.open(folder)) {
            History.Stats stats = history.stats();
            String how = days + " days of 1 Hz, " + stats.settledRows() + " samples of " + SIGNALS + " signals in "
                    + stats.files() + " files";
            measure(history, "history.reduce.year", days, how);
            measure(history, "history.reduce.dayOfYear", 1, how);
        }
    }

    private static void settle(History history, int days) {
        long now = Workload.START + days * 24 * Micros.PER_HOUR + 2 * Micros.PER_HOUR;
        for (int minute = 0; minute < 2; minute++) {
            while (history.settle(now + minute * Micros.PER_MINUTE).more()) {
                // Until nothing is due.
            }
        }
    }

    private SampleBatch day(int day) {
        SampleBatch rows = new SampleBatch(SECONDS_PER_DAY + 24 * SIGNALS);
        long start = Workload.START + day * 24 * Micros.PER_HOUR;
        for (int second = 0; second < SECONDS_PER_DAY; second++) {
            long time = start + second * Micros.PER_SECOND + random.nextInt(10) * 1_000L;
            double value = Math.round(100 * (50 + 30 * Math.sin((day * 86_400.0 + second) / 9_000)
                    + random.nextGaussian())) / 100.0;
            rows.addNumber(0, time, value, StatusCode.GOOD);
            if (second % 3_600 == 0) {
                for (int signal = 1; signal < SIGNALS; signal++) {
                    rows.addWhole(signal, time, random.nextInt(8), StatusCode.GOOD);
                }
            }
        }
        return rows;
    }

    private void measure(History history, String figure, int span, String how) {
        double[] millis = new double[READS];
        int most = 0;
        for (int i = -20; i < READS; i++) {
            long from = Workload.START + random.nextLong(days - span + 1) * 24 * Micros.PER_HOUR;
            Grid grid = Grid.covering(from + 17, from + span * 24 * Micros.PER_HOUR, 1_600);
            long start = System.nanoTime();
            Columns columns = history.reduce(0, grid.from(), grid.to(), grid.columns());
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            most = Math.max(most, columns.count());
        }
        Arrays.sort(millis);
        String note = span + " days to " + most + " columns of " + how + "; " + READS + " reads";
        figures.print(figure + ".p50", millis[READS / 2], "ms", note);
        figures.print(figure + ".p99", millis[READS * 99 / 100], "ms", note);
    }
}
