package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.factfloor.history.Columns;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year of a signal opens like an hour: its picture is made of tallies, never of samples. A sample each minute; each
 * second by {@code -Dfactfloor.yearSeconds=1}. How long it takes is for {@code bench history} to say.
 */
class YearTest {

    private static final int SECONDS = Integer.getInteger("factfloor.yearSeconds", 60);
    private static final long START = 490_008L * Micros.PER_HOUR;
    private static final int DAYS = 365;
    private static final long DAY = 24 * Micros.PER_HOUR;
    private static final long END = START + DAYS * DAY;
    /** Six hours each. */
    private static final int COLUMNS = DAYS * 4;

    @TempDir
    private Path folder = Path.of("");

    private final SplittableRandom random = new SplittableRandom(365);

    @Test
    void opensWithoutItsSamples() throws IOException {
        Columns.Fold told = new Columns.Fold(START, END, COLUMNS);
        try (DuckDbHistory history = DuckDbHistory.open(folder, DuckDbSettings.standard())) {
            for (int day = 0; day < DAYS; day++) {
                SampleBatch rows = day(START + day * DAY);
                for (int i = 0; i < rows.size(); i++) {
                    told.accept(rows, i);
                }
                history.apply(rows, day + 1, Optional.empty());
            }
            settleAll(history);
        }
        try (Stream<Path> files = Files.list(folder.resolve("settled"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[(int) Files.size(file)]);
            }
        }
        Columns expected = told.finish();
        try (DuckDbHistory history = DuckDbHistory.open(folder, DuckDbSettings.standard())) {
            Columns year = history.reduce(1, START, END, COLUMNS);
            for (int i = 0; i < COLUMNS; i++) {
                assertThat(picture(year, i)).as("column %d", i).isEqualTo(picture(expected, i));
            }
            assertThat(history.faults()).as("no file of samples was opened").isEmpty();
        }
    }

    private SampleBatch day(long from) {
        SampleBatch rows = new SampleBatch();
        for (long time = from; time < from + DAY; time += SECONDS * Micros.PER_SECOND) {
            int status = random.nextInt(1_000) == 0 ? StatusCode.BAD : StatusCode.GOOD;
            rows.addNumber(1, time + random.nextInt(500_000), random.nextInt(1_000) / 100.0, status);
        }
        return rows;
    }

    private static void settleAll(DuckDbHistory history) {
        for (int hours = 1; hours < 4; hours++) {
            while (history.settle(END + hours * Micros.PER_HOUR).more()) {
                // Until nothing is left to do.
            }
        }
    }

    private static List<Object> picture(Columns columns, int i) {
        return List.of(columns.min(i), columns.max(i), columns.first(i), columns.last(i), columns.held(i),
                columns.samples(i), columns.gap(i));
    }
}
