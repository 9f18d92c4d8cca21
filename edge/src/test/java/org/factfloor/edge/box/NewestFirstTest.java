package org.factfloor.edge.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.factfloor.edge.hub.EdgeStatus;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

/** After an outage live samples pass the backlog, and the server knows that it has not everything yet. */
class NewestFirstTest extends EdgeFixture {

    private double rate = 1e9;

    @Override
    Outbox.Order order() {
        return Outbox.Order.NEWEST_FIRST;
    }

    @Override
    EdgeBox.Settings settings() {
        return new EdgeBox.Settings(folder.resolve("box"), 256 << 20, 0, order(), Outbox.WhenFull.DROP_OLDEST, rate);
    }

    @Test
    void liveSamplesDoNotWaitForTheBacklog() throws Exception {
        // So slow that the backlog would take longer than any test.
        rate = 1;
        startBox(enrol());
        produce(Duration.ofSeconds(10));
        awaitOnline();
        awaitArrival();
        line.cut();
        await().atMost(SOON).until(() -> server.edge("hall").state() == EdgeStatus.State.AWAY);
        produce(Duration.ofHours(13));
        int before = said.getFirst().size();
        line.mend();
        awaitOnline();
        long mended = said.getFirst().lastKey();
        await().atMost(SOON).until(() -> {
            // What came before the box knew that it is connected is of the backlog.
            produce(Duration.ofSeconds(1));
            return stored(0).lastKey() > mended;
        });
        long newest = said.getFirst().lastKey();
        assertThat(stored(0).size()).isLessThan(before);
        // Facts wait for the backlog: what proves life is told in order.
        Map<String, Long> proofs = server.intake.lives("hall");
        assertThat(proofs.getOrDefault("press", Long.MAX_VALUE)).isLessThan(newest - Micros.PER_HOUR);

        // Another box process takes the rest up, and sends nothing of it twice.
        rate = 1e9;
        box.close();
        startBox(Enrolment.read(folder.resolve("box")).orElseThrow());
        produce(Duration.ofSeconds(5));
        awaitArrival();
        assertAllArrived();
        await().atMost(SOON).until(() -> server.intake.lives("hall").getOrDefault("press", 0L) > newest);
        assertThat(server.intake.counts().duplicate()).isLessThan(5_000);
    }

    @Test
    void aLineThatIsCutAgainAndAgainLosesNothing() throws Exception {
        rate = 30_000;
        startBox(enrol());
        awaitOnline();
        for (int i = 0; i < 12; i++) {
            line.cut();
            produce(Duration.ofHours(2));
            line.mend();
            awaitOnline();
            produce(Duration.ofMinutes(1));
        }
        awaitArrival();
        assertAllArrived();
        assertThat(silences(0)).isEmpty();
    }
}
