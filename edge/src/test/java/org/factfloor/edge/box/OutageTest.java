package org.factfloor.edge.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.connectivity.SourceTime;
import org.factfloor.edge.hub.EdgeStatus;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The line between box and server is cut, for as long as a plant knows it, and nothing that machines said is missing. */
class OutageTest extends EdgeFixture {

    private static Stream<Duration> outages() {
        return Stream.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(13));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void nothingIsMissingAfterACut(Duration outage) throws Exception {
        startBox(enrol());
        // The very first seconds, before the server knows the box, count too.
        produce(Duration.ofSeconds(5));
        awaitOnline();
        produce(Duration.ofSeconds(60));
        line.cut();
        await().atMost(SOON).until(() -> server.edge("hall").state() == EdgeStatus.State.AWAY);
        assertThat(server.status("press").state()).isEqualTo(State.WAITING);
        assertThat(server.status("press").fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.EDGE_AWAY);
        produce(outage);
        assertThat(said.getFirst().size()).isGreaterThan(stored(0).size());
        line.mend();
        produce(Duration.ofSeconds(30));

        awaitArrival();
        awaitOnline();
        assertAllArrived();
        // The machine was read all the time: a line that is cut is no silence.
        assertThat(silences(0)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outages")
    void nothingIsMissingWhenEitherSideEndsMeanwhile(Duration outage) throws Exception {
        Enrolment enrolment = enrol();
        startBox(enrolment);
        produce(Duration.ofSeconds(20));
        awaitOnline();
        line.cut();
        produce(outage.dividedBy(2));
        server.close();
        box.close();
        startBox(Enrolment.read(folder.resolve("box")).orElseThrow());
        produce(outage.dividedBy(2));
        startServer();
        line.mend();
        produce(Duration.ofSeconds(10));
        awaitArrival();
        // Away from its machines the box was once: that is known.
        assertThat(silences(0)).hasSize(1);
        assertAllArrived();
    }

    @Test
    void aLineThatIsCutAgainAndAgainLosesNothingAndCountsWhatComesTwice() throws Exception {
        startBox(enrol());
        awaitOnline();
        for (int i = 0; i < 20; i++) {
            produce(Duration.ofMinutes(1));
            line.cut();
            produce(Duration.ofSeconds(5));
            line.mend();
        }
        awaitArrival();
        assertAllArrived();
        var counts = server.intake.counts();
        assertThat(counts.received()).isEqualTo(counts.stored() + counts.duplicate() + counts.superseded());
        assertThat(counts.superseded()).isZero();
    }

    /** A remark on samples is reported as a loss is, and a report that is not taken would end every session. */
    @Test
    void aSourceThatRepeatsATimeIsRemarkedOnAndTheSessionStands() throws Exception {
        startBox(enrol());
        awaitOnline();
        SampleBatch batch = new SampleBatch();
        long time = Micros.of(clock.instant());
        batch.addNumber(0, time, 1, StatusCode.GOOD);
        batch.addNumber(0, time, 2, StatusCode.GOOD);
        run.feed().deliver(batch, new long[]{SourceTime.ABSENT, SourceTime.ABSENT, SourceTime.ABSENT});
        await().atMost(SOON).until(() -> server.intake.ledger(List.of(0), time, time + 1).get(0,
                HourCounts.hourOf(time), SampleFate.MOVED) == 1);
        assertThat(server.edge("hall").lost()).isZero();
        produce(Duration.ofSeconds(5));
        awaitArrival();
        assertThat(stored(0)).hasSize(7);
    }
}
