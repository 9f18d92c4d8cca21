package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SignalKind;
import org.junit.jupiter.api.Test;

/** When connections are made, distrusted and made again. */
class SupervisionTest extends SupervisionFixture {

    @Test
    void showsAConnectionConnectedOnceItsConnectorSaysSo() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        assertThat(status().state()).isEqualTo(State.CONNECTING);

        run.feed().connected();

        assertThat(status().state()).isEqualTo(State.CONNECTED);
        assertThat(status().lastProofOfLife()).contains(clock.instant());
        assertThat(sink.calls()).containsExactly("opened cnc-1");
    }

    @Test
    void triesAgainAfterPausesThatDoubleUpToTenSeconds() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        for (int expected : new int[]{500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000}) {
            protocol.next().fail(unreachable());
            awaitState(State.WAITING);
            assertThat(status().nextAttempt().map(next -> Duration.between(clock.instant(), next).plusNanos(500_000)
                    .toMillis())).contains((long) expected);

            clock.advance(Duration.ofMillis(expected - 1));
            supervision.tick();
            assertThat(protocol.hasStarted()).isFalse();
            clock.advance(Duration.ofMillis(1));
            supervision.tick();
        }
        assertThat(protocol.next()).isNotNull();
    }

    @Test
    void keepsTheFaultUntilItIsConnectedAgain() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        protocol.next().fail(unreachable());
        awaitState(State.WAITING);
        assertThat(status().fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.UNREACHABLE);

        supervision.retry("cnc-1");
        ScriptedProtocol.Run run = protocol.next();
        assertThat(status().fault()).isPresent();
        run.feed().connected();

        assertThat(status().fault()).isEmpty();
    }

    @Test
    void triesAtOnceWhenAskedTo() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        protocol.next().fail(unreachable());
        awaitState(State.WAITING);

        assertThat(supervision.retry("cnc-1")).isTrue();

        assertThat(protocol.next()).isNotNull();
        assertThat(supervision.retry("unknown")).isFalse();
    }

    /** It looks open and says nothing: a pulled cable, a hung machine. */
    @Test
    void endsASessionThatIsSilentForTenSeconds() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        Instant lastLife = clock.instant();
        clock.advance(Duration.ofSeconds(10));
        supervision.tick();
        assertThat(run.isInterrupted()).isFalse();

        clock.advance(Duration.ofMillis(1));
        supervision.tick();

        run.awaitInterrupt();
        awaitState(State.WAITING);
        assertThat(status().fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.SILENT);
        assertThat(sink.calls()).containsExactly("opened cnc-1", "closed cnc-1");
        assertThat(Micros.toInstant(sink.lastClosed())).isEqualTo(lastLife);
    }

    @Test
    void waitsThreePublishingIntervalsWhereTheseAreLonger() throws Exception {
        supervision.apply(ConnectionPlan.of(new SmallPlant().with(publishingEvery(Duration.ofMinutes(1)))
                .signal(SignalKind.ANALOG, "a").model(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();

        clock.advance(Duration.ofMinutes(3));
        supervision.tick();
        assertThat(run.isInterrupted()).isFalse();
        clock.advance(Duration.ofMillis(1));
        supervision.tick();

        run.awaitInterrupt();
    }

    @Test
    void takesAKeepAliveForAProofOfLife() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofSeconds(1));
            run.feed().alive();
            supervision.tick();
        }

        assertThat(run.isInterrupted()).isFalse();
        assertThat(sink.alive()).isEqualTo(100);
        assertThat(sink.lastAlive()).isEqualTo(Micros.of(clock.instant()));
    }

    @Test
    void endsAnAttemptThatDoesNotConnectWithinThirtySeconds() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();

        clock.advance(Duration.ofSeconds(31));
        supervision.tick();

        run.awaitInterrupt();
        awaitState(State.WAITING);
        assertThat(sink.calls()).isEmpty();
    }

    @Test
    void survivesADefectOfAConnector() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        protocol.next().crash(new IllegalStateException("defect (expected by this test)"));
        awaitState(State.WAITING);
        assertThat(status().fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.INTERNAL);

        supervision.retry("cnc-1");

        protocol.next().feed().connected();
        assertThat(status().state()).isEqualTo(State.CONNECTED);
    }

    /** Memory that ran out once, say: nothing else would end the session and try again. */
    @Test
    void survivesAnErrorOfAConnector() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        run.crash(new OutOfMemoryError("expected by this test"));
        awaitState(State.WAITING);
        assertThat(status().fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.INTERNAL);
        assertThat(sink.calls()).containsExactly("opened cnc-1", "closed cnc-1");

        supervision.retry("cnc-1");

        protocol.next().feed().connected();
        assertThat(status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void stillEndsASilentSessionAfterAnErrorOfALookAtIt() throws Exception {
        AtomicInteger errors = new AtomicInteger();
        try (Supervision other = new Supervision(List.of(protocol), sink, name -> Optional.empty(), clock, () -> {
            if (errors.getAndDecrement() > 0) {
                throw new OutOfMemoryError("expected by this test");
            }
            return clock.getAsLong();
        }, SupervisionSettings.standard(), () -> -1L, false)) {
            other.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
            ScriptedProtocol.Run run = protocol.next();
            run.feed().connected();
            clock.advance(Duration.ofSeconds(11));
            errors.set(1);
            other.tick();
            assertThat(run.isInterrupted()).isFalse();

            other.tick();

            run.awaitInterrupt();
        }
    }

    @Test
    void leavesUnchangedConnectionsRunning() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        Connection renamed = new Connection(CNC.id(), Label.of("New name"), CNC.protocol(), CNC.endpoint(),
                CNC.security(), CNC.user(), CNC.passwordSecret(), CNC.publishingInterval(), CNC.clock(), CNC.edge());

        supervision.apply(ConnectionPlan.of(new SmallPlant().with(renamed).signal(SignalKind.ANALOG, "a").model(),
                SmallPlant::refOf));

        assertThat(run.isInterrupted()).isFalse();
        assertThat(protocol.hasStarted()).isFalse();
        assertThat(status().connection().name()).isEqualTo(Label.of("New name"));
    }

    @Test
    void restartsAConnectionThatChangedAndStopsOneThatIsGone() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));
        ScriptedProtocol.Run first = protocol.next();
        first.feed().connected();

        supervision.apply(ConnectionPlan
                .of(new SmallPlant().with(CNC).signal(SignalKind.ANALOG, "a").signal(SignalKind.ANALOG, "b")
                        .model(), SmallPlant::refOf));
        assertThat(first.isInterrupted()).isTrue();
        ScriptedProtocol.Run second = protocol.next();
        assertThat(second.spec().bindings()).hasSize(2);
        second.feed().connected();
        assertThat(status().reconnects()).isEqualTo(1);

        supervision.apply(ConnectionPlan.of(new SmallPlant().with(SmallPlant.connection("other", "scripted", "y"))
                .signal(SignalKind.ANALOG, "a").model(), SmallPlant::refOf));
        assertThat(second.isInterrupted()).isTrue();
        assertThat(supervision.status("cnc-1")).isEmpty();
        assertThat(protocol.next().spec().connection().id()).isEqualTo("other");
        assertThat(sink.calls()).containsExactly("opened cnc-1", "closed cnc-1", "opened cnc-1", "closed cnc-1");
    }

    @Test
    void namesTheSecretThatIsMissingAndConnectsOnceItIsThere() throws Exception {
        Connection secured = new Connection(CNC.id(), CNC.name(), CNC.protocol(), CNC.endpoint(), CNC.security(),
                Optional.of("user"), Optional.of("cnc-1-password"), CNC.publishingInterval(), CNC.clock(), CNC.edge());
        supervision.apply(ConnectionPlan.of(new SmallPlant().with(secured).signal(SignalKind.ANALOG, "a").model(),
                SmallPlant::refOf));
        awaitState(State.WAITING);
        assertThat(status().fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.SECRET_MISSING);
        assertThat(status().fault().orElseThrow().details()).containsEntry("secret", "cnc-1-password");

        secrets.put("cnc-1-password", "let-me-in");
        supervision.retry("cnc-1");

        assertThat(protocol.next().spec().password()).contains("let-me-in");
    }

    @Test
    void showsAConnectionWhoseProtocolIsNotInstalled() throws Exception {
        supervision.apply(ConnectionPlan.of(new SmallPlant().with(SmallPlant.connection("old", "telex", "z")).model(),
                SmallPlant::refOf));

        assertThat(supervision.status("old").orElseThrow().state()).isEqualTo(State.STOPPED);
        assertThat(supervision.status("old").orElseThrow().fault().orElseThrow().message()).contains("telex");
    }

    @Test
    void browsesThroughTheProtocol() throws Exception {
        supervision.apply(ConnectionPlan.of(oneSignal(), SmallPlant::refOf));

        assertThat(supervision.browse("cnc-1", Optional.of("folder"), Optional.empty()).nodes().getFirst().address())
                .isEqualTo("folder/child");
        Assertions.assertThatThrownBy(() -> supervision.browse("unknown", Optional.empty(), Optional.empty()))
                .isInstanceOf(NoSuchElementException.class);
    }
}
