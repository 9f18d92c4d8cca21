package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.factfloor.history.Columns;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

    /** Kills of each test; more of them by {@code -Dfactfloor.kills=…}. */
    private static final int ROUNDS = Integer.getInteger("factfloor.kills", 3);

    @TempDir
    private Path folder = Path.of("");

    /** Exactly the acknowledged batches are there, or one more that was on its way to be acknowledged. */
    @Test
    void losesNothingAcknowledgedAndRepeatsNothingWhenKilled() throws IOException, InterruptedException {
        // An hour is 120 batches: some rounds end between settles, some within one.
        kill(1, 100, 150);
    }

    /** A day is 48 batches: files of days are removed while others are written and joined. */
    @Test
    void removesNothingThatIsKeptWhenKilledWhileRemoving() throws IOException, InterruptedException {
        kill(60, 80, 100);
    }

    private void kill(long step, int least, int more) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(3);
        long from = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long until = from + least + random.nextInt(more);
            Process feeder = start(step);
            try {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> acknowledged() >= until || !feeder.isAlive());
                assertThat(feeder.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
            } finally {
                feeder.destroyForcibly().waitFor();
            }
            from = check(acknowledged(), step);
        }
    }

    private Process start(long step) throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                Feeder.class.getName(), history().toString(), folder.resolve("acknowledged").toString(),
                Long.toString(step))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private Path history() {
        return folder.resolve("history");
    }

    private long acknowledged() throws IOException {
        Path file = folder.resolve("acknowledged");
        if (!Files.exists(file) || Files.size(file) < Long.BYTES) {
            return 0;
        }
        return ByteBuffer.wrap(Files.readAllBytes(file)).getLong();
    }

    private long check(long acknowledged, long step) {
        try (DuckDbHistory history = DuckDbHistory.open(history(), Feeder.SETTINGS)) {
            long cursor = history.cursor();
            assertThat(cursor).isBetween(acknowledged, acknowledged + 1);
            assertThat(history.faults()).isEmpty();
            assertThat(history.stats().settledRows()).isPositive();
            int samples = (int) cursor * Feeder.SECONDS;
            long kept = history.removedBefore().orElse(Feeder.START);
            assertThat(kept).isLessThanOrEqualTo(
                    Math.max(Feeder.START, Feeder.timeOf(samples, step) + Micros.PER_HOUR - 24 * Micros.PER_HOUR));
            int removed = (int) Math.ceilDiv(kept - Feeder.START, step * Micros.PER_SECOND);
            for (int signal = 0; signal < Feeder.SIGNALS; signal++) {
                SampleBatch rows = history.read(signal, kept, Long.MAX_VALUE, Integer.MAX_VALUE);
                assertThat(rows.size()).isEqualTo(samples - removed);
                for (int i = 0; i < rows.size(); i++) {
                    assertThat(rows.time(i)).isEqualTo(Feeder.timeOf(removed + i, step));
                    assertThat(rows.number(i)).isEqualTo(Feeder.valueOf(signal, removed + i));
                }
                checkHours(history, signal, samples, step);
            }
            return cursor;
        }
    }

    /** What is drawn by the hour has every sample, whether it is still there or not. */
    private static void checkHours(DuckDbHistory history, int signal, int samples, long step) {
        int count = (int) Math.ceilDiv(Feeder.timeOf(samples, step) - Feeder.START, Micros.PER_HOUR);
        Columns hours = history.reduce(signal, Feeder.START, Feeder.START + count * Micros.PER_HOUR, count);
        int next = 0;
        for (int hour = 0; hour < count; hour++) {
            double most = Double.NEGATIVE_INFINITY;
            int first = next;
            while (next < samples && Feeder.timeOf(next, step) < hours.edge(hour + 1)) {
                most = Math.max(most, Feeder.valueOf(signal, next++));
            }
            assertThat(hours.samples(hour)).isEqualTo(next - first);
            assertThat(hours.max(hour)).isEqualTo(most);
        }
        assertThat(next).isEqualTo(samples);
    }
}
