package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * Applies batches whose content follows from their number, acknowledges each in a file, and settles often: until it is
 * killed. Every batch repeats the last second of the one before it, as a source does that was not acknowledged.
 */
final class Feeder {

    static final int SIGNALS = 20;
    static final int SECONDS = 30;
    static final DuckDbSettings SETTINGS = new DuckDbSettings(160, 1, 40_000, 2_048, 12_000, 10_000,
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 30);
    private static final long START = 490_000L * Micros.PER_HOUR;

    private Feeder() {}

    public static void main(String[] arguments) throws IOException {
        try (DuckDbHistory history = DuckDbHistory.open(Path.of(arguments[0]), SETTINGS);
                FileChannel acknowledged = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            for (long number = history.cursor() + 1;; number++) {
                history.apply(batch(number), number);
                acknowledged.write(ByteBuffer.allocate(Long.BYTES).putLong(number).flip(), 0);
                history.settle(timeOf(number * SECONDS) + 2 * Micros.PER_MINUTE);
            }
        }
    }

    static SampleBatch batch(long number) {
        SampleBatch rows = new SampleBatch();
        long first = (number - 1) * SECONDS - (number > 1 ? 1 : 0);
        for (long second = first; second < number * SECONDS; second++) {
            for (int signal = 0; signal < SIGNALS; signal++) {
                rows.addNumber(signal, timeOf(second), valueOf(signal, second), StatusCode.GOOD);
            }
        }
        return rows;
    }

    static long timeOf(long second) {
        return START + second * Micros.PER_SECOND;
    }

    static double valueOf(int signal, long second) {
        return (second * 31 + signal * 17L) % 10_000 / 100.0;
    }
}
