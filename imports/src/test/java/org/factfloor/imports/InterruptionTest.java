package org.factfloor.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** Whatever stops an import, in the end each line is there once and what is counted is what became of the file. */
class InterruptionTest extends ImportFixture {

    private static final int ROWS = 200_000;
    private static final long FIRST = 1_764_000_000L;

    private final long seed = Long.getLong("seed", System.nanoTime());

    private static String file() {
        StringBuilder text = new StringBuilder("time,press/parts,press/temp\n");
        for (int i = 0; i < ROWS; i++) {
            // Two values a second, and now and then a line that is wrong.
            text.append(FIRST + i / 2).append(',').append(i).append(',').append(i % 1_000 == 7 ? "x" : "1.5")
                    .append('\n');
        }
        return text.toString();
    }

    private void assertAllThereOnce(SampleImport done) {
        assertThat(done.state()).as("seed %d: %s", seed, done.fault()).isEqualTo(State.DONE);
        assertThat(done.filed().rows()).isEqualTo(ROWS);
        assertThat(done.filed().rejected()).isEqualTo(ROWS / 1_000);
        SampleBatch rows = history.read(ref("press/parts"), 0, Long.MAX_VALUE / 2, ROWS + 100);
        int next = 0;
        for (int row = 0; row < rows.size() - 1; row++) {
            if (rows.time(row) == time(next)) {
                assertThat(rows.whole(row)).as("seed %d, line %d", seed, next + 2).isEqualTo(next);
                next++;
            } else {
                // Where it was stopped halfway, what held there stands once more.
                assertThat(rows.whole(row)).as("seed %d, line %d", seed, next + 2).isEqualTo(next - 1);
                assertThat(rows.time(row)).isBetween(time(next - 1), time(next));
            }
            assertThat(rows.status(row)).isEqualTo(StatusCode.GOOD);
        }
        assertThat(next).as("seed %d", seed).isEqualTo(ROWS);
        assertThat(rows.status(rows.size() - 1)).isEqualTo(StatusCode.BAD_NO_COMMUNICATION);
    }

    private static long time(int line) {
        return (FIRST + line / 2) * 1_000_000 + line % 2;
    }

    private void awaitFiling(int id) {
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(1)).until(() -> {
            SampleImport now = imports.find(id).orElseThrow();
            return now.filed().rows() > 0 && now.state() == State.FILING || !now.isBusy();
        });
    }

    @Test
    void whatWasCancelledGoesOnFromThere() throws Exception {
        SampleImport sent = send(file());
        for (int round = 0; round < 4; round++) {
            if (imports.find(sent.id()).orElseThrow().state() != State.DONE) {
                imports.file(sent.id());
                awaitFiling(sent.id());
                imports.cancel(sent.id());
                SampleImport now = imports.await(sent.id(), 30, TimeUnit.SECONDS);
                assertThat(now.state()).isIn(State.CANCELLED, State.DONE);
            }
        }
        if (imports.find(sent.id()).orElseThrow().state() != State.DONE) {
            file(sent.id());
        }
        assertAllThereOnce(imports.find(sent.id()).orElseThrow());
    }

    @Test
    void whatAStopInterruptedGoesOnAtTheNextStart() throws Exception {
        Random random = new Random(seed);
        SampleImport sent = send(file());
        imports.file(sent.id());
        for (int round = 0; round < 4; round++) {
            awaitFiling(sent.id());
            Thread.sleep(random.nextInt(20));
            imports.close();
            intake.close();
            intake = Intake.open(IntakeSettings.in(folder.resolve("journal")).withFreeSpaceFloor(0), history,
                    () -> NOW);
            imports = SampleImports.open(parts());
            imports.resume();
        }
        assertAllThereOnce(imports.await(sent.id(), 1, TimeUnit.MINUTES));
    }
}
