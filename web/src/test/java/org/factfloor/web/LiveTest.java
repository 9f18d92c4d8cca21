package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {

    private RunningServer server;
    private final List<WebSocket> opened = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        await().until(() -> server.supervision.status("cnc-1").orElseThrow()
                .state() == ConnectionStatus.State.CONNECTED);
    }

    @AfterEach
    void stop() {
        opened.forEach(WebSocket::abort);
        server.close();
    }

    /** Keeps all that comes. */
    private static class Browser implements WebSocket.Listener {
        private final Queue<String> texts = new ConcurrentLinkedQueue<>();
        private final Queue<ByteBuffer> frames = new ConcurrentLinkedQueue<>();
        private final StringBuilder part = new StringBuilder();
        private volatile int closed;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            ByteBuffer copy = ByteBuffer.allocate(data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            frames.add(copy.put(data).flip());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed = code;
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed = -1;
        }

        private boolean saw(String words) {
            return texts.stream().anyMatch(text -> text.contains(words));
        }
    }

    private WebSocket open(Client client, Browser browser, String... headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        client.session()
                .ifPresent(session -> builder.header("Cookie", "factfloor_session_" + client.port() + "=" + session));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        WebSocket socket = builder
                .buildAsync(URI.create("ws://127.0.0.1:" + server.web.port() + "/api/v1/live"), browser).join();
        opened.add(socket);
        return socket;
    }

    private void deliver(String key, double value, int seconds) {
        SampleBatch batch = new SampleBatch();
        batch.addNumber(server.ref(key), Micros.of(Instant.parse("2026-11-24T07:00:00Z")) + seconds * 1_000_000L, value,
                StatusCode.GOOD);
        server.protocol.deliver("cnc-1", batch);
    }

    @Test
    void valuesOfTheMachineReachTheBrowserInFrames() {
        Browser browser = new Browser();
        WebSocket socket = open(server.viewer(), browser);
        socket.sendText("{\"subscribe\":[\"cnc-1/load\",\"x/y\"]}", true).join();
        await().until(() -> browser.saw("\"dictionary\""));
        assertThat(browser.saw("\"unknown\":[\"x/y\"]")).isTrue();
        await().until(() -> browser.saw("\"connections\""));
        await().until(() -> browser.saw("{\"type\":\"plant\",\"version\":1}"));
        deliver(TestPlant.LOAD, 61.25, 1);
        await().until(() -> browser.frames.stream().anyMatch(frame -> frame.getInt(16) == 1
                && frame.getInt(24) == server.ref(TestPlant.LOAD)
                && Double.longBitsToDouble(frame.getLong(44)) == 61.25));
        ByteBuffer frame = browser.frames.element();
        assertThat(frame.get(0)).isEqualTo((byte) 1);
        assertThat(frame.getLong(8)).isEqualTo(Micros.of(server.clock.instant()));
    }

    @Test
    void aChangeOfThePlantAndOfAConnectionIsTold() {
        Browser browser = new Browser();
        open(server.viewer(), browser);
        await().until(() -> browser.saw("\"state\":\"connected\""));
        server.admin().post("/api/v1/connections", "{\"name\":\"Lost\",\"endpoint\":\"opc.tcp://nowhere:1\"}");
        await().until(() -> browser.saw("{\"type\":\"plant\",\"version\":2}"));
        await().until(() -> browser.saw("\"kind\":\"unreachable\""));
    }

    /** All who look see it within a second. */
    @Test
    void aCallForHelpIsToldAtOnce() {
        Browser browser = new Browser();
        open(server.viewer(), browser);
        await().until(() -> browser.saw("{\"type\":\"calls\"}"));
        browser.texts.clear();
        Client operator = server.person(User.Role.OPERATOR);
        operator.post("/api/v1/calls", "{\"id\":\"a\",\"workUnit\":\"cnc-1\",\"kind\":\"quality\"}");
        await().atMost(Duration.ofSeconds(1)).until(() -> browser.saw("{\"type\":\"calls\"}"));
        browser.texts.clear();
        operator.post("/api/v1/calls/a/steps", "{\"step\":\"there\"}");
        await().atMost(Duration.ofSeconds(1)).until(() -> browser.saw("{\"type\":\"calls\"}"));
    }

    @Test
    void onlyThoseWhoAreSignedInOnOurOwnPageGetASocket() {
        assertRefused(server.stranger(), 401);
        assertRefused(new Client(server.web.port(), java.util.Optional.of("x".repeat(43)), java.util.Optional.empty()),
                401);
        assertRefused(server.viewer(), 403, "Origin", "http://evil.example");
        open(server.viewer(), new Browser(), "Origin", "http://127.0.0.1:" + server.web.port());
    }

    private void assertRefused(Client client, int status, String... headers) {
        assertThatThrownBy(() -> open(client, new Browser(), headers)).isInstanceOf(CompletionException.class)
                .cause().isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void signingOutEndsTheSocketsOfTheSession() {
        Client viewer = server.viewer();
        Browser mine = new Browser();
        Browser other = new Browser();
        open(viewer, mine);
        open(server.admin(), other);
        await().until(() -> mine.saw("\"plant\"") && other.saw("\"plant\""));
        viewer.delete("/api/v1/session");
        await().until(() -> mine.closed == 1008);
        assertThat(other.closed).isZero();
    }

    @Test
    void tenThousandSubscriptionsAreServedBySeveralSocketsAndNotByOne() {
        String keys = "\"cnc-1/load\"" + ",\"cnc-1/none\"".repeat(9_999);
        Browser browser = new Browser();
        WebSocket socket = open(server.viewer(), browser);
        socket.sendText("{\"subscribe\":[" + keys + "]}", true).join();
        await().until(() -> browser.saw("too-many-signals"));
    }

    @Test
    void aMessageThatIsTooLargeEndsTheSocket() {
        Browser browser = new Browser();
        WebSocket socket = open(server.viewer(), browser);
        socket.sendText("{\"ping\":\"" + "x".repeat(300_000) + "\"}", true).join();
        // With 1009, unless the connection breaks while the rest is still on its way.
        await().until(() -> browser.closed == 1009 || browser.closed == -1);
    }

    /** Browsers that never read must not keep the others from their values. */
    @Test
    void browsersThatDoNotReadDoNotHoldUpOthers() throws Exception {
        for (int i = 0; i < 20; i++) {
            opened.add(open(server.viewer(), new Browser() {
                @Override
                public void onOpen(WebSocket socket) {
                    // Never asks for anything.
                }
            }));
            opened.getLast().sendText("{\"subscribe\":[\"cnc-1/load\"]}", true).join();
        }
        Browser reader = new Browser();
        open(server.viewer(), reader).sendText("{\"subscribe\":[\"cnc-1/load\"]}", true).join();
        await().until(() -> reader.saw("dictionary"));
        for (int i = 1; i <= 5; i++) {
            int frames = reader.frames.size();
            deliver(TestPlant.LOAD, i, i);
            await().until(() -> reader.frames.size() > frames);
        }
    }
}
