package org.factfloor.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.factfloor.history.History;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An intake over a real folder, or over simulated files where a disk has to fail. */
abstract class IntakeFixture {

    static final long T = 1_750_000_000_000_000L;
    static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    MemoryHistory history;
    Intake intake;

    @BeforeEach
    void open() {
        history = new MemoryHistory();
        intake = Intake.open(settings(), history, InstantSource.system());
    }

    @AfterEach
    void close() {
        intake.close();
    }

    IntakeSettings settings() {
        return new IntakeSettings(folder.resolve("journal"), 0, 65_536, Duration.ofMillis(2), 4_096, 64 * 1024,
                Duration.ofMillis(10), Duration.ofMillis(20), 100_000, Duration.ofMillis(20));
    }

    static SampleBatch numbers(int signal, long time, double... values) {
        SampleBatch batch = new SampleBatch();
        for (double value : values) {
            batch.addNumber(signal, time, value, StatusCode.GOOD);
        }
        return batch;
    }

    List<String> rows(int signal) {
        return rows(history, signal);
    }

    static List<String> rows(History from, int signal) {
        SampleBatch rows = from.read(signal, T - Micros.PER_HOUR, T + Micros.PER_HOUR, 1_000);
        return IntStream.range(0, rows.size()).mapToObj(i -> "+" + (rows.time(i) - T) + " "
                + switch (rows.type(i)) {
                    case NONE -> StatusCode.name(rows.status(i));
                    case TEXT -> rows.text(i);
                    case NUMBER, WHOLE -> String.valueOf(rows.number(i));
                }).toList();
    }

    IntakeSettings inFolder(Path other) {
        IntakeSettings like = settings();
        return new IntakeSettings(other, 0, like.queueSamples(), like.commitDelay(), like.commitSamples(),
                like.segmentBytes(), like.lifeInterval(), like.applyInterval(), like.applyRows(), like.retryDelay());
    }
}
