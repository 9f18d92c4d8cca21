package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** The whole intake under power cuts at any moment, on many seeds. */
class IntakeCrashProperties {

    private static final long T = 1_750_000_000_000_000L;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int SIGNALS = 5;

    @Test
    void whatTheBoardShowedIsInHistoryAfterAPowerCutAndItsSilenceIsWritten() throws InterruptedException {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            SimulatedFiles files = new SimulatedFiles(random);
            MemoryHistory history = new MemoryHistory();
            long time = T;
            for (int life = 0; life < 3; life++) {
                Intake intake = open(files, history);
                assertThat(intake.awaitApplied(SOON)).isTrue();
                allSilent(history, intake, seed);
                files.cutPowerAfter(random.nextInt(1, 30));
                intake.opened("c", List.of(0, 1, 2, 3, 4), time);
                while (intake.fault().isEmpty()) {
                    time += 10;
                    SampleBatch batch = new SampleBatch();
                    batch.addNumber(random.nextInt(SIGNALS), time, random.nextInt(4), StatusCode.GOOD);
                    intake.accept("c", batch, time);
                    intake.alive("c", time);
                }
                intake.close();
                files.crash();
                Intake next = open(files, history);
                assertThat(next.awaitApplied(SOON)).isTrue();
                for (int signal = 0; signal < SIGNALS; signal++) {
                    int shown = signal;
                    long seeds = seed;
                    intake.board().latest(signal).ifPresent(latest -> assertThat(history.at(shown, latest.time()))
                            .as("seed %d", seeds)
                            .hasValueSatisfying(row -> assertThat(row.time(0)).isEqualTo(latest.time())));
                }
                allSilent(history, next, seed);
                next.close();
            }
        }
    }

    /** Nothing is connected, so nothing may look as if it were known. */
    private static void allSilent(MemoryHistory history, Intake intake, long seed) {
        assertThat(intake.counts().inFlight()).as("seed %d", seed).isZero();
        SampleBatch newest = history.latest(List.of(0, 1, 2, 3, 4));
        for (int i = 0; i < newest.size(); i++) {
            assertThat(newest.status(i)).as("seed %d, signal %d", seed, newest.signal(i))
                    .isEqualTo(StatusCode.BAD_NO_COMMUNICATION);
        }
    }

    private static Intake open(SimulatedFiles files, MemoryHistory history) {
        IntakeSettings settings = new IntakeSettings(Path.of("simulated"), 0, 4_096, Duration.ofNanos(1), 64, 4_096,
                Duration.ofMillis(1), Duration.ofMillis(1), 1_000, Duration.ofMillis(1));
        return Intake.open(settings, files, history, InstantSource.system());
    }
}
