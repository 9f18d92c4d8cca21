package org.factfloor.edge.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.connectivity.Protocol;
import org.factfloor.connectivity.ScriptedProtocol;
import org.factfloor.connectivity.SmallPlant;
import org.factfloor.edge.TestServer;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SignalKind;
import org.junit.jupiter.api.Test;

/** What a box holds follows the plant model of its server. */
class PlanTest extends EdgeFixture {

    private static Connection secured() {
        Connection plain = SmallPlant.connection("lathe", "script", "script://lathe");
        return new Connection(plain.id(), plain.name(), plain.protocol(), plain.endpoint(), plain.security(),
                Optional.of("reader"), Optional.of("lathe-password"), plain.publishingInterval(), plain.clock(),
                Optional.of("hall"));
    }

    @Test
    void aNewConnectionComesWithReferencesAndThePasswordItNeeds() throws Exception {
        startBox(enrol());
        awaitOnline();
        assertThat(run.spec().bindings()).extracting(binding -> binding.ref() + " " + binding.signal().key())
                .containsExactly("0 machine/s0", "1 machine/s1", "2 machine/s2");
        server.records.secrets().put("lathe-password", "swordfish");
        server.apply(new SmallPlant().with(run.spec().connection().heldBy(Optional.of("hall")))
                .signal(SignalKind.ANALOG, "a0").signal(SignalKind.ANALOG, "a1").signal(SignalKind.ANALOG, "a2")
                .with(secured()).signal(SignalKind.COUNTER, "parts").model());

        ScriptedProtocol.Run lathe = protocol.next();
        assertThat(lathe.spec().password()).contains("swordfish");
        assertThat(lathe.spec().bindings()).hasSize(1).first()
                .satisfies(binding -> assertThat(binding.ref()).isEqualTo(3));
        lathe.feed().connected();
        await().atMost(SOON).until(() -> server.status("lathe").state() == State.CONNECTED);
        assertThat(run.isInterrupted()).as("what did not change goes on").isFalse();
        assertThat(PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("box").resolve("plan.json")))).isEqualTo("rw-------");
    }

    /** A server that has just started knows boxes before it knows its plant. */
    @Test
    void aServerThatDoesNotKnowItsPlantYetTakesNothingAway() throws Exception {
        startBox(enrol());
        awaitOnline();
        server.close();
        server = new TestServer(folder.resolve("server"), history, clock);
        line.leadTo(server.port.port());
        await().atMost(SOON).until(() -> server.edge("hall").told().isPresent());
        server.apply(TestServer.plant(SIGNALS));
        awaitOnline();
        assertThat(run.isInterrupted()).isFalse();
        assertThat(protocol.hasStarted()).isFalse();
    }

    @Test
    void aConnectionThatLeavesTheBoxEndsThere() throws Exception {
        startBox(enrol());
        awaitOnline();
        server.apply(new SmallPlant().model());
        run.awaitInterrupt();
        await().atMost(SOON).until(() -> server.intake.lives("hall").isEmpty());
    }

    @Test
    void aBoxThatStartsWithoutItsServerGoesOnWithTheLastPlan() throws Exception {
        startBox(enrol());
        awaitOnline();
        produce(Duration.ofSeconds(5));
        box.close();
        server.close();
        startBox(Enrolment.read(folder.resolve("box")).orElseThrow());
        produce(Duration.ofSeconds(5));
        startServer();
        awaitArrival();
        assertAllArrived();
    }

    @Test
    void aPersonAtTheServerLooksAtWhatASourceOfTheBoxOffers() throws Exception {
        startBox(enrol());
        awaitOnline();
        Protocol.Page page = server.connections.browse("press", Optional.of("plc"), Optional.empty());
        assertThat(page.nodes()).extracting(Protocol.Node::address).containsExactly("plc/child");
        line.cut();
        await().atMost(SOON).until(() -> server.status("press").state() == State.WAITING);
        org.assertj.core.api.Assertions
                .assertThatThrownBy(() -> server.connections.browse("press", Optional.empty(), Optional.empty()))
                .isInstanceOf(ConnectionFault.class).hasMessageContaining("look again when it is back");
    }

    @Test
    void faultsOfABoxsConnectionsAreSeenAtTheServer() throws Exception {
        startBox(enrol());
        awaitOnline();
        run.fail(new ConnectionFault(ConnectionFault.Kind.UNREACHABLE, "press: nothing answers", null));
        await().atMost(SOON).until(() -> server.status("press").fault()
                .filter(fault -> fault.kind() == ConnectionFault.Kind.UNREACHABLE).isPresent());
        protocol.next().feed().connected();
        awaitOnline();
        assertThat(server.status("press").reconnects()).isEqualTo(1);
    }

    @Test
    void aConnectionOfABoxNobodyEnrolledSaysWhatToDo() throws Exception {
        assertThat(server.status("press").fault().orElseThrow().kind()).isEqualTo(ConnectionFault.Kind.EDGE_UNKNOWN);
        assertThat(server.status("press").fault().orElseThrow().message()).contains("make a code");
        assertThat(server.edge("hall").state()).isEqualTo(org.factfloor.edge.hub.EdgeStatus.State.EXPECTED);
    }

    /** A password that was entered late, or has changed, is no change of the plant model. */
    @Test
    void aSecretThatChangesReachesABoxThatIsConnected() throws Exception {
        server.apply(new SmallPlant().with(secured()).signal(SignalKind.COUNTER, "parts").model());
        box = EdgeBox.start(settings(), enrol(), _ -> List.of(protocol), clock, "test", Duration.ofMillis(500));
        await().atMost(SOON).until(() -> server.status("lathe").fault()
                .filter(fault -> fault.kind() == ConnectionFault.Kind.SECRET_MISSING).isPresent());
        server.records.secrets().put("lathe-password", "swordfish");
        await().atMost(SOON).until(() -> Files.readString(folder.resolve("box").resolve("plan.json"))
                .contains("swordfish"));
        server.connections.retry("lathe");
        assertThat(protocol.next().spec().password()).contains("swordfish");
    }

    @Test
    void aPlanThatCannotBeKeptRunsAndTheSessionStands() throws Exception {
        startBox(enrol());
        awaitOnline();
        Path plan = folder.resolve("box").resolve("plan.json");
        // What a full disk does to it.
        Files.delete(plan);
        Files.createDirectories(plan.resolve("in-the-way"));
        server.apply(new SmallPlant().with(run.spec().connection().heldBy(Optional.of("hall")))
                .signal(SignalKind.ANALOG, "a0").model());
        run.awaitInterrupt();
        run = protocol.next();
        run.feed().connected();
        assertThat(run.spec().bindings()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        long at = Micros.of(clock.instant());
        await().atMost(SOON).until(() -> server.edge("hall").told().filter(told -> told.time() >= at).isPresent());
        assertThat(protocol.hasStarted()).isFalse();
    }
}
