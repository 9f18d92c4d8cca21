package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.factfloor.history.History;
import org.factfloor.history.HistoryException;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the intake does where the disk or the history does not take what it has. */
class IntakeTroubleTest extends IntakeFixture {

    @Test
    void refusesSamplesBelowTheFreeSpaceFloorAndRecoversByItself() throws InterruptedException {
        intake.close();
        SimulatedFiles files = new SimulatedFiles(new Random(1));
        intake = Intake.open(settings().withFreeSpaceFloor(1_000), files, history, InstantSource.system());
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T, 1), T);
        files.usable = 999;
        await().atMost(SOON).until(() -> intake.fault().isPresent());

        intake.accept("c", numbers(3, T + 10, 2), T);
        intake.accept("c", numbers(3, T + 20, 3), T);
        assertThat(intake.counts().rejected()).isEqualTo(2);
        assertThat(intake.fault().orElseThrow().en()).contains("GiB free").endsWith("taken again.");
        assertThatThrownBy(() -> intake.backfill(numbers(3, T - 10, 1))).isInstanceOf(IntakeException.class)
                .hasMessageContaining("refused");

        files.usable = 1_000;
        await().atMost(SOON).until(() -> intake.fault().isEmpty());
        intake.accept("c", numbers(3, T + 30, 4), T);
        assertThat(intake.awaitApplied(SOON)).isTrue();
        // From the first refused sample on nothing is known; the value before must not seem to hold.
        assertThat(rows(3)).containsExactly("+0 1.0", "+10 BadNoCommunication", "+30 4.0");
    }

    /** More room is reserved and not used than there is. */
    @Test
    @Timeout(60)
    void samplesThatCannotBeFiledLeaveTheirRoomToOthers() throws InterruptedException {
        intake.close();
        AtomicBoolean stands = new AtomicBoolean();
        intake = Intake.open(settings(), history, () -> {
            if (stands.get()) {
                throw new IllegalStateException("the clock stands");
            }
            return Instant.now();
        });
        stands.set(true);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> intake.accept("c", numbers(-1, T, new double[4_096]), T))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> intake.backfill(numbers(3, T, new double[4_096])))
                    .hasMessageContaining("the clock stands");
        }
        stands.set(false);
        intake.accept("c", numbers(3, T, 1), T);
        intake.backfill(numbers(3, T - 10, 0));
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+-10 0.0", "+0 1.0");
    }

    @Test
    void aDiskThatFailsCostsNothingThatWasTakenOver() throws InterruptedException {
        intake.close();
        SimulatedFiles files = new SimulatedFiles(new Random(1));
        intake = Intake.open(settings(), files, history, InstantSource.system());
        intake.opened("c", List.of(3), T);
        files.fail(true);
        intake.accept("c", numbers(3, T, 1), T);
        await().atMost(SOON).until(() -> intake.fault().isPresent());
        assertThat(intake.fault().orElseThrow().en()).contains("No space left on device");
        intake.accept("c", numbers(3, T + 10, 2), T);
        assertThat(intake.counts().rejected()).isEqualTo(1);
        assertThat(intake.counts().journaled()).isZero();
        assertThat(intake.board().latest(3)).isEmpty();

        files.fail(false);
        await().atMost(SOON).until(() -> intake.fault().isEmpty());
        intake.accept("c", numbers(3, T + 20, 3), T);
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+0 1.0", "+10 BadNoCommunication", "+20 3.0");
    }

    @Test
    void whatHistoryRefusesStaysInTheJournalAndIsAppliedLater() throws Exception {
        intake.close();
        AtomicBoolean refuses = new AtomicBoolean(true);
        History moody = refusing(refuses);
        intake = Intake.open(inFolder(folder.resolve("moody")), moody, InstantSource.system());
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T, 1), T);
        await().atMost(SOON).until(() -> intake.fault().isPresent());
        assertThat(intake.fault().orElseThrow().en()).contains("out of sorts").contains("stay in the journal");
        assertThat(intake.counts().inFlight()).isEqualTo(1);
        assertThat(intake.board().latest(3)).isPresent();

        refuses.set(false);
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(intake.fault()).isEmpty();
        assertThat(rows(3)).containsExactly("+0 1.0");
    }

    @Test
    void closingWhileHistoryRefusesLeavesItsSamplesToTheNextStart() throws Exception {
        intake.close();
        AtomicBoolean refuses = new AtomicBoolean(true);
        IntakeSettings settings = inFolder(folder.resolve("moody"));
        intake = Intake.open(settings, refusing(refuses), InstantSource.system());
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T, 1), T);
        intake.close();
        assertThat(rows(3)).isEmpty();

        intake = Intake.open(settings, history, InstantSource.system());
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).containsExactly("+0 1.0", "+1 BadNoCommunication");
        assertThat(intake.counts().recovered()).isEqualTo(2);
    }

    /** Samples go on being applied while somebody waits for a long ledger, which is read once and is of one moment. */
    @Test
    @Timeout(60)
    void aLongLedgerKeepsNothingFromBeingApplied() throws Exception {
        intake.close();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch applied = new CountDownLatch(1);
        AtomicInteger read = new AtomicInteger();
        History slow = (History) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{History.class},
                (_, method, arguments) -> {
                    Object answer = invoke(method, history, arguments);
                    if (method.getName().equals("balance")) {
                        read.incrementAndGet();
                        reading.countDown();
                        applied.await();
                    }
                    return answer;
                });
        intake = Intake.open(inFolder(folder.resolve("slow")), slow, InstantSource.system());
        intake.opened("c", List.of(3), T);
        intake.accept("c", numbers(3, T, 1), T);
        assertThat(intake.awaitApplied(SOON)).isTrue();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HourCounts> ledger = asking.submit(() -> intake.ledger(List.of(3), T, T + 1));
            reading.await();
            intake.accept("c", numbers(3, T + 1, 2), T);
            assertThat(intake.awaitApplied(SOON)).isTrue();
            applied.countDown();
            assertThat(ledger.get().total(SampleFate.STORED)).isEqualTo(1);
            assertThat(ledger.get().total(SampleFate.APPLIED)).isEqualTo(1);
            assertThat(read).hasValue(1);
        } finally {
            applied.countDown();
        }
    }

    /** A long backlog must not keep the process from ending; what is left of it waits for the next start. */
    @Test
    @Timeout(60)
    void closingLeavesALongBacklogToTheNextStart() throws Exception {
        intake.close();
        AtomicBoolean refuses = new AtomicBoolean(true);
        IntakeSettings like = inFolder(folder.resolve("slow"));
        IntakeSettings settings = new IntakeSettings(like.folder(), 0, like.queueSamples(), like.commitDelay(),
                like.commitSamples(), like.segmentBytes(), like.lifeInterval(), like.applyInterval(), 1,
                like.retryDelay());
        History moody = refusing(refuses);
        History slow = (History) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{History.class}, (_, method, arguments) -> {
                    if (method.getName().equals("apply")) {
                        // As long as a transaction takes on a bad disk.
                        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                    }
                    return invoke(method, moody, arguments);
                });
        intake = Intake.open(settings, slow, InstantSource.system());
        intake.opened("c", List.of(3), T);
        for (int i = 0; i < 200; i++) {
            intake.accept("c", numbers(3, T + i, i), T);
        }
        await().atMost(SOON).until(() -> intake.counts().journaled() == 200);
        refuses.set(false);
        intake.close();
        assertThat(rows(3)).hasSizeLessThan(200);

        intake = Intake.open(settings, history, InstantSource.system());
        assertThat(intake.awaitApplied(SOON)).isTrue();
        assertThat(rows(3)).hasSize(201).endsWith("+199 199.0", "+200 BadNoCommunication");
    }

    private static @Nullable Object invoke(Method method, History history, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(history, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private History refusing(AtomicBoolean refuses) {
        return (History) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{History.class}, (_, method, arguments) -> {
                    if (method.getName().equals("apply") && refuses.get()) {
                        throw new HistoryException("out of sorts", null);
                    }
                    return method.invoke(history, arguments);
                });
    }
}
