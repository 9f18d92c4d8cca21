package org.factfloor.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * Opening a history of 100 GB. The folder is sparse: 5,000 settled files of 20 MB (16 million samples at 1.25 bytes) and the
 * files of minutes and hours that go with them are in the manifest and on disk with their names and sizes, but without
 * content. Opening looks at names and sizes alone, so it does the same as on a full folder.
 */
final class LargeFolder {

    private static final int SLICES = 5_000;
    private static final long SLICE_BYTES = 20_000_000;
    private static final long SLICE_ROWS = 16_000_000;
    /** What 16 million samples of 10,000 signals at 1 Hz span. */
    private static final long SPAN = 1_600 * Micros.PER_SECOND;
    private static final int SIGNALS = 10_000;
    private static final int OPENINGS = 5;

    private final Figures figures;
    private final Path folder;

    LargeFolder(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void run() throws IOException {
        try (History history = DuckDbHistory.open(folder)) {
            SampleBatch rows = new SampleBatch();
            for (int signal = 0; signal < SIGNALS; signal++) {
                rows.addNumber(signal, Workload.START + SLICES * SPAN, signal, StatusCode.GOOD);
            }
            history.apply(rows, 1);
        }
        try {
            fill();
        } catch (SQLException e) {
            throw new IOException(e);
        }
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int i = 0; i < OPENINGS; i++) {
            long start = System.nanoTime();
            try (History history = DuckDbHistory.open(folder)) {
                double millis = (System.nanoTime() - start) / 1e6;
                least = Math.min(least, millis);
                most = Math.max(most, millis);
                if (history.stats().files() != SLICES || !history.faults().isEmpty()) {
                    throw new IllegalStateException("the sparse folder is not what it should be");
                }
            }
        }
        figures.print("history.open.100GB", most, "ms", "longest of " + OPENINGS + " (shortest " + Math.round(least)
                + "): 5,000 settled files of 20 MB and those of their minutes and hours, sparse, with the right names and "
                + "sizes; 10,000 signals");
    }

    private void fill() throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hot.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            for (int i = 0; i < SLICES; i++) {
                long from = Workload.START + i * SPAN;
                String times = from + ", " + (from + SPAN) + ", ";
                statement.execute(
                        "INSERT INTO slices VALUES (" + i + ", 's" + i + ".parquet', " + times + SLICE_ROWS + ", "
                                + SLICE_BYTES + ")");
                sparse("settled/s" + i + ".parquet", SLICE_BYTES);
                if (i % 50 == 0) {
                    String long50 = from + ", " + (from + 50 * SPAN) + ", ";
                    statement.execute("INSERT INTO tiers VALUES (" + i + ", 60000000, 'm" + i + ".parquet', " + long50
                            + "13333333, 250000000)");
                    sparse("minutes/m" + i + ".parquet", 250_000_000);
                    statement.execute("INSERT INTO tiers VALUES (" + (i + 1) + ", 3600000000, 'h" + i + ".parquet', "
                            + long50 + "222222, 6000000)");
                    sparse("hours/h" + i + ".parquet", 6_000_000);
                }
            }
            statement.execute("COMMIT");
        }
    }

    private void sparse(String name, long bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(bytes);
        }
    }
}
