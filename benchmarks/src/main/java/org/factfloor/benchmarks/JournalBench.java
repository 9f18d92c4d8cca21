package org.factfloor.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.plant.SampleBatch;

/**
 * Durable ingest through journal and history: one connection hands over the {@link Workload} as fast as it is taken.
 * Quick: 10 minutes of data; else 2 hours. The samples are older than the clock, so nothing settles meanwhile.
 */
final class JournalBench {

    private static final String CONNECTION = "bench";
    /** Seconds of the workload in one delivery. */
    private static final int SECONDS_PER_DELIVERY = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private JournalBench() {}

    static void run(boolean quick, PrintStream out, Path folder) throws InterruptedException {
        Figures figures = new Figures(out);
        figures.machine();
        long seconds = quick ? 600 : 7_200;
        Workload workload = new Workload();
        SampleBatch batch = new SampleBatch(Workload.SIGNALS * SECONDS_PER_DELIVERY);
        try (History history = DuckDbHistory.open(folder.resolve("history"));
                Intake intake = Intake.open(IntakeSettings.in(folder.resolve("journal")), history,
                        InstantSource.system())) {
            intake.opened(CONNECTION, IntStream.range(0, Workload.SIGNALS).boxed().toList(), Workload.START);
            long start = System.nanoTime();
            while (workload.seconds() < seconds) {
                batch.clear();
                for (int i = 0; i < SECONDS_PER_DELIVERY; i++) {
                    workload.addSecond(batch);
                }
                intake.accept(CONNECTION, batch, Workload.START + workload.seconds() * 1_000_000);
            }
            double taken = (System.nanoTime() - start) / 1e9;
            if (!intake.awaitApplied(PATIENCE)) {
                throw new IllegalStateException("history is not done after " + PATIENCE.toMinutes() + " min");
            }
            double applied = (System.nanoTime() - start) / 1e9;
            double samples = (double) seconds * Workload.SIGNALS;
            String how = (long) samples + " samples in deliveries of " + batch.size() + "; making them is in the time";
            figures.print("journal.taken", Math.rint(samples / taken), "samples/s", how);
            figures.print("journal.ingest", Math.rint(samples / applied), "samples/s",
                    how + "; until all are in history");
        }
    }
}
