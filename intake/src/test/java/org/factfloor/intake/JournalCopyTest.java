package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** What a copy of the journal holds, and what a look through its files tells. */
class JournalCopyTest extends IntakeFixture {

    private static final int ROUND = 2_000;

    /** Several files' worth of samples, applied. */
    private void fill(int rounds) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            SampleBatch batch = new SampleBatch();
            for (int i = 0; i < ROUND; i++) {
                batch.addNumber(3, T + (long) round * ROUND + i, i / 7.0, StatusCode.GOOD);
            }
            intake.accept("c", batch, T);
            // Each round is a write of its own.
            assertThat(intake.awaitApplied(SOON)).isTrue();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void aCopyOfAHeldJournalHoldsWhatCameSinceTheHoldThoughHistoryHasTakenIt()
            throws IOException, InterruptedException {
        intake.opened("c", List.of(3), T);
        fill(1);
        long cursor = history.cursor();
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (JournalHold hold = intake.holdJournal()) {
            fill(10);
            hold.copyTo(copy);
        }
        assertThat(JournalExamination.of(copy, cursor, false)).satisfies(found -> {
            assertThat(found.problems()).isEmpty();
            assertThat(found.notes()).isEmpty();
            assertThat(found.files()).isGreaterThan(3);
            assertThat(found.waiting()).isEqualTo(10 * ROUND);
        });

        MemoryHistory older = new MemoryHistory();
        older.apply(new SampleBatch(), cursor);
        try (Intake restored = Intake.open(inFolder(copy), older, InstantSource.system())) {
            assertThat(restored.awaitApplied(SOON)).isTrue();
            assertThat(older.latest(List.of(3)).time(0)).isGreaterThanOrEqualTo(T + 10L * ROUND - 1);
            assertThat(older.read(3, T, T + 10L * ROUND, 100_000).size()).isEqualTo(10 * ROUND);
        }
    }

    @Test
    void lettingGoDeletesWhatHistoryHas() throws IOException, InterruptedException {
        JournalHold hold = intake.holdJournal();
        fill(10);
        assertThat(files()).hasSizeGreaterThan(3);
        hold.close();
        hold.close();
        fill(1);
        assertThat(files()).hasSizeLessThan(3);
    }

    @Test
    void tellsAMissingFileADamagedOneAndATornEndApart() throws IOException, InterruptedException {
        try (JournalHold _ = intake.holdJournal()) {
            fill(10);
            intake.close();
        }
        List<Path> files = files();
        Path last = files.getLast();
        Files.write(last, new byte[]{1, 2, 3}, StandardOpenOption.APPEND);
        JournalExamination torn = JournalExamination.of(folder.resolve("journal"), 0, false);
        assertThat(torn.problems()).isEmpty();
        assertThat(torn.notes()).singleElement().asString().contains("3 bytes", last.toString(), "no whole record");
        assertThat(JournalExamination.of(folder.resolve("journal"), 0, true).notes()).isEmpty();

        try (RandomAccessFile spoiled = new RandomAccessFile(files.get(1).toFile(), "rw")) {
            spoiled.seek(200);
            spoiled.write(new byte[50]);
        }
        Files.delete(files.get(2));
        JournalExamination broken = JournalExamination.of(folder.resolve("journal"), 0, false);
        assertThat(broken.problems()).hasSize(2);
        assertThat(broken.problems().getFirst()).contains(files.get(1).toString(), "cannot be read");
        assertThat(broken.problems().getLast()).contains("The journal lacks", "a file is missing");

        JournalExamination taken = JournalExamination.of(folder.resolve("journal"), history.cursor(), false);
        assertThat(taken.problems()).as("history has all of it").isEmpty();
        assertThat(taken.notes()).anySatisfy(note -> assertThat(note).contains("nothing is lost"));
    }

    @Test
    void saysWhenTheJournalBeginsBehindWhatHistoryHasTaken() throws IOException, InterruptedException {
        try (JournalHold _ = intake.holdJournal()) {
            fill(10);
            intake.close();
        }
        Files.delete(files().getFirst());
        assertThat(JournalExamination.of(folder.resolve("journal"), 17, false).problems()).singleElement().asString()
                .contains("history has taken it to 17 only");
    }
}
