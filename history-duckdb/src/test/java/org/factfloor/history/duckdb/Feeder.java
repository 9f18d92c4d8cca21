package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.factfloor.history.Retention;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * Applies batches whose content follows from their number, acknowledges each in a file, and settles often: until it is
 * killed. Every batch repeats the last second of the one before it, as a source does that was not acknowledged. The third
 * argument is the time from sample to sample, s; from 2 on samples are kept for a day only.
 */
final class Feeder {

    static final int SIGNALS = 20;
    static final int SECONDS = 30;
    static final DuckDbSettings SETTINGS = new DuckDbSettings(160, 1, 40_000, 2_048, 12_000, 10_000,
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 30);
    static final long START = 490_000L * Micros.PER_HOUR;

    private Feeder() {}

    public static void main(String[] arguments) throws IOException {
        try (DuckDbHistory history = DuckDbHistory.open(Path.of(arguments[0]), SETTINGS);
                FileChannel acknowledged = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            long step = Long.parseLong(arguments[2]);
            if (step > 1) {
                history.retain(new Retention(1, null, null));
            }
            for (long number = history.cursor() + 1;; number++) {
                history.apply(batch(number, step), number);
                acknowledged.write(ByteBuffer.allocate(Long.BYTES).putLong(number).flip(), 0);
                long now = timeOf(number * SECONDS, step) + 2 * Micros.PER_MINUTE;
                for (int calls = 0; calls < 3 && history.settle(now).more(); calls++) {
                    // Slices, files of tallies, joins and removals in turn, with batches between.
                }
            }
        }
    }

    static SampleBatch batch(long number, long step) {
        SampleBatch rows = new SampleBatch();
        long first = (number - 1) * SECONDS - (number > 1 ? 1 : 0);
        for (long second = first; second < number * SECONDS; second++) {
            for (int signal = 0; signal < SIGNALS; signal++) {
                rows.addNumber(signal, timeOf(second, step), valueOf(signal, second), StatusCode.GOOD);
            }
        }
        return rows;
    }

    static long timeOf(long second, long step) {
        return START + second * step * Micros.PER_SECOND;
    }

    static double valueOf(int signal, long second) {
        return (second * 31 + signal * 17L) % 10_000 / 100.0;
    }
}
