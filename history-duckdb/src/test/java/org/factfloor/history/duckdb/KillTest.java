package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.factfloor.plant.SampleBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

    private static final int ROUNDS = 3;

    @TempDir
    private Path folder = Path.of("");

    /** Exactly the acknowledged batches are there, or one more that was on its way to be acknowledged. */
    @Test
    void losesNothingAcknowledgedAndRepeatsNothingWhenKilled() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(3);
        long from = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // An hour is 120 batches: some rounds end between settles, some within one.
            long until = from + 100 + random.nextInt(150);
            Process feeder = start();
            try {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> acknowledged() >= until || !feeder.isAlive());
                assertThat(feeder.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
            } finally {
                feeder.destroyForcibly().waitFor();
            }
            from = check(acknowledged());
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                Feeder.class.getName(), history().toString(), folder.resolve("acknowledged").toString())
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

    private long check(long acknowledged) {
        try (DuckDbHistory history = DuckDbHistory.open(history(), Feeder.SETTINGS)) {
            long cursor = history.cursor();
            assertThat(cursor).isBetween(acknowledged, acknowledged + 1);
            assertThat(history.faults()).isEmpty();
            assertThat(history.stats().settledRows()).isPositive();
            long seconds = cursor * Feeder.SECONDS;
            for (int signal = 0; signal < Feeder.SIGNALS; signal++) {
                SampleBatch rows = history.read(signal, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
                assertThat(rows.size()).isEqualTo((int) seconds);
                for (int i = 0; i < rows.size(); i++) {
                    assertThat(rows.time(i)).isEqualTo(Feeder.timeOf(i));
                    assertThat(rows.number(i)).isEqualTo(Feeder.valueOf(signal, i));
                }
            }
            return cursor;
        }
    }
}
