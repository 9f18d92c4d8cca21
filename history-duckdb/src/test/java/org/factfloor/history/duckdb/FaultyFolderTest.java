package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.factfloor.history.History;
import org.factfloor.history.HistoryException;
import org.factfloor.history.HourCounts;
import org.factfloor.history.Retention;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyFolderTest {

    private static final long HOUR = 490_000L * Micros.PER_HOUR;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void refusesAFolderThatIsOpenAlreadyInOneClearSentence() {
        try (DuckDbHistory _ = DuckDbHistory.open(folder)) {
            assertThatThrownBy(() -> DuckDbHistory.open(folder)).isInstanceOf(HistoryException.class)
                    .hasMessage("The history in " + folder.toAbsolutePath()
                            + " is in use by another process; stop that one or choose another folder.");
        }
        try (DuckDbHistory again = DuckDbHistory.open(folder)) {
            assertThat(again.cursor()).isZero();
        }
    }

    @Test
    void refusesADatabaseThatIsNone() throws IOException {
        Files.writeString(folder.resolve("hot.duckdb"), "this is no database, but it is long enough to look like one");
        assertThatThrownBy(() -> DuckDbHistory.open(folder)).isInstanceOf(HistoryException.class)
                .hasMessageContaining("cannot be opened");
        Files.delete(folder.resolve("hot.duckdb"));
        DuckDbHistory.open(folder).close();
    }

    @Test
    void removesWhatACrashLeftWhileSettling() throws IOException {
        settleTwoHours();
        Path leftover = folder.resolve("settled/2025-11-24T00-00-00_9.parquet.partial");
        Files.writeString(leftover, "half a file");
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            assertThat(leftover).doesNotExist();
            assertThat(history.faults()).isEmpty();
            assertThat(history.read(1, HOUR, HOUR + 2 * Micros.PER_HOUR, 1_000).size()).isEqualTo(200);
        }
    }

    @Test
    void readsTheOtherFilesWhenOneIsMissing() throws IOException {
        Files.delete(settleTwoHours().getFirst());
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            assertThatTheSecondHourIsLeft(history);
        }
    }

    @Test
    void readsTheOtherFilesWhenOneBreaksWhileItIsOpen() throws IOException {
        List<Path> files = settleTwoHours();
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            overwrite(files.getFirst());
            assertThatTheSecondHourIsLeft(history);
        }
    }

    /** What is sent again for a broken file is taken and settles, although the file is still in its place. */
    @Test
    void aBrokenFileIsFilledInAgain() throws IOException {
        List<Path> files = settleTwoHours();
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            overwrite(files.getFirst());
            assertThat(history.read(1, HOUR, HOUR + Micros.PER_HOUR, 1_000).isEmpty()).isTrue();
            assertThat(balance(history).imbalance().total(SampleFate.APPLIED)).as("missing").isEqualTo(100);
            assertThat(history.apply(hour(0), 3, Optional.of(applied(hour(0)))).stored()).isEqualTo(100);
            assertThatTheLedgerAddsUp(history);
            settleAll(history);
            assertThat(history.stats().hotRows()).isZero();
            assertThatBothHoursAreThere(history);
            assertThatTheLedgerAddsUp(history);
            assertThat(history.faults()).hasSize(1);
            assertThatItIsNotedAndNoProblem(history.files().examine(true), files.getFirst());
        }
        assertThatItIsNotedAndNoProblem(HistoryExamination.of(folder, true), files.getFirst());
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            assertThatBothHoursAreThere(history);
            assertThatTheLedgerAddsUp(history);
            assertThat(history.faults()).hasSize(1);
            assertThat(files.getFirst()).exists();
        }
    }

    private static HourCounts balance(History history) {
        return history.balance(List.of(1), HOUR, HOUR + 2 * Micros.PER_HOUR, Runnable::run);
    }

    private static void assertThatTheLedgerAddsUp(History history) {
        assertThat(balance(history).imbalance()).isEqualTo(new HourCounts());
        assertThat(balance(history).total(SampleFate.STORED)).isEqualTo(200);
        assertThat(balance(history).total(SampleFate.DUPLICATE)).isEqualTo(100);
    }

    /** Only what is there again is a duplicate; the rest is missing until it comes, or the file does. */
    @Test
    void whatIsNotFilledInIsMissing() throws IOException {
        Path file = settleTwoHours().getFirst();
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            breakAndFillIn(history, file);
            assertThat(balance(history).total(SampleFate.DUPLICATE)).isEqualTo(4);
            assertThat(balance(history).imbalance().total(SampleFate.APPLIED)).isEqualTo(96);
        }
    }

    /** What was filled in is in a file that breaks as well. */
    @Test
    void whatIsFilledInTwiceIsADuplicateTwice() throws IOException {
        Path file = settleTwoHours().getFirst();
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            breakAndFillIn(history, file);
            Path second = files(folder).stream().filter(path -> !path.equals(file)).findFirst().orElseThrow();
            overwrite(second);
            assertThat(history.read(1, HOUR, HOUR + Micros.PER_HOUR, 1_000).isEmpty()).isTrue();
            SampleBatch three = new SampleBatch();
            for (int i = 0; i < 3; i++) {
                three.addFrom(hour(0), i);
            }
            history.apply(three, history.cursor() + 1, Optional.of(applied(three)));
            for (int settled = 0; settled < 2; settled++) {
                assertThat(balance(history).total(SampleFate.DUPLICATE)).isEqualTo(3);
                assertThat(balance(history).imbalance().total(SampleFate.APPLIED)).isEqualTo(101);
                settleAll(history);
            }
        }
    }

    /** When samples of its time are removed, the broken file goes too, and nothing will be compared with it any more. */
    @Test
    void theLedgerAddsUpOnceABrokenFileIsGivenUp() throws IOException {
        Path file = settleTwoHours().getFirst();
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            overwrite(file);
            assertThat(history.read(1, HOUR, HOUR + Micros.PER_HOUR, 1_000).isEmpty()).isTrue();
            history.apply(hour(0), 3, Optional.of(applied(hour(0))));
            settleAll(history);
            history.retain(new Retention(1, null, null));
            for (int calls = 0; calls < 10; calls++) {
                history.settle(HOUR + 72 * Micros.PER_HOUR);
            }
            assertThat(file).doesNotExist();
            assertThat(history.faults()).isEmpty();
            assertThat(history.read(1, HOUR, HOUR + 2 * Micros.PER_HOUR, 1_000).isEmpty()).isTrue();
            assertThatTheLedgerAddsUp(history);
        }
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            assertThatTheLedgerAddsUp(history);
        }
    }

    private static void assertThatItIsNotedAndNoProblem(HistoryExamination found, Path file) {
        assertThat(found.problems()).isEmpty();
        assertThat(found.notes()).singleElement().asString().contains(file.toString(), "filled in again");
        assertThat(found.samples()).isEqualTo(200);
    }

    /** A program that reads the files finds only those that can be read. */
    @Test
    void theListOfFilesLeavesABrokenOneOutAtOnce() throws IOException {
        Path file = settleTwoHours().getFirst();
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            assertThat(Files.readString(folder.resolve("files.csv"))).contains(String.valueOf(file.getFileName()));
            overwrite(file);
            assertThatTheSecondHourIsLeft(history);
            assertThat(Files.readAllLines(folder.resolve("files.csv"))).noneMatch(
                    line -> line.startsWith("settled,settled/" + file.getFileName()));
        }
    }

    @Test
    void aFileThatComesBackWhileTheServerRunsCountsAgain() throws IOException {
        Path file = settleTwoHours().getFirst();
        byte[] backup = Files.readAllBytes(file);
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            breakAndFillIn(history, file);
            Files.write(file, backup);
            settleAll(history);
            assertThatTheFileIsBack(history);
        }
    }

    @Test
    void aFileThatComesBackWhileTheServerIsStoppedCountsAgain() throws IOException {
        Path file = settleTwoHours().getFirst();
        byte[] backup = Files.readAllBytes(file);
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            breakAndFillIn(history, file);
        }
        Files.write(file, backup);
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            settleAll(history);
            assertThatTheFileIsBack(history);
        }
    }

    /** What was filled in moves to the hot table and is seen all the while. */
    @RepeatedTest(6)
    void readersMissNothingWhileAFileComesBack() throws Exception {
        Path file = settleTwoHours().getFirst();
        byte[] backup = Files.readAllBytes(file);
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER);
                ExecutorService threads = Executors.newFixedThreadPool(1)) {
            breakAndFillIn(history, file);
            Files.write(file, backup);
            AtomicBoolean isBack = new AtomicBoolean();
            Future<Integer> fewest = threads.submit(() -> {
                int least = Integer.MAX_VALUE;
                while (!isBack.get()) {
                    least = Math.min(least, history.read(1, HOUR, HOUR + Micros.PER_HOUR, 1_000).size());
                }
                return least;
            });
            try {
                settleAll(history);
            } finally {
                isBack.set(true);
            }
            assertThat(fewest.get()).isGreaterThanOrEqualTo(4);
            assertThatTheFileIsBack(history);
        }
    }

    private static HourCounts applied(SampleBatch rows) {
        HourCounts counts = new HourCounts();
        for (int i = 0; i < rows.size(); i++) {
            counts.add(rows.signal(i), rows.time(i), SampleFate.APPLIED);
        }
        return counts;
    }

    /** The range is filled in a little, with samples that lose, equal and win against those of the file. */
    private static void breakAndFillIn(History history, Path file) throws IOException {
        overwrite(file);
        assertThat(history.read(1, HOUR, HOUR + Micros.PER_HOUR, 1_000).isEmpty()).isTrue();
        SampleBatch some = new SampleBatch();
        some.addNumber(1, HOUR + 5 * Micros.PER_SECOND, 99, StatusCode.BAD);
        some.addFrom(hour(0), 6);
        some.add(1, HOUR + 7 * Micros.PER_SECOND, ValueType.NUMBER, Double.doubleToLongBits(7_000), null,
                StatusCode.GOOD, 1);
        some.addNumber(1, HOUR + 30 * Micros.PER_MINUTE, 8, StatusCode.GOOD);
        history.apply(some, history.cursor() + 1, Optional.of(applied(some)));
        settleAll(history);
        assertThat(history.read(1, HOUR, HOUR + Micros.PER_HOUR, 1_000).size()).isEqualTo(4);
        assertThat(history.faults()).singleElement()
                .asString()
                .contains("100 samples", "from 2025-11-24T16:00:00Z to 2025-11-24T17:00:00Z");
    }

    private void assertThatTheFileIsBack(History history) {
        assertThat(history.faults()).isEmpty();
        assertThat(history.stats().hotRows()).isZero();
        HourCounts ledger = balance(history);
        assertThat(ledger.imbalance()).as("what met is counted").isEqualTo(new HourCounts());
        assertThat(ledger.total(SampleFate.DUPLICATE)).isEqualTo(1);
        assertThat(ledger.total(SampleFate.SUPERSEDED)).isEqualTo(2);
        SampleBatch rows = history.read(1, HOUR, HOUR + Micros.PER_HOUR, 1_000);
        assertThat(rows.size()).isEqualTo(101);
        assertThat(rows.number(5)).as("the bad one lost").isEqualTo(5 / 7.0);
        assertThat(rows.number(7)).as("the correction won").isEqualTo(7_000);
        assertThat(history.reduce(1, HOUR, HOUR + 2 * Micros.PER_HOUR, 2).samples(0)).isEqualTo(101);
        assertThat(history.changes(0, 100)).as("facts learn of it").isNotEmpty()
                .last()
                .matches(change -> change.signal() == 1 && change.from() == HOUR);
    }

    private static void assertThatBothHoursAreThere(History history) {
        assertThat(history.read(1, HOUR, HOUR + 2 * Micros.PER_HOUR, 1_000).size()).isEqualTo(200);
        assertThat(history.reduce(1, HOUR, HOUR + 2 * Micros.PER_HOUR, 2).samples(0)).isEqualTo(100);
    }

    /** As with a disk that is full between the two: what is finished would take the room the next try needs. */
    @Test
    void noFileOfTalliesIsLeftBehindWhenTheNextOneFails() throws IOException {
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            Path obstacle = folder.resolve("hours/2025-11-24T16-00-00_2.parquet");
            Files.createDirectories(obstacle.resolve("in the way"));
            history.apply(hour(0), 1);
            assertThatThrownBy(() -> settleAll(history)).isInstanceOf(HistoryException.class);
            for (String kind : List.of("settled", "minutes")) {
                try (Stream<Path> files = Files.list(folder.resolve(kind))) {
                    assertThat(files).as(kind).isEmpty();
                }
            }
            Files.delete(obstacle.resolve("in the way"));
            Files.delete(obstacle);
            settleAll(history);
            assertThat(history.stats().hotRows()).isZero();
            assertThat(history.read(1, HOUR, HOUR + Micros.PER_HOUR, 1_000).size()).isEqualTo(100);
        }
    }

    @Test
    void tellsWhichSignalsABrokenFileHad() throws IOException {
        List<Path> files = settleTwoHours();
        Files.delete(files.getFirst());
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            assertThat(history.faults()).singleElement().asString().contains("100 samples of 1 signal (ref 1)");
            assertThat(history.reduce(1, HOUR, HOUR + 2 * Micros.PER_HOUR, 2).samples(0)).as("from its tallies")
                    .isEqualTo(100);
        }
    }

    private static void assertThatTheSecondHourIsLeft(History history) {
        SampleBatch rows = history.read(1, HOUR, HOUR + 2 * Micros.PER_HOUR, 1_000);
        assertThat(rows.size()).isEqualTo(100);
        assertThat(rows.time(0)).isEqualTo(HOUR + Micros.PER_HOUR);
        assertThat(history.reduce(1, HOUR, HOUR + 2 * Micros.PER_HOUR, 2).samples(1)).isEqualTo(100);
        assertThat(history.faults()).singleElement().asString().contains("missing or broken", "100 samples");
    }

    private List<Path> settleTwoHours() throws IOException {
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            history.apply(hour(0), 1, Optional.of(applied(hour(0))));
            history.apply(hour(1), 2, Optional.of(applied(hour(1))));
            settleAll(history);
            assertThat(history.stats().files()).isEqualTo(2);
        }
        return files(folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("settled"))) {
            return files.sorted().toList();
        }
    }

    private static SampleBatch hour(int hour) {
        SampleBatch rows = new SampleBatch();
        for (int i = 0; i < 100; i++) {
            rows.addNumber(1, HOUR + hour * Micros.PER_HOUR + i * Micros.PER_SECOND, i / 7.0, StatusCode.GOOD);
        }
        return rows;
    }

    private static void settleAll(History history) {
        for (int calls = 0; calls < 10; calls++) {
            history.settle(HOUR + (5 + calls) * Micros.PER_HOUR);
        }
    }

    /** Other bytes at the same length, as a bad disk gives them. */
    private static void overwrite(Path file) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.write(new byte[(int) access.length()]);
        }
    }
}
