package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** What the intake makes of samples, silence and backfills. */
class IntakeTest extends IntakeFixture {

    @Test
    void showsASampleOnTheBoardAndInHistoryOnceItIsDurable() throws InterruptedException {
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T + 5, 1.5), T + 9);

        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+5 1.5");
        assertThat(intake.board().latest(3)).hasValueSatisfying(latest -> {
            assertThat(latest.number()).isEqualTo(1.5);
            assertThat(latest.receivedAt()).isEqualTo(T + 9);
        });
    }

    @Test
    void keepsDifferentValuesOfOneTimeInTheirOrder() throws InterruptedException {
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T, 1, 2, 1), T);

        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+0 1.0", "+1 2.0", "+2 1.0");
        assertThat(intake.counts().retimed()).isEqualTo(2);
    }

    @Test
    void countsWhatIsDeliveredAgainAfterAReconnectAsDuplicate() throws InterruptedException {
        for (int session = 0; session < 2; session++) {
            intake.opened("c", List.of(3), T);
            intake.accept("c", numbers(3, T, 1, 2), T);
        }

        assertThat(intake.awaitApplied(SOON)).isTrue();
        IntakeCounts counts = intake.counts();
        assertThat(counts.duplicate()).isEqualTo(2);
        assertThat(rows(3)).startsWith("+0 1.0", "+1 2.0");
        assertThat(counts.inFlight()).isZero();
    }

    @Test
    void writesSilenceAtTheLastProofOfLife() throws InterruptedException {
        intake.opened("c", List.of(3, 4), T);
        intake.accept("c", numbers(3, T + 5, 1), T);
        intake.closed("c", T + 100);

        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+5 1.0", "+100 BadNoCommunication");
        assertThat(rows(4)).containsExactly("+100 BadNoCommunication");
        assertThat(intake.board().latest(3).orElseThrow().status()).isEqualTo(StatusCode.BAD_NO_COMMUNICATION);
    }

    /** A source whose clock is ahead of ours has given samples later than our last proof of life. */
    @Test
    void writesSilenceAfterTheNewestSample() throws InterruptedException {
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T + 500, 1), T);
        intake.closed("c", T + 100);

        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+500 1.0", "+501 BadNoCommunication");
    }

    @Test
    void writesSilenceOnceWhileAConnectionComesAndGoesWithoutSamples() throws InterruptedException {
        for (int attempt = 0; attempt < 5; attempt++) {
            intake.opened("c", List.of(3), T + attempt * 10L);
            intake.closed("c", T + attempt * 10L + 1);
        }

        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+1 BadNoCommunication");
    }

    @Test
    void closingWritesTheSilenceOfWhatIsOpen() throws InterruptedException {
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T + 5, 1), T);
        intake.alive("c", T + 70);
        intake.close();

        assertThat(rows(3)).containsExactly("+5 1.0", "+70 BadNoCommunication");
        assertThat(intake.counts().inFlight()).isZero();
    }

    /** The folder as a kill leaves it: a copy taken while the intake runs. */
    @Test
    void theNextStartWritesTheSilenceThatAKillLeft() throws Exception {
        intake.opened("c", List.of(3, 4), T);
        intake.accept("c", numbers(3, T + 5, 1), T);
        intake.alive("c", T + 70);
        Path copy = folder.resolve("copy");
        await().atMost(SOON).untilAsserted(() -> {
            copyJournal(copy);
            Journal journal = Journal.open(new FolderFiles(copy), 64 * 1024, 0);
            List<JournalRecord.OpenConnection> open = journal.openConnections().list();
            journal.close();
            assertThat(open).singleElement().extracting(JournalRecord.OpenConnection::lastProof).isEqualTo(T + 70);
        });

        MemoryHistory empty = new MemoryHistory();
        try (Intake next = Intake.open(inFolder(copy), empty, InstantSource.system())) {
            assertThat(next.awaitApplied(SOON)).isTrue();
            assertThat(rows(empty, 3)).containsExactly("+5 1.0", "+70 BadNoCommunication");
            assertThat(rows(empty, 4)).containsExactly("+70 BadNoCommunication");
            IntakeCounts counts = next.counts();
            assertThat(counts.recovered()).isEqualTo(1);
            assertThat(counts.received()).isEqualTo(2);
            assertThat(counts.stored()).isEqualTo(3);
        }
        try (Intake third = Intake.open(inFolder(copy), empty, InstantSource.system())) {
            assertThat(third.awaitApplied(SOON)).isTrue();
            assertThat(third.counts().received()).isZero();
        }
    }

    /** What a proof of life says is in history, and the silence of a connection that has gone, too. */
    @Test
    void tellsWhatHistoryHasTakenAndUntilWhenConnectionsLivedByThen() throws Exception {
        List<Map<String, Long>> proofs = new CopyOnWriteArrayList<>();
        List<String> changes = new CopyOnWriteArrayList<>();
        AutoCloseable listening = intake.onApplied((batch, changedPast, living) -> {
            if (!living.equals(proofs.isEmpty() ? Map.of() : proofs.getLast())) {
                proofs.add(living);
            }
            for (int i = 0; i < batch.size(); i++) {
                changes.add(batch.time(i) - T + " " + changedPast);
            }
            assertThat(living.getOrDefault("c", T) < T + 7 || !rows(3).isEmpty()).isTrue();
        });
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T + 5, 1.5), T + 9);
        intake.alive("c", T + 7);
        await().atMost(SOON).until(() -> !proofs.isEmpty() && Map.of("c", T + 7).equals(proofs.getLast()));
        intake.accept("c", numbers(3, T + 2, 0.5), T + 9);
        intake.closed("c", T + 8);
        await().atMost(SOON).until(() -> proofs.getLast().isEmpty());

        assertThat(changes).contains("5 false", "2 true").hasSize(3);
        assertThat(rows(3)).hasSize(3);
        listening.close();
        intake.backfill(numbers(4, T, 1));
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(changes).hasSize(3);
    }

    @Test
    void fillsTheBoardFromHistory() throws InterruptedException {
        history.apply(numbers(3, T, 1, 2), history.cursor());
        intake.seed(List.of(3, 4));

        assertThat(intake.board().latest(3)).hasValueSatisfying(latest -> {
            assertThat(latest.number()).isEqualTo(2);
            assertThat(latest.receivedAt()).isEqualTo(latest.time());
        });
        assertThat(intake.board().latest(4)).isEmpty();
    }

    @Test
    void placesSilenceAfterTheNewestSampleThatHistoryKnows() throws InterruptedException {
        history.apply(numbers(3, T + 50, 1), history.cursor());
        intake.opened("c", List.of(3), T);
        intake.closed("c", T + 10);

        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+50 1.0", "+51 BadNoCommunication");
    }

    @Test
    void backfillIsDurableWhenItReturnsAndLeavesTheBoardAsItIs() throws InterruptedException {
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T + 10, 5), T);
        intake.backfill(numbers(3, T, 1, 2));
        intake.accept("c", numbers(3, T + 10, 6), T);

        assertThat(intake.counts().journaled()).isGreaterThanOrEqualTo(3);
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(intake.board().latest(3).orElseThrow().number()).isEqualTo(6);
        assertThat(rows(3)).containsExactly("+0 1.0", "+1 2.0", "+10 5.0", "+11 6.0");
    }

    @Test
    void backfillOfTheSameSamplesAgainChangesNothing() throws InterruptedException {
        SampleBatch day = numbers(3, T, 1, 2, 2, 1, 3);
        intake.backfill(day);
        intake.backfill(day);

        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+0 1.0", "+1 2.0", "+2 1.0", "+3 3.0");
        assertThat(intake.counts().duplicate()).isEqualTo(6);
    }

    @Test
    void letsGoOfJournalFilesThatHistoryHas() throws Exception {
        intake.opened("c", List.of(3), T);
        for (int i = 0; i < 100; i++) {
            intake.accept("c", numbers(3, T + i * 1_000L, new Random(i).doubles(300).toArray()), T);
            if (i % 10 == 0) {
                assertThat(intake.awaitApplied(SOON)).isTrue();
            }
        }
        assertThat(intake.awaitApplied(SOON)).isTrue();
        await().atMost(SOON).untilAsserted(() -> {
            try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
                assertThat(files.count()).isLessThanOrEqualTo(2);
            }
        });
        assertThat(history.stats().hotRows()).isEqualTo(30_000);
    }

    @Test
    void refusesATextThatIsNoValueAndTakesTheRestOfItsBatch() throws InterruptedException {
        SampleBatch batch = new SampleBatch();
        batch.addText(3, T, "ok", StatusCode.GOOD);
        batch.addText(3, T + 10, "x".repeat((1 << 20) + 1), StatusCode.GOOD);
        batch.addText(4, T + 10, "ok", StatusCode.GOOD);
        intake.opened("c", List.of(3, 4), T);
        intake.accept("c", batch, T);

        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(intake.counts().rejected()).isEqualTo(1);
        assertThat(rows(3)).containsExactly("+0 ok", "+10 BadNoCommunication");
        assertThat(rows(4)).containsExactly("+10 ok");
    }

    @Test
    void everySumFitsWhileSamplesOfManyKindsComeIn() throws Exception {
        Random random = new Random(7);
        Thread reader = Thread.ofVirtual().unstarted(() -> {
            for (int i = 0; i < 2_000; i++) {
                IntakeCounts counts = intake.counts();
                assertThat(counts.inFlight()).isNotNegative();
                assertThat(counts.journaled()).isLessThanOrEqualTo(counts.received());
            }
        });
        Throwable[] failure = new Throwable[1];
        reader.setUncaughtExceptionHandler((_, e) -> failure[0] = e);
        reader.start();
        for (int i = 0; i < 200; i++) {
            String connection = "c" + random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0 -> intake.opened(connection, List.of(1, 2, 3), T + i);
                case 1 -> intake.closed(connection, T + i);
                case 2 -> intake.backfill(numbers(random.nextInt(5), T + random.nextInt(50), 1, 2));
                default -> intake.accept(connection,
                        numbers(random.nextInt(5), T + random.nextInt(50), random.nextInt(3), random.nextInt(3)), T);
            }
        }
        assertThat(intake.awaitApplied(SOON)).isTrue();
        reader.join(SOON);
        assertThat(failure[0]).isNull();
        IntakeCounts counts = intake.counts();
        assertThat(counts.inFlight()).isZero();
        assertThat(counts.received())
                .isEqualTo(counts.stored() + counts.duplicate() + counts.superseded() + counts.rejected());
        assertThat(counts.stored()).isEqualTo(history.stats().hotRows());
    }

    private void copyJournal(Path copy) throws Exception {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
