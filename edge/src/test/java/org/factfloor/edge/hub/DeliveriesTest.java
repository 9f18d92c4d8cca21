package org.factfloor.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.DrivenClock;
import org.factfloor.connectivity.SmallPlant;
import org.factfloor.edge.Code;
import org.factfloor.edge.Frame.Kind;
import org.factfloor.edge.Messages;
import org.factfloor.edge.TestServer;
import org.factfloor.history.HourCounts;
import org.factfloor.history.MemoryHistory;
import org.factfloor.history.SampleFate;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an enrolled box may write, whoever has got hold of it. */
@SuppressWarnings("NullAway.Init") // opened before each test
class DeliveriesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long T = 1_750_000_000_000_000L;

    @TempDir
    private Path folder;

    private final MemoryHistory history = new MemoryHistory();
    private TestServer server;
    private Code code;
    private String token;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder.resolve("server"), history, new DrivenClock());
        code = Code.read(server.port.code("hall", "ada")).orElseThrow();
        token = PlainBox.enrol(server.port, code, "box-1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private PlainBox box() throws IOException {
        return new PlainBox(server.port, code, token);
    }

    private int stored(int signal) {
        return history.read(signal, Long.MIN_VALUE, Long.MAX_VALUE, 10).size();
    }

    /** Were room kept for what is refused, a few of these would end the intake of the whole plant. */
    @Test
    void signalsThatAreNotTheBoxsArePassedOverHoweverManyAndWhateverTheirNumber() throws Exception {
        server.apply(TestServer.plant(3));
        try (PlainBox box = box()) {
            for (int signal : new int[]{-1, Integer.MIN_VALUE, 1_000_000_000, 3}) {
                for (boolean past : new boolean[]{false, true}) {
                    for (int i = 0; i < 20; i++) {
                        assertThat(box.bring(past, List.of(PlainBox.samples(4_096, signal, T, 1, 0))))
                                .isEqualTo(Kind.TAKEN);
                    }
                }
            }
            assertThat(box.bring(false, List.of(PlainBox.samples(1, 7, T, 5, 0), PlainBox.samples(1, 1, T, 6, 0))))
                    .isEqualTo(Kind.TAKEN);
        }
        await().atMost(SOON).until(() -> stored(1) == 1);
        assertThat(stored(3) + stored(7)).isZero();
        assertThat(server.intake.counts().received()).isEqualTo(1);
    }

    /** Otherwise a box would win every tie, for ever. */
    @Test
    void aBoxCorrectsNothing() throws Exception {
        server.apply(TestServer.plant(3));
        try (PlainBox box = box()) {
            assertThatThrownBy(
                    () -> box.bring(false, List.of(PlainBox.samples(1, 1, T, 5, Integer.MAX_VALUE))))
                    .isInstanceOf(IOException.class);
        }
        assertThat(server.intake.counts().received()).isZero();
    }

    @Test
    void aBoxDoesNotSayThatConnectionsOfOthersStand() throws Exception {
        server.apply(TestServer.plant(3));
        try (PlainBox box = box()) {
            assertThat(box.bring(false, List.of(PlainBox.opened("lathe", T, List.of(9)),
                    PlainBox.opened("press", T, List.of(1, 9))))).isEqualTo(Kind.TAKEN);
        }
        assertThat(server.intake.lives("hall")).containsOnlyKeys("press");
        server.intake.abandon("hall");
        await().atMost(SOON).until(() -> stored(1) == 1);
        assertThat(stored(9)).isZero();
    }

    /** It was read while the signal was the box's, and kept through an outage. */
    @Test
    void whatTheBoxReadForAnEarlierPlantIsTaken() throws Exception {
        server.earlier = ConnectionPlan.of(TestServer.plant(3), SmallPlant::refOf);
        server.apply(new SmallPlant().model());
        try (PlainBox box = box()) {
            assertThat(box.bring(true, List.of(PlainBox.samples(1, 1, T, 5, 0)))).isEqualTo(Kind.TAKEN);
        }
        await().atMost(SOON).until(() -> stored(1) == 1);
    }

    @Test
    void nothingIsTakenBeforeThePlantIsKnown() throws Exception {
        try (PlainBox box = box()) {
            assertThat(box.bring(true, List.of(PlainBox.samples(1, 1, T, 5, 0)))).isEqualTo(Kind.LATER);
            server.apply(TestServer.plant(3));
            assertThat(box.bring(true, List.of(PlainBox.samples(1, 1, T, 5, 0)))).isEqualTo(Kind.TAKEN);
        }
        await().atMost(SOON).until(() -> stored(1) == 1);
    }

    /** What is not answered is told again in every session. */
    @Test
    void aReportWithCountsThatNoBoxHasIsAnsweredAndTheRestOfItCounted() throws Exception {
        server.apply(TestServer.plant(3));
        int hour = HourCounts.hourOf(T);
        try (PlainBox box = box()) {
            assertThat(box.ask(Kind.LOSSES, new Messages.Losses(1,
                    List.of(new Outbox.Loss(1, hour, SampleFate.STORED, 5), new Outbox.Loss(-7, hour,
                            SampleFate.EDGE_FULL, 5), new Outbox.Loss(1, hour, SampleFate.EDGE_FULL, Long.MAX_VALUE),
                            new Outbox.Loss(1, hour, SampleFate.EDGE_FULL, 0),
                            new Outbox.Loss(2, hour, SampleFate.EDGE_FULL, 8)))))
                    .isEqualTo(Kind.COUNTED);
        }
        assertThat(server.intake.counts().rejected()).isEqualTo(8);
        HourCounts told = server.intake.ledger(List.of(1, 2), T, T + Micros.PER_HOUR);
        assertThat(IntStream.range(0, told.size()).mapToObj(i -> told.signal(i) + " " + told.fate(i) + " "
                + told.count(i))).containsExactly("2 EDGE_FULL 8");
        assertThat(server.edge("hall").lost()).isEqualTo(8);
    }
}
