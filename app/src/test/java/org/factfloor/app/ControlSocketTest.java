package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command beside a running server can count on. */
@Timeout(60)
class ControlSocketTest {

    private static final ControlSocket.Listener NOBODY = (part, text) -> true;

    @TempDir
    private Path folder;

    private static ControlSocket.Handler echo() {
        return (request, listener) -> {
            listener.progress(0.5, "half");
            return ControlClient.request("echo").put("said", request.path("say").asText());
        };
    }

    @Test
    void answersARequestWithProgressAndAnEnd() {
        List<String> told = new ArrayList<>();
        try (ControlSocket _ = ControlSocket.open(folder, Map.of("echo", echo()))) {
            Optional<JsonNode> answer = ControlClient.ask(folder, ControlClient.request("echo").put("say", "压机 7"),
                    (part, text) -> told.add(part + " " + text));
            assertThat(answer.orElseThrow().path("said").asText()).isEqualTo("压机 7");
        }
        assertThat(told).containsExactly("0.5 half");
        assertThat(folder.resolve("control.sock")).doesNotExist();
        assertThat(ControlClient.ask(folder, ControlClient.request("echo"), NOBODY)).isEmpty();
    }

    @Test
    void isForTheOwnerOnly() throws IOException {
        try (ControlSocket _ = ControlSocket.open(folder, Map.of())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("control.sock"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void replacesTheSocketThatAKilledServerLeft() throws IOException {
        ControlSocket.open(folder, Map.of()).close();
        Files.createFile(folder.resolve("control.sock"));
        assertThat(ControlClient.ask(folder, ControlClient.request("echo"), NOBODY)).isEmpty();
        try (ControlSocket _ = ControlSocket.open(folder, Map.of("echo", echo()))) {
            assertThat(ControlClient.ask(folder, ControlClient.request("echo"), NOBODY)).isPresent();
        }
    }

    /** A socket's address takes about a hundred bytes; a folder may lie deeper. */
    @Test
    void reachesAFolderThatLiesDeepAndLeavesNothingBehind() throws IOException {
        Path deep = Files
                .createDirectories(folder.resolve("a-long-name-of-a-folder".repeat(5)).resolve("工厂".repeat(20)));
        long before = detours();
        try (ControlSocket _ = ControlSocket.open(deep, Map.of("echo", echo()))) {
            assertThat(deep.resolve("control.sock")).exists();
            assertThat(ControlClient.ask(deep, ControlClient.request("echo"), NOBODY)).isPresent();
        }
        assertThat(detours()).isEqualTo(before);
    }

    private static long detours() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> Files.isSymbolicLink(file.resolve("d"))).count();
        }
    }

    @Test
    void refusesWhatItDoesNotKnowAndTellsAFaultInASentence() {
        ControlSocket.Handler failing = (request, listener) -> {
            throw new StartException("There is no room.", null);
        };
        try (ControlSocket _ = ControlSocket.open(folder, Map.of("fail", failing))) {
            assertThatThrownBy(() -> ControlClient.ask(folder, ControlClient.request("dance"), NOBODY))
                    .isInstanceOf(StartException.class).hasMessageContaining("does not know \"dance\"");
            assertThatThrownBy(() -> ControlClient.ask(folder, ControlClient.request("fail"), NOBODY))
                    .isInstanceOf(StartException.class).hasMessage("There is no room.");
        }
    }

    @Test
    void doesAThingOnceAtATime() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ControlSocket.Handler slow = (request, listener) -> {
            begun.countDown();
            assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
            return ControlClient.request("slow");
        };
        try (ControlSocket _ = ControlSocket.open(folder, Map.of("slow", slow, "echo", echo()))) {
            Thread first = Thread.ofVirtual()
                    .start(() -> ControlClient.ask(folder, ControlClient.request("slow"), NOBODY));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> ControlClient.ask(folder, ControlClient.request("slow"), NOBODY))
                    .hasMessageContaining("doing that already");
            assertThat(ControlClient.ask(folder, ControlClient.request("echo"), NOBODY)).isPresent();
            go.countDown();
            assertThat(first.join(Duration.ofSeconds(30))).isTrue();
            assertThat(ControlClient.ask(folder, ControlClient.request("slow"), NOBODY)).isPresent();
        }
    }

    @Test
    void hangsUpOnARequestThatIsTooLong() throws IOException {
        try (ControlSocket _ = ControlSocket.open(folder, Map.of("echo", echo()));
                SocketPath path = SocketPath.of(folder);
                SocketChannel client = SocketChannel.open(path.address())) {
            ByteBuffer garbage = ByteBuffer.wrap("x".repeat(200_000).getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> {
                while (garbage.hasRemaining()) {
                    client.write(garbage);
                }
                ControlConversation.read(client, 1_000);
            }).isInstanceOf(IOException.class);
            assertThat(ControlClient.ask(folder, ControlClient.request("echo"), NOBODY)).isPresent();
        }
    }

    /** A person who pressed Ctrl-C must not hold up, nor end, what the server does. */
    @Test
    void goesOnWhenNobodyListensAnyMore() throws IOException, InterruptedException {
        CountDownLatch noticed = new CountDownLatch(1);
        ControlSocket.Handler telling = (request, listener) -> {
            while (listener.progress(0.1, "x".repeat(1_000))) {
                Thread.onSpinWait();
            }
            noticed.countDown();
            return ControlClient.request("tell");
        };
        try (ControlSocket _ = ControlSocket.open(folder, Map.of("tell", telling));
                SocketPath path = SocketPath.of(folder)) {
            try (SocketChannel client = SocketChannel.open(path.address())) {
                client.write(ControlConversation.line(ControlClient.request("tell")));
                assertThat(ControlConversation.read(client, 2_000).has("progress")).isTrue();
            }
            assertThat(noticed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
