package org.factfloor.edge.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.factfloor.edge.hub.EdgeStatus;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

/** A buffer that was too small for an outage: what is lost is counted to the sample, and nothing else is lost. */
class FullBufferTest extends EdgeFixture {

    private static final int BUFFER = 4 << 20;

    private Outbox.WhenFull whenFull = Outbox.WhenFull.DROP_OLDEST;

    @Override
    EdgeBox.Settings settings() {
        return new EdgeBox.Settings(folder.resolve("box"), BUFFER, 0, order(), whenFull, 1e9);
    }

    /** Produces until the box has had to let samples go, with the server away. */
    private void overfill() throws Exception {
        startBox(enrol());
        produce(Duration.ofSeconds(10));
        awaitOnline();
        awaitArrival();
        line.cut();
        await().atMost(SOON).until(() -> server.edge("hall").state() == EdgeStatus.State.AWAY);
        fill();
    }

    private void fill() throws InterruptedException {
        while (box.outbox().fill().dropped() == 0 && box.outbox().fill().bytes() < BUFFER) {
            produce(Duration.ofMinutes(10));
        }
        // What is full is noticed when the buffer is tended next; the line must not be mended before.
        await().atMost(SOON).until(() -> box.outbox().fill().dropped() > 0
                || box.intake().obstacle().filter(why -> why.en().contains("buffer is full")).isPresent());
        produce(Duration.ofHours(1));
    }

    private void assertLossesAreExact() {
        long lost = 0;
        for (int signal = 0; signal < SIGNALS; signal++) {
            TreeMap<Long, Double> stored = stored(signal);
            HourCounts missing = new HourCounts();
            int ref = signal;
            said.get(signal).forEach((time, value) -> {
                if (!value.equals(stored.get(time))) {
                    missing.add(ref, time, SampleFate.EDGE_FULL);
                }
            });
            long from = said.get(signal).firstKey();
            long to = said.get(signal).lastKey() + Micros.PER_HOUR;
            HourCounts told = server.intake.ledger(List.of(signal), from, to);
            assertThat(missing.isEmpty()).isFalse();
            for (int hour = HourCounts.hourOf(from); hour <= HourCounts.hourOf(to); hour++) {
                assertThat(told.get(signal, hour, SampleFate.EDGE_FULL)).as("signal %d, hour %d", signal, hour)
                        .isEqualTo(missing.get(signal, hour, SampleFate.EDGE_FULL));
                assertThat(told.get(signal, hour, SampleFate.APPLIED))
                        .isEqualTo(told.get(signal, hour, SampleFate.STORED)
                                + told.get(signal, hour, SampleFate.DUPLICATE)
                                + told.get(signal, hour, SampleFate.SUPERSEDED));
            }
            for (int i = 0; i < missing.size(); i++) {
                lost += missing.count(i);
            }
        }
        assertThat(server.edge("hall").lost()).isEqualTo(lost);
        assertThat(server.intake.counts().rejected()).isEqualTo(lost);
    }

    @Test
    void theOldestGoAndAreCounted() throws Exception {
        overfill();
        // Once more, after a start with a buffer that is full already.
        box.close();
        startBox(Enrolment.read(folder.resolve("box")).orElseThrow());
        fill();
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
        line.mend();
        await().atMost(Duration.ofMinutes(1)).until(
                () -> box.outbox().fill().waiting() < 4_096 && box.intake().obstacle().isEmpty());
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
                .filter(told -> told.fill().perSecond() > 0 && told.fill().room() == BUFFER).isPresent());
        await().atMost(SOON).until(() -> server.edge("hall").fullAt().isPresent());
    }
}
