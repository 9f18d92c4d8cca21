package org.factfloor.edge.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.factfloor.connectivity.ScriptedProtocol;
import org.factfloor.edge.TestServer;
import org.factfloor.edge.hub.EdgeStatus;
import org.factfloor.history.MemoryHistory;
import org.junit.jupiter.api.Test;

/** How a box comes to belong to a server, and how that ends. */
class EnrolmentTest extends EdgeFixture {

    private Path data() throws Exception {
        return Files.createDirectories(folder.resolve("box"));
    }

    @Test
    void aCodeEnrolsOnceAndWhatTheBoxKeepsIsItsOwnersOnly() throws Exception {
        String code = server.port.code("hall", "ada");
        Enrolment enrolment = Enrolment.enrol(data(), address(), code);

        assertThat(enrolment.name()).isEqualTo("hall");
        assertThat(Enrolment.read(data())).contains(enrolment);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve("edge.json"))))
                .isEqualTo("rw-------");
        assertThat(enrolment.toString()).doesNotContain(enrolment.token());
        assertThatThrownBy(() -> Enrolment.enrol(data(), address(), code)).isInstanceOf(EdgeException.class)
                .hasMessageContaining("was used").hasMessageContaining("make a new one");
        assertThat(server.records.audit().page(OptionalLong.empty(), 10))
                .extracting(entry -> entry.action() + " " + entry.result())
                .contains("edge.enrol ok", "edge.enrol refused");
    }

    @Test
    void aCodeEndsAfterAnHour() throws Exception {
        String code = server.port.code("hall", "ada");
        clock.advance(Duration.ofHours(1));

        assertThatThrownBy(() -> Enrolment.enrol(data(), address(), code)).isInstanceOf(EdgeException.class)
                .hasMessageContaining("is over");
        assertThat(Enrolment.read(data())).isEmpty();
    }

    @Test
    void aWrongCodeIsRefused() throws Exception {
        String code = server.port.code("hall", "ada");
        String wrong = (code.startsWith("A") ? "B" : "A") + code.substring(1);

        assertThatThrownBy(() -> Enrolment.enrol(data(), address(), wrong)).isInstanceOf(EdgeException.class)
                .hasMessageContaining("code is wrong");
        assertThatThrownBy(() -> Enrolment.enrol(data(), address(), code.substring(0, 50)))
                .isInstanceOf(EdgeException.class).hasMessageContaining("not whole");
        assertThat(Enrolment.enrol(data(), address(), code).name()).isEqualTo("hall");
    }

    /** Somebody between box and server, or another server at the address, gets to see neither code nor token. */
    @Test
    void anotherServerAtTheAddressIsNotSpokenTo() throws Exception {
        String code = server.port.code("hall", "ada");
        Enrolment enrolment = Enrolment.enrol(data(), address(), code);
        try (TestServer other = new TestServer(folder.resolve("other"), new MemoryHistory(), clock)) {
            line.leadTo(other.port.port());
            assertThatThrownBy(() -> Enrolment.enrol(data(), address(), server.port.code("hall", "ada")))
                    .isInstanceOf(EdgeException.class).hasMessageContaining("another server");
            box = EdgeBox.start(settings(), enrolment, _ -> List.of(protocol), clock, "test", Duration.ofMillis(100));
            await().atMost(SOON).until(() -> box.standing().contains("not the server this box was enrolled at"));
            assertThat(other.hub.statuses()).isEmpty();
        }
        line.leadTo(server.port.port());
        await().atMost(SOON).until(() -> server.edge("hall").state() == EdgeStatus.State.ONLINE);
    }

    @Test
    void aRevokedBoxSaysSoKeepsWhatItReadsAndGoesOnWhenItIsEnrolledAgain() throws Exception {
        startBox(enrol());
        awaitOnline();
        produce(Duration.ofSeconds(30));
        assertThat(server.hub.revoke("hall")).isTrue();
        await().atMost(SOON).until(() -> box.standing().contains("was revoked"));
        assertThat(box.standing()).contains("What was read is kept");
        assertThat(server.edge("hall").state()).isEqualTo(EdgeStatus.State.REVOKED);
        produce(Duration.ofSeconds(30));
        assertThat(server.hub.revoke("hall")).isFalse();

        box.close();
        startBox(enrol());
        awaitOnline();
        produce(Duration.ofSeconds(5));
        awaitArrival();
        assertAllArrived();
    }

    @Test
    void aSecondProcessOfOneNameIsRefusedWhileTheFirstIsThere() throws Exception {
        Enrolment enrolment = enrol();
        startBox(enrolment);
        awaitOnline();
        EdgeBox.Settings copy = new EdgeBox.Settings(Files.createDirectories(folder.resolve("copy")), 64 << 20, 0,
                order(), settings().whenFull(), 1e9);
        try (EdgeBox second = EdgeBox.start(copy, enrolment, _ -> List.of(new ScriptedProtocol("script")), clock,
                "test", Duration.ofMillis(100))) {
            await().atMost(SOON).until(() -> second.standing().contains("Another process is connected under the name"));
            assertThat(server.edge("hall").state()).isEqualTo(EdgeStatus.State.ONLINE);
            produce(Duration.ofSeconds(10));
            awaitArrival();
        }
        assertAllArrived();
    }

    /** What the former box held open is silent from its last word on: nobody knows what its machines did since. */
    @Test
    void anotherBoxInThePlaceOfOneBeginsWhereThatOneEnded() throws Exception {
        startBox(enrol());
        produce(Duration.ofSeconds(10));
        awaitOnline();
        awaitArrival();
        await().atMost(SOON).until(() -> !server.intake.lives("hall").isEmpty());
        line.cut();
        await().atMost(SOON).until(() -> server.edge("hall").state() == EdgeStatus.State.AWAY);
        EdgeBox broken = box;
        line.mend();
        Path fresh = Files.createDirectories(folder.resolve("fresh"));
        Enrolment replaced = Enrolment.enrol(fresh, address(), server.port.code("hall", "ada"));
        assertThat(server.intake.lives("hall")).isEmpty();
        await().atMost(SOON).until(() -> broken.standing().contains("another one was enrolled in its place"));
        await().atMost(SOON).until(() -> silences(0).size() == 1);
        assertThat(silences(0).getFirst()).isGreaterThan(said.getFirst().lastKey());
        assertThat(replaced.token()).isNotEqualTo(Enrolment.read(data()).orElseThrow().token());
        assertAllArrived();
    }

    /** Reference 17 is another signal there. */
    @Test
    void aFolderWithSamplesForOneServerIsNotEnrolledAtAnother() throws Exception {
        startBox(enrol());
        awaitOnline();
        produce(Duration.ofSeconds(5));
        box.close();
        Enrolment before = Enrolment.read(data()).orElseThrow();
        try (TestServer other = new TestServer(folder.resolve("other"), new MemoryHistory(), clock)) {
            line.leadTo(other.port.port());
            String code = other.port.code("hall", "eve");
            assertThatThrownBy(() -> Enrolment.enrol(data(), address(), code)).isInstanceOf(EdgeException.class)
                    .hasMessageContaining("name a new folder with --data");
            assertThat(Enrolment.read(data())).contains(before);
            // The code is still good.
            Path fresh = Files.createDirectories(folder.resolve("fresh"));
            assertThat(Enrolment.enrol(fresh, address(), code).name()).isEqualTo("hall");
        }
        line.leadTo(server.port.port());
        startBox(Enrolment.enrol(data(), address(), server.port.code("hall", "ada")));
        awaitArrival();
        assertAllArrived();
    }
}
