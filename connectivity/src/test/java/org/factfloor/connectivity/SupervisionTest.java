package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Supervision of connectors whose every move the test makes, on a clock that the test drives. */
class SupervisionTest {

    private static final Connection CNC = SmallPlant.connection("cnc-1", "scripted", "scripted://cnc-1");

    private final DrivenClock clock = new DrivenClock();
    private final RecordingSink sink = new RecordingSink();
    private final ScriptedProtocol protocol = new ScriptedProtocol("scripted");
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    /** Draws just below 1 always: pauses of 0.5, 1, 2 … s. */
    private final Supervision supervision = new Supervision(List.of(protocol), sink,
            name -> Optional.ofNullable(secrets.get(name)), clock, clock, SupervisionSettings.standard(), () -> -1L,
            false);

    @AfterEach
    void close() {
        supervision.close();
    }

    @Test
    void showsAConnectionConnectedOnceItsConnectorSaysSo() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
        ScriptedProtocol.Run run = protocol.next();
        assertThat(status().state()).isEqualTo(State.CONNECTING);

        run.feed().connected();

        assertThat(status().state()).isEqualTo(State.CONNECTED);
        assertThat(status().lastProofOfLife()).contains(clock.instant());
        assertThat(sink.calls()).containsExactly("opened cnc-1");
    }

    @Test
    void triesAgainAfterPausesThatDoubleUpToTenSeconds() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
        protocol.next().fail(unreachable());
        awaitState(State.WAITING);

        assertThat(supervision.retry("cnc-1")).isTrue();

        assertThat(protocol.next()).isNotNull();
        assertThat(supervision.retry("unknown")).isFalse();
    }

    /** It looks open and says nothing: a pulled cable, a hung machine. */
    @Test
    void endsASessionThatIsSilentForTenSeconds() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(new SmallPlant().with(publishingEvery(Duration.ofMinutes(1)))
                .signal(SignalKind.ANALOG, "a").model(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
        ScriptedProtocol.Run run = protocol.next();

        clock.advance(Duration.ofSeconds(31));
        supervision.tick();

        run.awaitInterrupt();
        awaitState(State.WAITING);
        assertThat(sink.calls()).isEmpty();
    }

    @Test
    void survivesADefectOfAConnector() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
            other.apply(oneSignal(), SmallPlant::refOf);
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
    void endsASessionThatStandsOnACertificateWhoseTrustWasTakenBack() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
        ScriptedProtocol.Run run = protocol.next();
        long ahead = Micros.of(clock.instant()) + 5_000_000;
        deliver(run, ahead, 1, StatusCode.GOOD);

        run.end();
        awaitState(State.WAITING);

        assertThat(sink.lastClosed()).isEqualTo(ahead + 1);
    }

    @Test
    void writesSilenceDownOnTheSourcesClock() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
    void repeatsAHeldValueAtTheTimeItWasConfirmedAfterAnOutage() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        long old = Micros.of(clock.instant());
        deliver(run, old, 42, StatusCode.GOOD);
        run.end();
        awaitState(State.WAITING);
        clock.advance(Duration.ofMinutes(1));
        supervision.tick();
        run = protocol.next();
        run.feed().connected();
        clock.advance(Duration.ofMillis(200));
        long confirmed = Micros.of(clock.instant()) - 50_000;

        run.feed().deliver(number(old, 42, StatusCode.GOOD), new long[]{confirmed});
        deliver(run, Micros.of(clock.instant()), 43, StatusCode.GOOD);

        SampleBatch samples = sink.samples();
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.time(1)).isEqualTo(old);
        assertThat(samples.time(2)).isEqualTo(confirmed).isGreaterThan(sink.lastClosed());
        assertThat(samples.number(2)).isEqualTo(42);
        assertThat(samples.number(3)).isEqualTo(43);
        assertThat(status().samples()).as("repetitions are ours, not the source's").isEqualTo(3);
    }

    @Test
    void doesNotRepeatWhatAResumingSourceSendsLater() throws Exception {
        ScriptedProtocol resuming = new ScriptedProtocol("resuming", Guarantee.RESUMABLE);
        try (Supervision other = new Supervision(List.of(resuming), sink, name -> Optional.empty(), clock, clock,
                SupervisionSettings.standard(), () -> -1L, false)) {
            other.apply(new SmallPlant().with(SmallPlant.connection("edge", "resuming", "x"))
                    .signal(SignalKind.ANALOG, "a").model(), SmallPlant::refOf);
            ScriptedProtocol.Run run = resuming.next();
            run.feed().connected();

            deliver(run, Micros.of(clock.instant()) - 60_000_000, 1, StatusCode.GOOD);

            assertThat(sink.samples().size()).isEqualTo(1);
        }
    }

    @Test
    void retimesAndCountsSamplesWithoutAPlausibleTime() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
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
        supervision.apply(oneSignal(), SmallPlant::refOf);
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();

        run.feed().refused(0, StatusCode.BAD_NODE_ID_UNKNOWN, "no such node");
        assertThat(status().refused()).containsExactly(
                new ConnectionStatus.Refusal("machine/s0", StatusCode.BAD_NODE_ID_UNKNOWN, "no such node"));
        run.feed().accepted(0);

        assertThat(status().refused()).isEmpty();
    }

    @Test
    void leavesUnchangedConnectionsRunning() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
        ScriptedProtocol.Run run = protocol.next();
        run.feed().connected();
        Connection renamed = new Connection(CNC.id(), Label.of("New name"), CNC.protocol(), CNC.endpoint(),
                CNC.security(), CNC.user(), CNC.passwordSecret(), CNC.publishingInterval(), CNC.clock());

        supervision.apply(new SmallPlant().with(renamed).signal(SignalKind.ANALOG, "a").model(), SmallPlant::refOf);

        assertThat(run.isInterrupted()).isFalse();
        assertThat(protocol.hasStarted()).isFalse();
        assertThat(status().connection().name()).isEqualTo(Label.of("New name"));
    }

    @Test
    void restartsAConnectionThatChangedAndStopsOneThatIsGone() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);
        ScriptedProtocol.Run first = protocol.next();
        first.feed().connected();

        supervision.apply(new SmallPlant().with(CNC).signal(SignalKind.ANALOG, "a").signal(SignalKind.ANALOG, "b")
                .model(), SmallPlant::refOf);
        assertThat(first.isInterrupted()).isTrue();
        ScriptedProtocol.Run second = protocol.next();
        assertThat(second.spec().bindings()).hasSize(2);
        second.feed().connected();
        assertThat(status().reconnects()).isEqualTo(1);

        supervision.apply(new SmallPlant().with(SmallPlant.connection("other", "scripted", "y"))
                .signal(SignalKind.ANALOG, "a").model(), SmallPlant::refOf);
        assertThat(second.isInterrupted()).isTrue();
        assertThat(supervision.status("cnc-1")).isEmpty();
        assertThat(protocol.next().spec().connection().id()).isEqualTo("other");
        assertThat(sink.calls()).containsExactly("opened cnc-1", "closed cnc-1", "opened cnc-1", "closed cnc-1");
    }

    @Test
    void namesTheSecretThatIsMissingAndConnectsOnceItIsThere() throws Exception {
        Connection secured = new Connection(CNC.id(), CNC.name(), CNC.protocol(), CNC.endpoint(), CNC.security(),
                Optional.of("user"), Optional.of("cnc-1-password"), CNC.publishingInterval(), CNC.clock());
        supervision.apply(new SmallPlant().with(secured).signal(SignalKind.ANALOG, "a").model(), SmallPlant::refOf);
        awaitState(State.WAITING);
        assertThat(status().fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.SECRET_MISSING);
        assertThat(status().fault().orElseThrow().details()).containsEntry("secret", "cnc-1-password");

        secrets.put("cnc-1-password", "let-me-in");
        supervision.retry("cnc-1");

        assertThat(protocol.next().spec().password()).contains("let-me-in");
    }

    @Test
    void showsAConnectionWhoseProtocolIsNotInstalled() throws Exception {
        supervision.apply(new SmallPlant().with(SmallPlant.connection("old", "telex", "z")).model(),
                SmallPlant::refOf);

        assertThat(supervision.status("old").orElseThrow().state()).isEqualTo(State.STOPPED);
        assertThat(supervision.status("old").orElseThrow().fault().orElseThrow().message()).contains("telex");
    }

    @Test
    void browsesThroughTheProtocol() throws Exception {
        supervision.apply(oneSignal(), SmallPlant::refOf);

        assertThat(supervision.browse("cnc-1", Optional.of("folder"), Optional.empty()).nodes().getFirst().address())
                .isEqualTo("folder/child");
        Assertions.assertThatThrownBy(() -> supervision.browse("unknown", Optional.empty(), Optional.empty()))
                .isInstanceOf(NoSuchElementException.class);
    }

    private static PlantModel oneSignal() {
        return new SmallPlant().with(CNC).signal(SignalKind.ANALOG, "a").model();
    }

    private static Connection publishingEvery(Duration interval) {
        return new Connection(CNC.id(), CNC.name(), CNC.protocol(), CNC.endpoint(), CNC.security(), CNC.user(),
                CNC.passwordSecret(), interval, CNC.clock());
    }

    private static void deliver(ScriptedProtocol.Run run, long time, double value, int status) throws Exception {
        run.feed().deliver(number(time, value, status), new long[]{SourceTime.ABSENT});
    }

    private static SampleBatch number(long time, double value, int status) {
        SampleBatch batch = new SampleBatch(1);
        batch.addNumber(0, time, value, status);
        return batch;
    }

    private static ConnectionFault unreachable() {
        return new ConnectionFault(ConnectionFault.Kind.UNREACHABLE, "nothing answers (expected by this test)", null);
    }

    private ConnectionStatus status() {
        return supervision.status("cnc-1").orElseThrow();
    }

    private void awaitState(State state) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> status().state() == state);
    }
}
