package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.intake.Intake;
import org.factfloor.intake.LedgerCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that takes samples of every sort is killed at random moments; its ledger adds up each time. */
class LedgerKillTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 20);
    private static final List<Integer> SIGNALS = IntStream.range(0, LedgerFeeder.SIGNALS).boxed().toList();

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path data;

    @Test
    void addsUpAfterEveryKillAndHasEverythingThatWasAcknowledged() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        long acknowledged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long until = acknowledged + random.nextInt(50, 3_000);
            Process feeder = LedgerFeeder.start(data, seed + round);
            try {
                await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(3))
                        .until(() -> acknowledged() >= until || !feeder.isAlive());
                assertThat(feeder.isAlive()).as(Files.readString(data.resolve("output"))).isTrue();
            } finally {
                feeder.destroyForcibly().waitFor();
            }
            acknowledged = acknowledged();
            assertAddsUp(acknowledged, "round " + round + ", seed " + seed);
        }
        assertAddsUpAgainAfterAStart();
    }

    private void assertAddsUp(long acknowledged, String where) throws IOException {
        try (DuckDbHistory history = DuckDbHistory.open(data.resolve("history"))) {
            LedgerCheck check = LedgerCheck.of(data.resolve("journal"), history);
            assertThat(check.findings()).as(where).isEmpty();
            assertThat(check.applied() + check.waiting()).as(where).isGreaterThanOrEqualTo(acknowledged);
            assertThat(check.hours()).as(where).isPositive();
        }
    }

    private void assertAddsUpAgainAfterAStart() throws InterruptedException {
        try (DuckDbHistory history = DuckDbHistory.open(data.resolve("history"));
                Intake intake = Intake.open(LedgerFeeder.settings(data), history, InstantSource.system())) {
            assertThat(intake.awaitApplied(Duration.ofMinutes(1))).isTrue();
            HourCounts ledger = intake.ledger(SIGNALS, Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(ledger.imbalance()).isEqualTo(new HourCounts());
            assertThat(List.of(SampleFate.STORED, SampleFate.DUPLICATE, SampleFate.SUPERSEDED, SampleFate.LATE,
                    SampleFate.MOVED, SampleFate.TEXT_TOO_LONG))
                    .allSatisfy(fate -> assertThat(ledger.total(fate)).as("%s, seed %d", fate, seed).isPositive());
        }
    }

    private long acknowledged() throws IOException {
        Path file = data.resolve("acknowledged");
        if (!Files.exists(file) || Files.size(file) < Long.BYTES) {
            return 0;
        }
        return ByteBuffer.wrap(Files.readAllBytes(file)).getLong();
    }
}
