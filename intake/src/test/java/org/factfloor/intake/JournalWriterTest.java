package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way from the queue into the journal, over a disk whose syncs are let through one by one. */
class JournalWriterTest {

    private static final long T = 1_750_000_000_000_000L;
    private static final int QUEUE = 4_096;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SimulatedFiles files = new SimulatedFiles(new Random(1));
    private final MemoryHistory history = new MemoryHistory();
    private Intake intake;

    @BeforeEach
    void open() {
        IntakeSettings settings = new IntakeSettings(Path.of("simulated"), 0, QUEUE, Duration.ofMillis(1), 512, 1 << 20,
                Duration.ofSeconds(1), Duration.ofMillis(10), 100_000, Duration.ofMillis(20));
        intake = Intake.open(settings, files, history, InstantSource.system());
    }

    @AfterEach
    void close() {
        files.holdSyncs(false);
        intake.close();
    }

    @Test
    void aFullQueueMakesItsSourceWaitAndDropsNothing() throws Exception {
        files.holdSyncs(true);
        AtomicInteger taken = new AtomicInteger();
        Thread source = feed(100, taken);
        // One group is with the disk, one queue is full, and the next call waits.
        await().atMost(SOON).until(() -> taken.get() >= QUEUE / 100);
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> taken.get() <= QUEUE / 100 + 1);
        assertThat(source.isAlive()).isTrue();
        assertThat(intake.counts().journaled()).isZero();

        files.holdSyncs(false);
        assertThat(source.join(SOON)).isTrue();
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(intake.counts().stored()).isEqualTo(10_000);
        assertThat(intake.counts().rejected()).isZero();
    }

    /** Few long texts take as much memory as many numbers. */
    @Test
    void longTextsFillTheQueue() throws Exception {
        files.holdSyncs(true);
        AtomicInteger taken = new AtomicInteger();
        Thread source = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 12; i++) {
                    SampleBatch batch = new SampleBatch();
                    batch.addText(1, T + i, "x".repeat(1 << 20), StatusCode.GOOD);
                    intake.accept("c", batch, T);
                    taken.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(SOON).until(() -> taken.get() == 4);
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> taken.get() == 4);

        files.holdSyncs(false);
        assertThat(source.join(SOON)).isTrue();
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(intake.counts().stored()).isEqualTo(12);
    }

    @Test
    void aSourceThatWaitsCanBeInterrupted() throws Exception {
        files.holdSyncs(true);
        AtomicInteger taken = new AtomicInteger();
        Thread source = feed(100, taken);
        await().atMost(SOON).until(() -> taken.get() >= QUEUE / 100);
        source.interrupt();
        assertThat(source.join(SOON)).isTrue();
        files.holdSyncs(false);
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(intake.counts().received()).isEqualTo(intake.counts().stored()).isEqualTo(taken.get() * 100L);
    }

    /** A long import is let in piece by piece, so that a live sample never waits for more than a share of it. */
    @Test
    void samplesOfThePastLeaveRoomForLiveOnes() throws Exception {
        files.holdSyncs(true);
        CountDownLatch imported = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                intake.backfill(numbers(9, 0, 50_000));
                imported.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(SOON).until(() -> intake.counts().received() > 0);
        intake.opened("c", List.of(1), T);
        intake.accept("c", numbers(1, 0, 1_000), T);
        await().during(Duration.ofMillis(200)).atMost(SOON)
                .until(() -> intake.counts().received() <= 1_000 + QUEUE / 4 * 2);
        assertThat(imported.getCount()).isEqualTo(1);

        files.holdSyncs(false);
        assertThat(imported.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(history.stats().hotRows()).isEqualTo(51_000);
    }

    @Test
    void aDiskThatHangsIsAFaultUntilItAnswers() throws Exception {
        files.holdSyncs(true);
        intake.opened("c", List.of(1), T);
        intake.accept("c", numbers(1, 0, 10), T);
        assertThat(intake.fault()).isEmpty();
        await().atMost(SOON).until(() -> intake.fault().isPresent());
        assertThat(intake.fault().orElseThrow().en()).contains("has not answered").contains("check the disk");

        files.holdSyncs(false);
        await().atMost(SOON).until(() -> intake.fault().isEmpty());
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(intake.counts().stored()).isEqualTo(10);
    }

    @Test
    @Timeout(60)
    void closingGivesUpOnADiskThatHangs() throws Exception {
        files.holdSyncs(true);
        intake.accept("c", numbers(1, 0, 10), T);
        intake.close();
        assertThat(intake.counts().journaled()).isZero();
    }

    @Test
    @Timeout(60)
    void whoWaitsHearsOfItWhenTheWriterFails() {
        files.cutPowerAfter(0);
        assertThatThrownBy(() -> intake.backfill(numbers(1, 0, 10))).isInstanceOf(IntakeException.class)
                .hasMessageContaining("10 of 10").hasMessageContaining("restart Factfloor");
        assertThat(intake.counts().rejected()).isEqualTo(10);
        assertThat(intake.counts().inFlight()).isZero();
    }

    private Thread feed(int batches, AtomicInteger taken) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < batches; i++) {
                    intake.accept("c", numbers(1, i * 100, 100), T);
                    taken.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static SampleBatch numbers(int signal, int from, int count) {
        SampleBatch batch = new SampleBatch();
        for (int i = 0; i < count; i++) {
            batch.addNumber(signal, T + from + i, i, StatusCode.GOOD);
        }
        return batch;
    }
}
