package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a history that goes on, and what a look at its files tells. */
class HistoryFilesTest {

    private static final long HOUR = 490_000L * Micros.PER_HOUR;
    private static final int ROWS = 100;
    private static final int COPIES = 12;

    @TempDir
    private Path folder = Path.of("");

    /** Rows are applied, move, are merged and their files replaced all the while: a copy is a whole history, to the row. */
    @Test
    void aCopyIsTheHistoryOfOneMoment() throws Exception {
        AtomicLong applied = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        try (DuckDbHistory history = DuckDbHistory.open(folder.resolve("history"), EagerFolders.EAGER);
                ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<?> writer = threads.submit(() -> write(history, applied, enough));
            try {
                for (int number = 0; number < COPIES; number++) {
                    long before = applied.get();
                    Path copy = copy(history.files(), folder.resolve("copy " + number));
                    assertThatIsWhole(copy, before, applied.get() + 1);
                    assertThat(history.files().examine(true).problems()).isEmpty();
                }
            } finally {
                enough.set(true);
                writer.get();
            }
            assertThat(history.stats().files()).isPositive();
        }
        HistoryExamination closed = HistoryExamination.of(folder.resolve("history"), true);
        assertThat(closed.problems()).isEmpty();
        assertThat(closed.samples()).isEqualTo(applied.get() * ROWS);
    }

    private static void write(DuckDbHistory history, AtomicLong applied, AtomicBoolean enough) {
        long now = HOUR + 10 * Micros.PER_HOUR;
        while (!enough.get()) {
            long batch = applied.get();
            SampleBatch rows = new SampleBatch();
            for (int i = 0; i < ROWS; i++) {
                // Interleaved with what was settled before, so that slices are rewritten.
                rows.addWhole(1, HOUR + i * 90 * Micros.PER_SECOND + batch, batch, StatusCode.GOOD);
            }
            history.apply(rows, batch + 1);
            applied.set(batch + 1);
            now += 15 * Micros.PER_MINUTE;
            history.settle(now);
        }
    }

    private static Path copy(HistoryFiles files, Path target) throws IOException {
        Files.createDirectories(target.resolve("settled"));
        files.atStandstill(() -> {
            Path source = target.resolveSibling("history").resolve("settled");
            try (Stream<Path> settled = Files.list(source)) {
                for (Path file : settled.toList()) {
                    copy(file, target.resolve("settled").resolve(file.getFileName()));
                }
            }
            files.copyDatabase(target.resolve("hot.duckdb"));
        });
        return target;
    }

    private static void copy(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target);
        } catch (NoSuchFileException e) {
            // Replaced before, and only now let go of by its last reader: in nobody's list.
            assertThat(target).doesNotExist();
        }
    }

    private static void assertThatIsWhole(Path copy, long least, long most) throws IOException {
        HistoryExamination found = HistoryExamination.of(copy, true);
        assertThat(found.problems()).isEmpty();
        assertThat(found.cursor()).isBetween(least, most);
        assertThat(found.samples()).isGreaterThanOrEqualTo(found.cursor() * ROWS);
        try (DuckDbHistory history = DuckDbHistory.open(copy, EagerFolders.EAGER)) {
            assertThat(history.faults()).isEmpty();
            SampleBatch rows = history.read(1, HOUR, HOUR + 10 * Micros.PER_HOUR, 10_000_000);
            assertThat((long) rows.size()).isEqualTo(found.cursor() * ROWS);
            for (int i = 1; i < rows.size(); i++) {
                assertThat(rows.time(i)).isGreaterThan(rows.time(i - 1));
            }
        }
    }

    @Test
    void namesEveryFileThatDoesNotFitTheList() throws Exception {
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            for (int hour = 0; hour < 4; hour++) {
                SampleBatch rows = new SampleBatch();
                for (int i = 0; i < ROWS; i++) {
                    rows.addNumber(1, HOUR + hour * 5 * Micros.PER_HOUR + i * Micros.PER_SECOND, i / 7.0,
                            StatusCode.GOOD);
                }
                history.apply(rows, hour + 1);
            }
            for (int calls = 0; calls < 10; calls++) {
                history.settle(HOUR + (25 + calls) * Micros.PER_HOUR);
            }
            assertThat(history.stats().files()).isEqualTo(4);
        }
        List<Path> files;
        try (Stream<Path> settled = Files.list(folder.resolve("settled"))) {
            files = settled.sorted().toList();
        }
        Files.writeString(folder.resolve("settled").resolve("left.parquet.partial"), "half a file");
        assertThat(HistoryExamination.of(folder, true)).satisfies(found -> {
            assertThat(found.problems()).isEmpty();
            assertThat(found.notes()).singleElement().asString().contains("left.parquet.partial");
            assertThat(found.from().orElseThrow()).isEqualTo(HOUR);
        });

        Files.delete(files.get(0));
        Files.write(files.get(1), new byte[10]);
        zero(files.get(2));
        Files.copy(files.get(3), files.get(0));
        List<String> quick = HistoryExamination.of(folder, false).problems();
        assertThat(quick)
                .anySatisfy(text -> assertThat(text).contains(files.get(0).toString(), "restore it from a backup"))
                .anySatisfy(text -> assertThat(text).contains(files.get(1).toString(), "has 10 bytes instead of"))
                .anySatisfy(text -> assertThat(text).contains(files.get(2).toString(), "is broken"));
    }

    /** Other bytes at the same length, as a bad disk gives them. */
    private static void zero(Path file) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.write(new byte[(int) access.length()]);
        }
    }
}
