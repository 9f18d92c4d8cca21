package org.factfloor.benchmarks;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.SampleBatch;

/** Ingest in which one sample in a hundred comes up to an hour late, beside the rate of the same samples in time. */
final class LateBench {

    private static final int SECONDS_PER_BATCH = 20;

    private final Figures figures;
    private final Path folder;
    private final int hours;

    LateBench(Figures figures, Path folder, int hours) {
        this.figures = figures;
        this.folder = folder;
        this.hours = hours;
    }

    void run() {
        double plain = rate("plain", 0);
        double late = rate("late", 100);
        figures.print("history.ingest.late", late, "samples/s", hours
                + " h of 1,000 signals, 1 % of the samples up to an hour late, settling beside it; "
                + Math.round(100 * late / plain) + " % of the rate without, " + Math.round(plain)
                + ", in the same run");
        figures.print("history.ingest.lateShare", 100 * late / plain, "%", "bound 60");
    }

    /** @param oneIn of so many samples one is late; 0 for none */
    private double rate(String name, int oneIn) {
        SplittableRandom random = new SplittableRandom(5);
        Workload workload = new Workload();
        SampleBatch[] due = new SampleBatch[3_600 / SECONDS_PER_BATCH + 1];
        for (int i = 0; i < due.length; i++) {
            due[i] = new SampleBatch();
        }
        AtomicBoolean stop = new AtomicBoolean();
        long nanos;
        try (History history = DuckDbHistory.open(folder.resolve(name))) {
            Thread settler = HistoryBench.settler(history, workload, stop);
            SampleBatch made = new SampleBatch(Workload.SIGNALS * SECONDS_PER_BATCH);
            SampleBatch batch = new SampleBatch(Workload.SIGNALS * SECONDS_PER_BATCH);
            long start = System.nanoTime();
            for (int number = 0; workload.seconds() < hours * 3_600L; number++) {
                made.clear();
                for (int i = 0; i < SECONDS_PER_BATCH; i++) {
                    workload.addSecond(made);
                }
                batch.clear();
                for (int i = 0; i < made.size(); i++) {
                    boolean isLate = oneIn > 0 && random.nextInt(oneIn) == 0;
                    SampleBatch into = isLate ? due[(number + 1 + random.nextInt(due.length - 1)) % due.length] : batch;
                    into.addFrom(made, i);
                }
                SampleBatch arriving = due[number % due.length];
                for (int i = 0; i < arriving.size(); i++) {
                    batch.addFrom(arriving, i);
                }
                arriving.clear();
                history.apply(batch, number + 1L);
            }
            nanos = System.nanoTime() - start;
            stop.set(true);
            HistoryBench.join(settler);
        }
        return Math.rint(hours * 3_600.0 * Workload.SIGNALS / nanos * 1e9);
    }
}
