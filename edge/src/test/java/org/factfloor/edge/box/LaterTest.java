package org.factfloor.edge.box;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.factfloor.edge.TestServer;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

/** A server that does not take samples at present gets them when it does. */
class LaterTest extends EdgeFixture {

    /** A parcel takes longer at this rate than the pause before one that was not taken is sent again. */
    @Override
    EdgeBox.Settings settings() {
        return new EdgeBox.Settings(folder.resolve("box"), 256 << 20, 0, order(), Outbox.WhenFull.DROP_OLDEST, 2_000);
    }

    @Test
    void aParcelOfThePastThatWasNotTakenIsSentAgainHoweverSlowTheRate() throws Exception {
        startBox(enrol());
        awaitOnline();
        line.cut();
        produce(Duration.ofSeconds(6_000));
        box.close();
        server.close();
        // What came in a minute ago would make the rate higher.
        startBox(Enrolment.read(folder.resolve("box")).orElseThrow());
        server = new TestServer(folder.resolve("server"), history, clock);
        line.leadTo(server.port.port());
        line.mend();
        await().atMost(SOON).until(() -> server.edge("hall").told().isPresent());
        clock.advance(Duration.ofSeconds(1));
        long now = Micros.of(clock.instant());
        // By its second word the first parcel has been answered.
        await().atMost(SOON).until(() -> server.edge("hall").told().orElseThrow().time() >= now);
        server.apply(TestServer.plant(SIGNALS));
        awaitArrival();
        assertAllArrived();
    }
}
