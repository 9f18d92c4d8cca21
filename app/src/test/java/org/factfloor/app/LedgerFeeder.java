package org.factfloor.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeException;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * Takes samples live and of the past, with duplicates, ties, late ones and some that are refused, while history settles;
 * until it is killed. Counts in a file what is surely durable.
 */
final class LedgerFeeder {

    static final int SIGNALS = 8;
    static final long START = 490_000L * Micros.PER_HOUR;

    private LedgerFeeder() {}

    static IntakeSettings settings(Path data) {
        return new IntakeSettings(data.resolve("journal"), 0, 4_096, Duration.ofMillis(1), 512, 32 * 1024,
                Duration.ofMillis(20), Duration.ofMillis(5), 2_000, Duration.ofMillis(20));
    }

    static Process start(Path data, long seed) throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), LedgerFeeder.class.getName(), data.toString(), "" + seed)
                .redirectErrorStream(true).redirectOutput(data.resolve("output").toFile()).start();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path data = Path.of(arguments[0]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
        try (History history = DuckDbHistory.open(data.resolve("history"));
                Intake intake = Intake.open(settings(data), history, InstantSource.system());
                FileChannel acknowledged = FileChannel.open(data.resolve("acknowledged"), StandardOpenOption.CREATE,
                        StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Thread.ofPlatform().daemon().start(() -> settle(history));
            ByteBuffer before = ByteBuffer.allocate(Long.BYTES);
            long count = acknowledged.read(before, 0) == Long.BYTES ? before.flip().getLong() : 0;
            long now = START + random.nextInt(200) * Micros.PER_MINUTE;
            intake.opened("c", IntStream.range(0, SIGNALS).boxed().toList(), now);
            while (true) {
                now += random.nextInt(60) * Micros.PER_SECOND;
                intake.accept("c", batch(random, now), now);
                if (random.nextInt(4) == 0) {
                    SampleBatch past = batch(random, START + random.nextInt(300) * Micros.PER_MINUTE);
                    try {
                        intake.backfill(past);
                        count += past.size();
                        acknowledged.write(ByteBuffer.allocate(Long.BYTES).putLong(count).flip(), 0);
                    } catch (IntakeException e) {
                        // One of its texts is too long: what was refused is counted.
                        continue;
                    }
                }
                if (random.nextInt(200) == 0) {
                    intake.closed("c", now);
                    intake.opened("c", List.of(0, 1, 2), now);
                }
            }
        }
    }

    private static void settle(History history) {
        long now = START + 1_000 * Micros.PER_HOUR;
        while (true) {
            now += Micros.PER_HOUR;
            history.settle(now);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    static SampleBatch batch(SplittableRandom random, long around) {
        SampleBatch batch = new SampleBatch();
        int rows = random.nextInt(1, 30);
        for (int i = 0; i < rows; i++) {
            int signal = random.nextInt(SIGNALS);
            long time = around - random.nextInt(20) * Micros.PER_SECOND;
            if (random.nextInt(400) == 0) {
                batch.addText(signal, time, "x".repeat((1 << 20) + 1), StatusCode.GOOD);
            } else {
                batch.addNumber(signal, time, random.nextInt(3), StatusCode.GOOD);
            }
        }
        return batch;
    }
}
