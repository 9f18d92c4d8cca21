package org.factfloor.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.factfloor.connectivity.DrivenClock;
import org.factfloor.edge.Code;
import org.factfloor.edge.Frame;
import org.factfloor.edge.Frame.Kind;
import org.factfloor.edge.Frames;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Pinned;
import org.factfloor.edge.TestServer;
import org.factfloor.history.MemoryHistory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in at the port, the server stays as it is, and boxes get through. */
@SuppressWarnings("NullAway.Init") // opened before each test
class EdgePortTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Set<Kind> ANY = EnumSet.allOf(Kind.class);

    @TempDir
    private Path folder;

    private final DrivenClock clock = new DrivenClock();
    private final MemoryHistory history = new MemoryHistory();
    private TestServer server;
    /** A second port of the same server, with less patience. */
    private EdgePort port;
    private Code code;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder.resolve("server"), history, clock);
        port = EdgePort.open(server.hub, folder.resolve("server").resolve("certificates"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofSeconds(2));
        code = Code.read(port.code("hall", "ada")).orElseThrow();
    }

    @AfterEach
    void stop() {
        port.close();
        server.close();
    }

    /** A box as far as frames go. */
    private final class Stranger implements AutoCloseable {

        final SSLSocket tls;
        final Frames frames;

        Stranger() throws IOException {
            this(port);
        }

        Stranger(EdgePort at) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.port());
            tls = Pinned.over(socket, code.fingerprint(), 20_000);
            frames = new Frames(tls, socket);
        }

        /** Enrols on one connection and begins a session on the next one. */
        static void hello(Frames frames, String token) throws IOException {
            frames.send(Kind.HELLO, new Messages.Hello(Messages.PROTOCOL, token, "box-1", "run-1", "test", 0));
            assertThat(frames.read(EnumSet.of(Kind.WELCOME), SOON).kind()).isEqualTo(Kind.WELCOME);
        }

        @Override
        public void close() {
            frames.close();
        }
    }

    private String token() throws IOException {
        try (Stranger first = new Stranger(server.port)) {
            first.frames.send(Kind.ENROL, new Messages.Enrol(code.secret(), "box-1"));
            return Messages.read(first.frames.read(ANY, SOON).payload(), Messages.Enrolled.class).token();
        }
    }

    private static void assertCutOff(Frames frames) {
        assertThatThrownBy(() -> {
            while (true) {
                frames.read(ANY, SOON);
            }
        }).isInstanceOf(IOException.class).isNotInstanceOf(java.net.SocketTimeoutException.class);
    }

    private void assertBoxesGetThrough() throws IOException {
        code = Code.read(port.code("hall", "ada")).orElseThrow();
        String token = token();
        try (Stranger box = new Stranger(server.port)) {
            Stranger.hello(box.frames, token);
        }
    }

    @Test
    void garbageInsteadOfTlsIsCutOff() throws Exception {
        Random random = new Random(7);
        byte[] garbage = new byte[10_000];
        for (int i = 0; i < 50; i++) {
            random.nextBytes(garbage);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
                    OutputStream out = socket.getOutputStream()) {
                out.write(garbage);
                socket.setSoTimeout(20_000);
                // An alert at most, then the end.
                assertThat(socket.getInputStream().readNBytes(10_000)).hasSizeLessThan(100);
            } catch (java.net.SocketException e) {
                assertThat(e).hasMessageMatching("(?i).*(reset|broken|abort|closed).*");
            }
        }
        assertBoxesGetThrough();
    }

    @Test
    void framesThatAreTooLongOrOutOfPlaceAreCutOffBeforeTheyAreRead() throws Exception {
        for (ByteBuffer header : List.of(ByteBuffer.allocate(5).putInt(Integer.MAX_VALUE).put((byte) 2),
                ByteBuffer.allocate(5).putInt(5_000).put((byte) 2), ByteBuffer.allocate(5).putInt(-1).put((byte) 2),
                ByteBuffer.allocate(5).putInt(0).put((byte) 2), ByteBuffer.allocate(5).putInt(20).put((byte) 4),
                ByteBuffer.allocate(5).putInt(20).put((byte) 99))) {
            try (Stranger stranger = new Stranger()) {
                stranger.tls.getOutputStream().write(header.array());
                stranger.tls.getOutputStream().flush();
                assertCutOff(stranger.frames);
            }
        }
        assertBoxesGetThrough();
    }

    @Test
    void garbageInTheFirstMessageIsCutOff() throws Exception {
        for (String text : List.of("", "null", "[]", "{}", "{\"protocol\":1}", "{\"token\":null,\"box\":\"b\"}",
                "[".repeat(2_000), "{\"protocol\":\"" + "9".repeat(2_000) + "\"}")) {
            try (Stranger stranger = new Stranger()) {
                stranger.frames.send(Kind.HELLO,
                        ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                assertCutOff(stranger.frames);
            }
        }
        assertBoxesGetThrough();
    }

    @Test
    void whoDoesNotSayWhoItIsLosesItsPlaceToOthers() throws Exception {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), port.port()));
        }
        try (Stranger slow = new AwaitedPlace().get()) {
            // A byte now and then, as of a frame that never ends.
            slow.tls.getOutputStream().write(0);
            slow.tls.getOutputStream().flush();
            assertCutOff(slow.frames);
        }
        for (Socket socket : silent) {
            socket.setSoTimeout(20_000);
            try {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } catch (java.net.SocketException e) {
                assertThat(e).hasMessageContaining("reset");
            }
            socket.close();
        }
        assertBoxesGetThrough();
    }

    /** A place among strangers, once one is free. */
    private final class AwaitedPlace {
        Stranger get() {
            return await().atMost(SOON).ignoreExceptionsInstanceOf(IOException.class).until(Stranger::new,
                    stranger -> true);
        }
    }

    @Test
    void anEnrolledBoxThatSendsGarbageIsCutOffAndNothingOfItIsStored() throws Exception {
        String token = token();
        Random random = new Random(11);
        for (int i = 0; i < 40; i++) {
            byte[] garbage = new byte[random.nextInt(0, 300)];
            random.nextBytes(garbage);
            try (Stranger box = await().atMost(SOON).until(() -> {
                Stranger next = new Stranger(server.port);
                next.frames.send(Kind.HELLO,
                        new Messages.Hello(Messages.PROTOCOL, token, "box-1", "run-1", "test", 0));
                return next;
            }, next -> true)) {
                box.frames.read(EnumSet.of(Kind.WELCOME), SOON);
                box.frames.send(random.nextBoolean() ? Kind.PARCEL : Kind.STATUS, ByteBuffer.wrap(garbage));
                assertCutOff(box.frames);
            }
        }
        assertThat(server.intake.counts().received()).isZero();
        assertBoxesGetThrough();
    }

    @Test
    void anotherProtocolVersionIsToldWhatToDo() throws Exception {
        String token = token();
        try (Stranger box = new Stranger()) {
            box.frames.send(Kind.HELLO, new Messages.Hello(99, token, "box-1", "run-1", "test", 0));
            Frame answer = box.frames.read(EnumSet.of(Kind.REFUSED), SOON);
            assertThat(Messages.read(answer.payload(), Messages.Refused.class).text())
                    .contains("install the same version");
        }
    }

    /** What a copied token is worth with another data folder. */
    @Test
    void aTokenOfAnotherFolderIsNoTokenHere() throws Exception {
        String token = token();
        try (Stranger box = new Stranger()) {
            box.frames.send(Kind.HELLO, new Messages.Hello(Messages.PROTOCOL, token, "box-2", "run-1", "test", 0));
            Frame answer = box.frames.read(EnumSet.of(Kind.REFUSED), SOON);
            assertThat(Messages.read(answer.payload(), Messages.Refused.class).why())
                    .isEqualTo(Messages.Refused.Why.REVOKED);
        }
    }
}
