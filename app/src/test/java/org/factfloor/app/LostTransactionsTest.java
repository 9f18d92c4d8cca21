package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.factfloor.history.History;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.intake.Intake;
import org.factfloor.plant.SampleBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that lied about its syncs gives the database back as it was some transactions ago, and the journal as it is: what is
 * missing is applied again, nothing twice, and the ledger says the same as if nothing had happened.
 */
class LostTransactionsTest {

    private static final int ROUNDS = Integer.getInteger("factfloor.rounds", 4);
    private static final List<Integer> SIGNALS = IntStream.range(0, LedgerFeeder.SIGNALS).boxed().toList();
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void lostTransactionsAreAppliedAgainFromTheJournal() throws IOException, InterruptedException {
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path data = folder.resolve("data " + seed);
            Path restored = folder.resolve("restored " + seed);
            List<String> content;
            HourCounts ledger;
            try (DuckDbHistory history = DuckDbHistory.open(data.resolve("history"));
                    Intake intake = Intake.open(LedgerFeeder.settings(data), history, InstantSource.system())) {
                feed(intake, random);
                history.settle(LedgerFeeder.START + 1_000L * 3_600_000_000L);
                feed(intake, random);
                assertThat(intake.awaitApplied(LONG)).isTrue();
                copy(data.resolve("history"), restored.resolve("history"));
                feed(intake, random);
                assertThat(intake.awaitApplied(LONG)).isTrue();
                copy(data.resolve("journal"), restored.resolve("journal"));
                content = content(history);
                ledger = intake.ledger(SIGNALS, Long.MIN_VALUE, Long.MAX_VALUE);
            }
            try (DuckDbHistory history = DuckDbHistory.open(restored.resolve("history"));
                    Intake intake = Intake.open(LedgerFeeder.settings(restored), history, InstantSource.system())) {
                assertThat(intake.counts().recovered()).as("seed %d", seed).isPositive();
                assertThat(intake.awaitApplied(LONG)).isTrue();
                assertThat(content(history)).as("seed %d", seed).isEqualTo(content);
                HourCounts again = intake.ledger(SIGNALS, Long.MIN_VALUE, Long.MAX_VALUE);
                assertThat(again.imbalance()).as("seed %d", seed).isEqualTo(new HourCounts());
                assertThat(again).as("seed %d", seed).isEqualTo(ledger);
                assertThat(again.total(SampleFate.DUPLICATE)).as("seed %d", seed).isPositive();
            }
        }
    }

    private static void feed(Intake intake, SplittableRandom random) throws InterruptedException {
        for (int i = 0; i < 60; i++) {
            SampleBatch batch = LedgerFeeder.batch(random,
                    LedgerFeeder.START + random.nextInt(300) * 60_000_000L);
            intake.accept("c", batch, LedgerFeeder.START);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static List<String> content(History history) {
        List<String> lines = new ArrayList<>();
        for (int signal : SIGNALS) {
            SampleBatch rows = history.read(signal, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
            for (int i = 0; i < rows.size(); i++) {
                lines.add(signal + " " + rows.time(i) + " " + rows.type(i) + " " + rows.bits(i) + " " + rows.status(i));
            }
        }
        return lines;
    }
}
