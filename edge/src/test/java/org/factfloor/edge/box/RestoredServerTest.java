package org.factfloor.edge.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.factfloor.edge.TestServer;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

/** A server that is set back to its last backup does not have what its boxes delivered since, and neither have they. */
class RestoredServerTest extends EdgeFixture {

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private long delivered() {
        return box.outbox().delivered().getOrDefault("press", 0L);
    }

    private void awaitDelivered(long from) {
        await().atMost(SOON).until(() -> delivered() >= from);
    }

    @Test
    void whatBoxesDeliveredSinceTheBackupIsMarkedAsUnknown() throws Exception {
        startBox(enrol());
        awaitOnline();
        produce(Duration.ofMinutes(1));
        awaitArrival();
        long lastBefore = said.getFirst().lastKey();
        awaitDelivered(lastBefore);
        server.close();
        copy(folder.resolve("server"), folder.resolve("backup"));
        startServer();
        awaitOnline();
        // A server that has only been away is no server that was set back.
        assertThat(silences(0)).isEmpty();
        produce(Duration.ofMinutes(10));
        awaitArrival();
        awaitDelivered(said.getFirst().lastKey());
        long lastDelivered = said.getFirst().lastKey();

        server.close();
        produce(Duration.ofSeconds(20));
        history = new MemoryHistory();
        server = new TestServer(folder.resolve("backup"), history, clock);
        server.apply(TestServer.plant(SIGNALS));
        line.leadTo(server.port.port());
        // What does not change is told anew.
        run = protocol.next();
        run.feed().connected();
        produce(Duration.ofSeconds(5));
        awaitArrival();

        for (int signal = 0; signal < SIGNALS; signal++) {
            assertThat(stored(signal)).hasSize(60 + 20 + 5);
            List<Long> silences = silences(signal);
            assertThat(silences.getFirst()).isBetween(lastBefore, lastBefore + 5 * Micros.PER_SECOND);
            assertThat(stored(signal).subMap(lastBefore + SIGNALS, lastDelivered + SIGNALS)).isEmpty();
            // Connecting anew is a moment.
            assertThat(silences).hasSizeLessThanOrEqualTo(2);
        }
        await().atMost(SOON).until(() -> server.intake.lives("hall").getOrDefault("press", 0L) > lastDelivered);

        // It is said once.
        server.close();
        server = new TestServer(folder.resolve("backup"), history, clock);
        server.apply(TestServer.plant(SIGNALS));
        line.leadTo(server.port.port());
        awaitOnline();
        produce(Duration.ofSeconds(5));
        awaitArrival();
        assertThat(silences(0)).hasSizeLessThanOrEqualTo(2);
        assertThat(protocol.hasStarted()).isFalse();
    }
}
