package org.factfloor.edge.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.TreeMap;
import org.factfloor.edge.hub.EdgeStatus;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Micros;
import org.factfloor.records.EdgeLoss;
import org.junit.jupiter.api.Test;

/** A buffer that was too small for an outage: what is lost is counted to the sample, and nothing else is lost. */
class FullBufferTest extends EdgeFixture {

    private Outbox.WhenFull whenFull = Outbox.WhenFull.DROP_OLDEST;

    @Override
    EdgeBox.Settings settings() {
        return new EdgeBox.Settings(folder.resolve("box"), 4 << 20, 0, order(), whenFull, 1e9);
    }

    /** Produces until the box has had to let samples go. */
    private void overfill() throws Exception {
        startBox(enrol());
        produce(Duration.ofSeconds(10));
        awaitOnline();
        awaitArrival();
        line.cut();
        await().atMost(SOON).until(() -> server.edge("hall").state() == EdgeStatus.State.AWAY);
        while (box.outbox().fill().dropped() == 0 && box.intake().obstacle().isEmpty()) {
            produce(Duration.ofMinutes(10));
        }
        produce(Duration.ofHours(1));
    }

    private void assertLossesAreExact() {
        for (int signal = 0; signal < SIGNALS; signal++) {
            TreeMap<Long, Double> stored = stored(signal);
            TreeMap<Long, Long> missing = new TreeMap<>();
            said.get(signal).forEach((time, value) -> {
                if (!value.equals(stored.get(time))) {
                    missing.merge(time - Math.floorMod(time, Micros.PER_HOUR), 1L, Long::sum);
                }
            });
            TreeMap<Long, Long> told = new TreeMap<>();
            int ref = signal;
            server.records.edges().losses("hall").stream().filter(loss -> loss.signal() == ref)
                    .forEach(loss -> told.put(loss.hour(), loss.samples()));
            assertThat(told).as("signal %d", signal).isEqualTo(missing).isNotEmpty();
        }
        assertThat(server.edge("hall").lost())
                .isEqualTo(server.records.edges().losses("hall").stream().mapToLong(EdgeLoss::samples).sum());
    }

    @Test
    void theOldestGoAndAreCounted() throws Exception {
        overfill();
        // Once more, after a start with a buffer that is full already.
        box.close();
        startBox(Enrolment.read(folder.resolve("box")).orElseThrow());
        produce(Duration.ofHours(1));
        line.mend();
        produce(Duration.ofSeconds(10));
        awaitArrival();
        await().atMost(SOON).untilAsserted(this::assertLossesAreExact);
        // From the first sample that is lost on nothing is known, up to one that was kept.
        assertThat(silences(0)).isNotEmpty();
        assertThat(silences(0).getFirst()).isGreaterThan(stored(0).firstKey());
    }

    @Test
    void orNoNewOnesAreTakenAndThoseAreCounted() throws Exception {
        whenFull = Outbox.WhenFull.STOP;
        overfill();
        assertThat(box.intake().obstacle().orElseThrow()).contains("buffer is full");
        line.mend();
        await().atMost(SOON).until(() -> box.intake().obstacle().isEmpty());
        produce(Duration.ofSeconds(10));
        awaitArrival();
        await().atMost(SOON).untilAsserted(this::assertLossesAreExact);
        assertThat(silences(0)).isNotEmpty();
    }

    @Test
    void thePageHasWhatItNeedsToWarn() throws Exception {
        startBox(enrol());
        awaitOnline();
        produce(Duration.ofMinutes(20));
        await().atMost(SOON).until(() -> server.edge("hall").told()
                .filter(told -> told.fill().perSecond() > 0 && told.fill().room() == 4 << 20).isPresent());
        await().atMost(SOON).until(() -> server.edge("hall").fullAt().isPresent());
    }
}
