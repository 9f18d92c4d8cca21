package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.factfloor.history.HourCounts;
import org.factfloor.history.MemoryHistory;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger by signal and hour, over random days of an intake; more of them by {@code -Dfactfloor.rounds=…}. */
@Timeout(120)
class LedgerProperties {

    private static final int ROUNDS = Integer.getInteger("factfloor.rounds", 10);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long T = 490_000L * Micros.PER_HOUR;
    private static final int SIGNALS = 5;
    private static final List<Integer> ALL = IntStream.range(0, SIGNALS).boxed().toList();
    private static final HourCounts NONE = new HourCounts();

    /** What a day of an intake knows of itself, beside the intake: what was handed over, by signal and hour. */
    private static final class Day {

        private final Random random;
        private final HourCounts handedOver = new HourCounts();
        private final SimulatedFiles files;

        Day(long seed) {
            random = new Random(seed);
            files = new SimulatedFiles(random);
        }

        Intake open(MemoryHistory history) {
            IntakeSettings settings = new IntakeSettings(Path.of("simulated"), 1_000, 1_024, Duration.ofNanos(1), 64,
                    4_096, Duration.ofMillis(1), Duration.ofMillis(1), 50, Duration.ofMillis(1));
            return Intake.open(settings, files, history, InstantSource.system());
        }

        /** Few times of few hours and few values, so that duplicates, ties and late samples are common. */
        SampleBatch batch() {
            SampleBatch batch = new SampleBatch();
            int rows = random.nextInt(1, 12);
            for (int i = 0; i < rows; i++) {
                int signal = random.nextInt(SIGNALS);
                long time = T + random.nextInt(3) * Micros.PER_HOUR + random.nextInt(20) * Micros.PER_SECOND;
                int status = random.nextInt(5) == 0 ? 0x0000_0480 : StatusCode.GOOD;
                if (random.nextInt(20) == 0) {
                    batch.addText(signal, time, "x".repeat((1 << 20) + 1), StatusCode.GOOD);
                } else {
                    batch.addNumber(signal, time, random.nextInt(3), status);
                }
                // Filed where it is, or some µs after it.
                handedOver.add(signal, time, SampleFate.APPLIED);
            }
            return batch;
        }

        void step(Intake intake, int i) throws InterruptedException {
            String connection = "c" + random.nextInt(2);
            switch (random.nextInt(12)) {
                case 0 -> intake.opened(connection, ALL, T + i);
                case 1 -> intake.closed(connection, T + i);
                case 2 -> files.usable = random.nextBoolean() ? 0 : Long.MAX_VALUE;
                case 3 -> {
                    // Nothing that waits to hear of its outcome may be handed over meanwhile.
                    files.fail(true);
                    for (int k = 0; k < 5; k++) {
                        intake.accept(connection, batch(), T);
                    }
                    files.fail(false);
                }
                case 4, 5 -> {
                    try {
                        intake.backfill(batch());
                    } catch (IntakeException e) {
                        assertThat(e).hasMessageContaining("refused");
                    }
                }
                default -> intake.accept(connection, batch(), T);
            }
        }
    }

