package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.factfloor.history.Columns;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of minutes and hours: when they are written, when they answer, and when not. */
class TiersTest {

    private static final long HOUR = 490_000L * Micros.PER_HOUR;
    private static final int HOURS = 30;

    @TempDir
    private Path folder = Path.of("");

    private final SplittableRandom random = new SplittableRandom(17);

    /** Pictures come from tallies: the samples' own files are made unreadable, and nobody notices. */
    @Test
    void answerWithoutTheFilesOfSamples() throws IOException {
        Columns expected;
        try (DuckDbHistory history = open()) {
            fill(history);
            expected = folded(history, HOUR, HOURS);
        }
        for (Path file : files("settled")) {
            overwrite(file);
        }
        try (DuckDbHistory history = open()) {
            assertSame(history.reduce(1, HOUR, end(), HOURS), expected);
            assertThat(history.faults()).isEmpty();
            assertThat(history.reduce(1, HOUR, end(), HOURS * 60).samples(61)).isEqualTo(1);
            assertThat(history.faults()).isEmpty();
        }
    }

    /** Days are joined to months: what a late sample touched counts once, in its new form. */
    @Test
    void lateSamplesTakeThePlaceOfWhatWasTallied() throws IOException {
        try (DuckDbHistory history = open()) {
            fill(history);
            assertThat(files("hours").size()).as("joined").isLessThan(HOURS / 2);
            int before = files("minutes").size();
            SampleBatch late = new SampleBatch();
            late.addNumber(1, HOUR + 5 * Micros.PER_HOUR + 17, 1_000, StatusCode.GOOD);
            history.apply(late, 1_000);
            assertThat(history.reduce(1, HOUR, end(), HOURS).max(5)).as("not settled yet").isEqualTo(1_000);
            settleAll(history, end() + 2_000 * Micros.PER_HOUR);
            assertThat(history.stats().hotRows()).isZero();
            assertSame(history.reduce(1, HOUR, end(), HOURS), folded(history, HOUR, HOURS));
            assertThat(history.reduce(1, HOUR, end(), HOURS).max(5)).isEqualTo(1_000);
            assertThat(files("minutes").size()).as("joined again").isLessThanOrEqualTo(before);
        }
    }

    /** A folder from before there were tallies gets them bit by bit, and answers rightly all the while. */
    @Test
    void aFolderWithoutThemGetsThem() throws IOException, SQLException {
        try (DuckDbHistory history = open()) {
            fill(history);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hot.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE tiers");
        }
        try (DuckDbHistory history = open()) {
            assertThat(files("minutes")).isEmpty();
            Columns expected = folded(history, HOUR, HOURS);
            long now = end() + 2_000 * Micros.PER_HOUR;
            int steps = 0;
            do {
                assertSame(history.reduce(1, HOUR, end(), HOURS), expected);
                steps++;
            } while (history.settle(now).more());
            assertThat(steps).isGreaterThan(3);
        }
        for (Path file : files("settled")) {
            overwrite(file);
        }
        try (DuckDbHistory history = open()) {
            assertThat(history.reduce(1, HOUR, end(), HOURS).samples(HOURS - 1)).isPositive();
        }
    }

    @Test
    void aBrokenFileOfTalliesIsCountedAgainFromTheSamples() throws IOException {
        Columns expected;
        try (DuckDbHistory history = open()) {
            fill(history);
            expected = folded(history, HOUR, HOURS);
            for (Path file : files("hours")) {
                overwrite(file);
            }
            assertSame(history.reduce(1, HOUR, end(), HOURS), expected);
            settleAll(history, end() + 2_000 * Micros.PER_HOUR);
            assertThat(history.faults()).isEmpty();
        }
        Files.delete(files("minutes").getFirst());
        try (DuckDbHistory history = open()) {
            settleAll(history, end() + 2_000 * Micros.PER_HOUR);
            assertSame(history.reduce(1, HOUR, end(), HOURS), expected);
            assertThat(history.faults()).isEmpty();
        }
    }

    private DuckDbHistory open() {
        return DuckDbHistory.open(folder, EagerFolders.EAGER);
    }

    private static long end() {
        return HOUR + HOURS * Micros.PER_HOUR;
    }

    private void fill(History history) {
        for (int hour = 0; hour < HOURS; hour++) {
            SampleBatch rows = new SampleBatch();
            for (int i = 0; i < 60; i++) {
                long time = HOUR + hour * Micros.PER_HOUR + i * Micros.PER_MINUTE + random.nextInt(60_000_000);
                int status = random.nextInt(20) == 0 ? StatusCode.BAD : StatusCode.GOOD;
                rows.addNumber(1, time, random.nextInt(1_000) / 100.0, status);
                rows.addWhole(2, time, hour, StatusCode.GOOD);
            }
            history.apply(rows, hour + 1);
            settleAll(history, HOUR + (hour + 2) * Micros.PER_HOUR);
        }
        settleAll(history, end() + 1_000 * Micros.PER_HOUR);
    }

    private static void settleAll(History history, long now) {
        for (int calls = 0; calls < 3; calls++) {
            while (history.settle(now + calls * Micros.PER_HOUR).more()) {
                // Until nothing is left to do.
            }
        }
    }

    private static Columns folded(History history, long from, int hours) {
        long to = from + hours * Micros.PER_HOUR;
        return Columns.fold(from, to, hours, Optional.empty(), history.read(1, from, to, 100_000));
    }

    private static void assertSame(Columns actual, Columns expected) {
        for (int i = 0; i < expected.count(); i++) {
            assertThat(List.of(actual.min(i), actual.max(i), actual.first(i), actual.last(i), actual.held(i),
                    actual.samples(i), actual.gap(i)))
                    .isEqualTo(List.of(expected.min(i), expected.max(i), expected.first(i), expected.last(i),
                            expected.held(i), expected.samples(i), expected.gap(i)));
        }
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.sorted().toList();
        }
    }

    /** Other bytes at the same length, as a bad disk gives them. */
    private static void overwrite(Path file) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.write(new byte[(int) access.length()]);
        }
    }
}
