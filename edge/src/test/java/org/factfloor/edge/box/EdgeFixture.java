package org.factfloor.edge.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.connectivity.DrivenClock;
import org.factfloor.connectivity.ScriptedProtocol;
import org.factfloor.connectivity.SourceTime;
import org.factfloor.edge.CutLine;
import org.factfloor.edge.TestServer;
import org.factfloor.edge.hub.EdgeStatus;
import org.factfloor.history.MemoryHistory;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server, a box with one machine of three signals, and a line between them. */
@SuppressWarnings("NullAway.Init") // each test starts its box itself
abstract class EdgeFixture {

    static final Duration SOON = Duration.ofMinutes(2);
    static final int SIGNALS = 3;

    @TempDir
    Path folder;

    final DrivenClock clock = new DrivenClock();
    final ScriptedProtocol protocol = new ScriptedProtocol("script");
    MemoryHistory history = new MemoryHistory();
    CutLine line;
    TestServer server;
    EdgeBox box;
    ScriptedProtocol.Run run;
    /** What the machine said, by signal: time and value. */
    final List<TreeMap<Long, Double>> said = new ArrayList<>();
    private double value;

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < SIGNALS; i++) {
            said.add(new TreeMap<>());
        }
        line = new CutLine();
        startServer();
    }

    @AfterEach
    void stop() throws Exception {
        if (box != null) {
            box.close();
        }
        server.close();
        line.close();
    }

    void startServer() throws Exception {
        server = new TestServer(folder.resolve("server"), history, clock);
        server.apply(TestServer.plant(SIGNALS));
        line.leadTo(server.port.port());
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + line.port());
    }

    Enrolment enrol() throws IOException {
        Path data = Files.createDirectories(folder.resolve("box"));
        return Enrolment.enrol(data, address(), server.port.code("hall", "ada"));
    }

    Outbox.Order order() {
        return Outbox.Order.OLDEST_FIRST;
    }

    EdgeBox.Settings settings() {
        return new EdgeBox.Settings(folder.resolve("box"), 256 << 20, 0, order(), Outbox.WhenFull.DROP_OLDEST, 1e9);
    }

    void startBox(Enrolment enrolment) throws Exception {
        box = EdgeBox.start(settings(), enrolment, _ -> List.of(protocol), clock, "test", Duration.ofMillis(500));
        run = protocol.next();
        run.feed().connected();
    }

    void awaitOnline() {
        await().atMost(SOON).until(() -> server.edge("hall").state() == EdgeStatus.State.ONLINE
                && server.status("press").state() == State.CONNECTED);
    }

    /** The machine says something of each signal every second, for so long. */
    void produce(Duration length) throws InterruptedException {
        SampleBatch batch = new SampleBatch();
        long[] serverTimes = new long[SIGNALS];
        Arrays.fill(serverTimes, SourceTime.ABSENT);
        for (long second = 0; second < length.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            long time = Micros.of(clock.instant());
            batch.clear();
            for (int signal = 0; signal < SIGNALS; signal++) {
                batch.addNumber(signal, time + signal, ++value, StatusCode.GOOD);
                said.get(signal).put(time + signal, value);
            }
            run.feed().deliver(batch, serverTimes);
        }
    }

    /** Waits until the server's history has taken all that the box has. */
    void awaitArrival() {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            String how = box.standing() + "; " + box.outbox().fill() + "; " + box.intake().fault();
            for (int signal = 0; signal < SIGNALS; signal++) {
                long last = said.get(signal).lastKey();
                assertThat(history.read(signal, last, last + 1, 1).size()).as(how).isEqualTo(1);
            }
            assertThat(box.outbox().fill().waiting()).as(how).isLessThan(4_096);
            assertThat(server.intake.counts().inFlight()).as(how).isZero();
        });
    }

    /** Whatever was said is in history under its own time; nothing else is but marks of silence. */
    void assertAllArrived() {
        for (int signal = 0; signal < SIGNALS; signal++) {
            TreeMap<Long, Double> stored = stored(signal);
            assertThat(stored).as("signal %d", signal).isEqualTo(said.get(signal));
        }
    }

    /** What history has of a signal but marks of silence, by time. */
    TreeMap<Long, Double> stored(int signal) {
        TreeMap<Long, Double> stored = new TreeMap<>();
        SampleBatch rows = history.read(signal, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.type(i) != ValueType.NONE) {
                stored.put(rows.time(i), rows.number(i));
            }
        }
        return stored;
    }

    /** Times at which history says that nothing is known of a signal. */
    List<Long> silences(int signal) {
        List<Long> times = new ArrayList<>();
        SampleBatch rows = history.read(signal, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.type(i) == ValueType.NONE) {
                assertThat(StatusCode.name(rows.status(i))).isEqualTo("BadNoCommunication");
                times.add(rows.time(i));
            }
        }
        return times;
    }
}
