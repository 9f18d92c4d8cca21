package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadsWhileSettlingTest {

    private static final long HOUR = 490_000L * Micros.PER_HOUR;
    private static final int BATCHES = 60;
    private static final int ROWS = 100;

    @TempDir
    private Path folder = Path.of("");

    /** Rows move from hot to settled, slices are merged and deleted; a reader sees each row once all the while. */
    @Test
    void aReaderSeesEachAppliedRowExactlyOnce() throws ExecutionException, InterruptedException {
        AtomicLong applied = new AtomicLong();
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER);
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?> writer = threads.submit(() -> write(history, applied));
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> read(history, applied)));
            }
            writer.get();
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
            assertThat(history.stats().files()).isPositive();
        }
    }

    /** Late rows come while their hour's file is written anew: it is put off, which is no fault, and nothing is missed. */
    @Test
    void lateRowsPutOffTheFileTheyComeTo() throws ExecutionException, InterruptedException {
        int late = 400;
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int batch = 0; batch < late; batch++) {
                    SampleBatch rows = new SampleBatch();
                    for (int signal = 1; signal <= 20; signal++) {
                        rows.addWhole(signal, HOUR + batch * Micros.PER_SECOND, batch, StatusCode.GOOD);
                    }
                    history.apply(rows, batch + 1);
                }
            });
            long now = HOUR + 10 * Micros.PER_HOUR;
            while (!writer.isDone() || history.settle(now).more()) {
                now += 20 * Micros.PER_MINUTE;
                history.settle(now);
            }
            writer.get();
            for (int signal = 1; signal <= 20; signal++) {
                assertThat(history.read(signal, HOUR, HOUR + Micros.PER_HOUR, 10_000).size()).isEqualTo(late);
            }
        }
    }

    private static void write(DuckDbHistory history, AtomicLong applied) {
        long now = HOUR + 10 * Micros.PER_HOUR;
        for (int batch = 0; batch < BATCHES; batch++) {
            SampleBatch rows = new SampleBatch();
            for (int i = 0; i < ROWS; i++) {
                // Interleaved with what was settled before, so that slices are rewritten.
                rows.addWhole(1, HOUR + (long) i * BATCHES * Micros.PER_SECOND + batch * 1_000L, batch,
                        StatusCode.GOOD);
            }
            history.apply(rows, batch + 1);
            applied.set(batch + 1);
            now += 15 * Micros.PER_MINUTE;
            history.settle(now);
            history.settle(now + Micros.PER_MINUTE);
        }
    }

    private static long read(DuckDbHistory history, AtomicLong applied) {
        long reads = 0;
        long before = 0;
        while (before < BATCHES) {
            before = applied.get();
            SampleBatch rows = history.read(1, HOUR, HOUR + 3 * Micros.PER_HOUR, 1_000_000);
            long after = applied.get() + 1;
            assertThat((long) rows.size()).isBetween(before * ROWS, after * ROWS);
            assertThat(rows.size() % ROWS).isZero();
            for (int i = 1; i < rows.size(); i++) {
                assertThat(rows.time(i)).isGreaterThan(rows.time(i - 1));
            }
            int samples = history.reduce(1, HOUR, HOUR + 3 * Micros.PER_HOUR, 1).samples(0);
            assertThat((long) samples).isBetween(before * ROWS, (applied.get() + 1) * ROWS);
            reads++;
        }
        return reads;
    }
}
