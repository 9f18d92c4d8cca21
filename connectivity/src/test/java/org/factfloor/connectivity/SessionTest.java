package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** What a session hands over, and how it ends. */
class SessionTest extends SupervisionFixture {

    @Test
    void endsASessionThatStandsOnACertificateWhoseTrustWasTakenBack() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().reliesOn("A1");
        run.feed().connected();
        supervision.distrusted("B2");
        assertThat(run.isInterrupted()).isFalse();

        supervision.distrusted("A1");

        run.awaitInterrupt();
        awaitState(State.WAITING);
        assertThat(status().fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.CERTIFICATE_UNTRUSTED);
        assertThat(status().fault().orElseThrow().details()).containsEntry("thumbprint", "A1");
        assertThat(sink.calls()).containsExactly("opened cnc-1", "closed cnc-1");
    }

    /** What it cannot hand over must not vanish: the session ends, and the silence is written down. */
    @Test
    void endsASessionWhoseSamplesCannotBeHandedOver() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        sink.failNext(new IllegalStateException("disk (expected by this test)"));

        deliver(run, Micros.of(clock.instant()), 1, StatusCode.GOOD);

        run.awaitInterrupt();
        awaitState(State.WAITING);
        assertThat(status().fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.INTERNAL);
        assertThat(sink.calls()).containsExactly("opened cnc-1", "closed cnc-1");
    }

    @Test
    void closesTheSessionAtItsLastProofOfLifeHoweverItEnds() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        clock.advance(Duration.ofSeconds(3));
        run.feed().alive();
        long lastLife = Micros.of(clock.instant());
        clock.advance(Duration.ofSeconds(3));

        supervision.close();

        assertThat(sink.calls()).containsExactly("opened cnc-1", "closed cnc-1");
        assertThat(sink.lastClosed()).isEqualTo(lastLife);
        assertThat(status().state()).isEqualTo(State.STOPPED);
    }

    /** Otherwise the last sample would hide the silence. */
    @Test
    void closesAfterTheNewestSampleEvenIfTheSourcesClockIsAhead() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        long ahead = Micros.of(clock.instant()) + 5_000_000;
        deliver(run, ahead, 1, StatusCode.GOOD);

        run.end();
        awaitState(State.WAITING);

        assertThat(sink.lastClosed()).isEqualTo(ahead + 1);
    }

    @Test
    void writesSilenceDownOnTheSourcesClock() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().clockOffset(Duration.ofMinutes(-2));
        run.feed().connected();

        run.end();
        awaitState(State.WAITING);

        assertThat(sink.lastClosed()).isEqualTo(Micros.of(clock.instant().minus(Duration.ofMinutes(2))));
        assertThat(status().clockOffset()).contains(Duration.ofMinutes(-2));
    }

    @Test
    void ignoresWhatAConnectorSaysAfterItsEnd() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        run.end();
        awaitState(State.WAITING);

        deliver(run, Micros.of(clock.instant()), 1, StatusCode.GOOD);
        run.feed().alive();
        run.feed().connected();

        assertThat(sink.calls()).containsExactly("opened cnc-1", "closed cnc-1");
        assertThat(status().state()).isEqualTo(State.WAITING);
    }

    /** The value has not changed during the outage, so its own time would not end the hole. */
    @Test
    void repeatsAHeldValueWhereTheOutageEnds() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        long old = Micros.of(clock.instant());
        deliver(run, old, 42, StatusCode.GOOD);
        run.end();
        awaitState(State.WAITING);
        clock.advance(Duration.ofMinutes(1));
        supervision.tick();
        run = protocol.next();
        long begun = Micros.of(clock.instant());
        clock.advance(Duration.ofMillis(200));
        run.feed().connected();

        deliver(run, old, 42, StatusCode.GOOD);
        deliver(run, begun + 150_000, 43, StatusCode.GOOD);

        SampleBatch samples = sink.samples();
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.time(1)).isEqualTo(old);
        assertThat(samples.time(2)).isEqualTo(begun).isGreaterThan(sink.lastClosed());
        assertThat(samples.number(2)).isEqualTo(42);
        assertThat(samples.time(3)).as("changed while the session was opened").isEqualTo(begun + 150_000);
        assertThat(samples.number(3)).isEqualTo(43);
        assertThat(status().samples()).as("repetitions are ours, not the source's").isEqualTo(3);
    }

    @Test
    void doesNotRepeatWhatAResumingSourceSendsLater() throws Exception {
        ScriptedProtocol resuming = new ScriptedProtocol("resuming", Guarantee.RESUMABLE);
        try (Supervision other = new Supervision(List.of(resuming), sink, name -> Optional.empty(), clock, clock,
                SupervisionSettings.standard(), () -> -1L, false)) {
            other.apply(ConnectionPlan.of(new SmallPlant().with(SmallPlant.connection("edge", "resuming", "x"))
                    .signal(SignalKind.ANALOG, "a").model(), SmallPlant::refOf));
            ScriptedProtocol.Run run = resuming.next();
            run.feed().connected();

            deliver(run, Micros.of(clock.instant()) - 60_000_000, 1, StatusCode.GOOD);

            assertThat(sink.samples().size()).isEqualTo(1);
        }
    }

    @Test
    void retimesAndCountsSamplesWithoutAPlausibleTime() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        long now = Micros.of(clock.instant());

        deliver(run, SourceTime.ABSENT, 1, StatusCode.GOOD);
        deliver(run, now + 3_600_000_000L, 2, StatusCode.BAD_SENSOR_FAILURE);

        SampleBatch samples = sink.samples();
        assertThat(samples.time(0)).isEqualTo(now);
        assertThat(samples.status(0)).isEqualTo(StatusCode.UNCERTAIN_SUBSTITUTE_VALUE);
        assertThat(samples.status(1)).isEqualTo(StatusCode.BAD_SENSOR_FAILURE);
        assertThat(status().retimed()).isEqualTo(2);
    }

    @Test
    void countsSamplesBeforeWhichTheSourceDroppedOthers() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        long now = Micros.of(clock.instant());

        deliver(run, now, 1, StatusCode.GOOD);
        deliver(run, now + 1, 2, StatusCode.GOOD | 0x0480);

        assertThat(status().overflowed()).isEqualTo(1);
        assertThat(status().samples()).isEqualTo(2);
    }

    @Test
    void showsRefusedSignalsUntilTheyAreAccepted() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();

        run.feed().refused(0, StatusCode.BAD_NODE_ID_UNKNOWN, "no such node");
        assertThat(status().refused()).containsExactly(
                new ConnectionStatus.Refusal("machine/s0", StatusCode.BAD_NODE_ID_UNKNOWN, "no such node"));
        run.feed().accepted(0);

        assertThat(status().refused()).isEmpty();
    }
}
