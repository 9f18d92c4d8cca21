package org.factfloor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.SampleBatch;

/** The same batches into our history and into other stores, one after another in one process. */
final class Rivals {

    private static final int SECONDS_PER_BATCH = 20;

    private final Figures figures;
    private final Path folder;
    private final int seconds;

    /**
     * A comparison.
     *
     * @param seconds of the {@link Workload}
     */
    Rivals(Figures figures, Path folder, int seconds) {
        this.figures = figures;
        this.folder = folder;
        this.seconds = seconds;
    }

    /** Opens a store in an empty folder. */
    @FunctionalInterface
    private interface Opening {

        Rival open(Path folder) throws SQLException, IOException;
    }

    void run() throws IOException {
        measure("ours", Ours::new);
        measure("duckdb", Rival.DuckDb::new);
        measure("sqlite", Rival.Sqlite::new);
        measure("questdb.sync", where -> new QuestDb(where, true));
        measure("questdb.nosync", where -> new QuestDb(where, false));
    }

    private void measure(String name, Opening opening) throws IOException {
        Path where = Files.createDirectories(folder.resolve(name));
        Workload workload = new Workload();
        SampleBatch batch = new SampleBatch(Workload.SIGNALS * SECONDS_PER_BATCH);
        long nanos = 0;
        try (Rival rival = opening.open(where)) {
            while (workload.seconds() < seconds) {
                batch.clear();
                for (int i = 0; i < SECONDS_PER_BATCH; i++) {
                    workload.addSecond(batch);
                }
                long before = System.nanoTime();
                rival.apply(batch);
                nanos += System.nanoTime() - before;
            }
            figures.print("rival." + name + ".ingest", Math.rint(seconds * 1e9 * Workload.SIGNALS / nanos), "samples/s",
                    seconds + " s of 1,000 signals, " + batch.size()
                            + " rows a batch, making them not in the time; survives "
                            + rival.durability());
        } catch (SQLException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
        figures.print("rival." + name + ".bytesPerSample", (double) HistoryBench.bytesOf(where) / seconds
                / Workload.SIGNALS, "bytes", "whole folder after closing, nothing settled or compacted");
    }

    /** Our own history: duplicates, late samples and the change log are looked after in the same transaction. */
    private static final class Ours implements Rival {

        private final DuckDbHistory history;
        private long cursor;

        Ours(Path folder) {
            history = DuckDbHistory.open(folder);
        }

        @Override
        public void apply(SampleBatch batch) {
            history.apply(batch, ++cursor);
        }

        @Override
        public String durability() {
            return "kill and power cut: its log is synced with each batch; duplicates and late samples are looked after";
        }

        @Override
        public void close() {
            history.close();
        }
    }
}