    @Test
    void addsUpAtEveryMomentAndCountsWhatWasHandedOver() throws Exception {
        HourCounts all = new HourCounts();
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Day day = new Day(seed);
            MemoryHistory history = new MemoryHistory();
            Intake intake = day.open(history);
            HourCounts marks = new HourCounts();
            AutoCloseable listening = intake.onApplied((batch, _, _) -> {
                for (int i = 0; i < batch.size(); i++) {
                    if (batch.status(i) == StatusCode.BAD_NO_COMMUNICATION) {
                        marks.add(batch.signal(i), batch.time(i), SampleFate.APPLIED);
                    }
                }
            });
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().start(() -> watch(intake, failure));
            for (int i = 0; i < 300; i++) {
                day.step(intake, i);
            }
            intake.close();
            reader.interrupt();
            reader.join();
            assertThat(failure.get()).as("seed %d", seed).isNull();

            HourCounts ledger = intake.ledger(ALL, T - Micros.PER_HOUR, T + 10 * Micros.PER_HOUR);
            assertThat(ledger.imbalance()).as("seed %d", seed).isEqualTo(NONE);
            assertThat(ledger.total(SampleFate.IN_FLIGHT)).as("seed %d", seed).isZero();
            assertThat(received(ledger)).as("seed %d", seed).isEqualTo(sum(day.handedOver, marks));
            all.add(ledger);
            assertThat(received(ledger).total(SampleFate.APPLIED)).as("seed %d", seed)
                    .isEqualTo(intake.counts().received());
            assertThat(ledger.total(SampleFate.MOVED)).as("seed %d", seed).isEqualTo(intake.counts().retimed());
            assertThat(ledger.total(SampleFate.LATE)).as("seed %d", seed)
                    .isGreaterThanOrEqualTo(intake.counts().late());
            listening.close();
        }
        assertThat(List.of(SampleFate.STORED, SampleFate.DUPLICATE, SampleFate.SUPERSEDED, SampleFate.LATE,
                SampleFate.MOVED, SampleFate.OVERFLOWED, SampleFate.TEXT_TOO_LONG, SampleFate.DISK_FULL,
                SampleFate.JOURNAL_FAULT)).allSatisfy(fate -> assertThat(all.total(fate)).isPositive());
    }

    private static void watch(Intake intake, AtomicReference<Throwable> failure) {
        try {
            while (!Thread.interrupted()) {
                HourCounts ledger = intake.ledger(ALL, T, T + 3 * Micros.PER_HOUR);
                assertThat(ledger.imbalance()).isEqualTo(NONE);
                for (int i = 0; i < ledger.size(); i++) {
                    assertThat(ledger.count(i)).isNotNegative();
                }
            }
        } catch (AssertionError | RuntimeException e) {
            failure.set(e);
        }
    }

    /** Everything that was taken over, as one number for each signal and hour. */
    private static HourCounts received(HourCounts ledger) {
        HourCounts received = new HourCounts();
        for (int i = 0; i < ledger.size(); i++) {
            SampleFate fate = ledger.fate(i);
            if (fate.isRejection() || fate == SampleFate.APPLIED || fate == SampleFate.IN_FLIGHT) {
                received.add(ledger.signal(i), ledger.hour(i), SampleFate.APPLIED, ledger.count(i));
            }
        }
        return received;
    }

    private static HourCounts sum(HourCounts one, HourCounts other) {
        HourCounts sum = one.copy();
        sum.add(other);
        return sum;
    }

    /**
     * The power goes at any moment; now and then the database comes back as it was some transactions ago, as a disk that
     * lied about its syncs gives it back.
     */
    @Test
    void addsUpAfterPowerCutsAndLostTransactions() throws Exception {
        for (long seed = 1; seed <= 3L * ROUNDS; seed++) {
            Day day = new Day(seed);
            MemoryHistory history = new MemoryHistory();
            long rejected = 0;
            for (int life = 0; life < 4; life++) {
                Intake intake = day.open(history);
                assertAddsUpWhenApplied(intake, "seed " + seed + " life " + life);
                HourCounts before = intake.ledger(ALL, T - Micros.PER_HOUR, T + 10 * Micros.PER_HOUR);
                assertThat(rejections(before)).as("seed %d", seed).isGreaterThanOrEqualTo(rejected);
                MemoryHistory now = history;
                Pages pages = new Pages();
                AutoCloseable listening = intake.onApplied((_, _, _) -> pages.look(now));
                pages.look(now);
                day.files.usable = Long.MAX_VALUE;
                day.files.cutPowerAfter(day.random.nextInt(1, 60));
                for (int i = 0; intake.obstacle().isEmpty() && i < 2_000; i++) {
                    day.step(intake, i);
                }
                intake.close();
                listening.close();
                // A cut between a page and its listener goes unheard.
                pages.look(now);
                day.files.crash();
                rejected = rejections(history.ledger(ALL, T - Micros.PER_HOUR, T + 10 * Micros.PER_HOUR));
                if (day.random.nextBoolean()) {
                    history = pages.before();
                }
            }
            Intake last = day.open(history);
            assertAddsUpWhenApplied(last, "seed " + seed);
            last.close();
        }
    }

    /** Keeps a history as it was when its ledger got the page before the last one; the journal goes back as far. */
    private static final class Pages {

        private final Deque<MemoryHistory> copies = new ArrayDeque<>();

        synchronized void look(MemoryHistory history) {
            if (copies.isEmpty() || copies.getLast().ledgerCursor() != history.ledgerCursor()) {
                copies.addLast(history.copy());
            }
            if (copies.size() > 2) {
                copies.removeFirst();
            }
        }

        synchronized MemoryHistory before() {
            return copies.getFirst();
        }
    }

    private static long rejections(HourCounts ledger) {
        long rejections = 0;
        for (int i = 0; i < ledger.size(); i++) {
            rejections += ledger.fate(i).isRejection() ? ledger.count(i) : 0;
        }
        return rejections;
    }

    private static void assertAddsUpWhenApplied(Intake intake, String where) throws InterruptedException {
        HourCounts atStart = intake.ledger(ALL, T - Micros.PER_HOUR, T + 10 * Micros.PER_HOUR);
        assertThat(atStart.imbalance()).as(where).isEqualTo(NONE);
        assertThat(intake.awaitApplied(SOON)).as(where).isTrue();
        HourCounts applied = intake.ledger(ALL, T - Micros.PER_HOUR, T + 10 * Micros.PER_HOUR);
        assertThat(applied.imbalance()).as(where).isEqualTo(NONE);
        assertThat(applied.total(SampleFate.IN_FLIGHT)).as(where).isZero();
        assertThat(received(applied)).as(where).isEqualTo(received(atStart));
    }
}
