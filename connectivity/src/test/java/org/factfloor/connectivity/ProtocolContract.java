package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every protocol must do, against a real source on an implementation that is not ours. */
public abstract class ProtocolContract {

    /** Data flows again within this time of a source's return. */
    private static final Duration RETURN = Duration.ofSeconds(30);
    private static final int COUNTING = 0;
    private static final int HELD = 1;
    private static final int UNKNOWN = 2;

    private final RecordingSink sink = new RecordingSink();
    private Source source;
    private Supervision supervision;

    /** The protocol under test. */
    protected abstract Protocol protocol() throws Exception;

    /** A source that does not run yet; it will always be reached the same way. */
    protected abstract Source source() throws Exception;

    /** What a test needs of a source. */
    public interface Source extends AutoCloseable {

        /** Starts it, or starts it again at the same address. Returns when it can be reached. */
        void start() throws Exception;

        /** Ends it abruptly, as a power cut would. */
        void kill() throws Exception;

        /** How to reach it. */
        Connection connection() throws Exception;

        /** Address of a value that counts up by one several times a second. */
        String counting();

        /** Address of a value that has not changed for long. */
        String held();

        /** Address of a value it does not have. */
        String unknown();

        /** Something to browse that has more children than one page. */
        String crowded();

        /** How many children that has. */
        int crowd();

        @Override
        void close() throws Exception;
    }

    @BeforeEach
    void begin() throws Exception {
        source = source();
        supervision = new Supervision(List.of(protocol()), sink, name -> Optional.empty(), InstantSource.system(),
                SupervisionSettings.standard());
    }

    @AfterEach
    void end() throws Exception {
        supervision.close();
        source.close();
    }

    @Test
    void deliversEveryCountInOrderUnderTheSourcesTime() throws Exception {
        source.start();
        connect();
        await().atMost(RETURN).until(() -> sink.samples(COUNTING).size() >= 30);

        SampleBatch samples = sink.samples(COUNTING);
        // The first value may come twice: at its own time, and where the silence before the session ends.
        int second = samples.number(1) == samples.number(0) ? 2 : 1;
        for (int i = second; i < samples.size(); i++) {
            assertThat(samples.number(i)).isEqualTo(samples.number(i - 1) + 1);
            assertThat(samples.time(i)).isGreaterThan(samples.time(i - 1));
            assertThat(Quality.of(samples.status(i))).isEqualTo(Quality.GOOD);
        }
        assertThat(status().samplesPerSecond()).isPositive();
        assertThat(status().retimed()).isZero();
    }

    @Test
    void waitsForASourceThatStartsLater() throws Exception {
        connect();
        await().atMost(RETURN).until(() -> status().state() == State.WAITING);
        assertThat(status().fault()).isPresent();

        source.start();

        await().atMost(RETURN).until(() -> sink.samples(COUNTING).size() > 2);
        assertThat(status().fault()).isEmpty();
    }

    /** The value that did not change during the outage counts again from the return on. */
    @Test
    void comesBackAfterTheSourceWasRestarted() throws Exception {
        source.start();
        connect();
        await().atMost(RETURN).until(() -> sink.samples(HELD).size() > 0 && sink.samples(COUNTING).size() > 2);

        source.kill();
        await().atMost(RETURN).until(() -> sink.count("closed source") == 1);
        long closed = sink.lastClosed();
        int before = sink.samples(COUNTING).size();
        source.start();

        await().atMost(RETURN).until(() -> sink.samples(COUNTING).size() > before + 2);
        await().atMost(RETURN).until(() -> newest(sink.samples(HELD)) > closed);
        assertThat(sink.count("opened source")).isEqualTo(2);
        assertThat(status().reconnects()).isEqualTo(1);
    }

    @Test
    void takesAKeepAliveWithoutChangeForAProofOfLife() throws Exception {
        source.start();
        supervision.apply(ConnectionPlan.of(
                new SmallPlant().with(source.connection()).signal(SignalKind.ANALOG, source.held()).model(),
                SmallPlant::refOf));
        await().atMost(RETURN).until(() -> sink.samples().size() > 0);
        int samples = sink.samples().size();
        int alive = sink.alive();

        await().atMost(RETURN).until(() -> sink.alive() >= alive + 3);

        assertThat(sink.samples().size()).isEqualTo(samples);
        assertThat(status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void namesARefusedSignalWhileTheOthersFlow() throws Exception {
        source.start();
        connect();
        await().atMost(RETURN).until(() -> sink.samples(COUNTING).size() > 2 && !status().refused().isEmpty());

        assertThat(status().refused()).extracting(ConnectionStatus.Refusal::signal)
                .containsExactly("machine/s" + UNKNOWN);
        assertThat(status().refused().getFirst().why()).isNotBlank();
        assertThat(Quality.of(status().refused().getFirst().status())).isEqualTo(Quality.BAD);
    }

    @Test
    void endsSoonWhenItIsInterrupted() throws Exception {
        source.start();
        connect();
        await().atMost(RETURN).until(() -> sink.samples(COUNTING).size() > 2);
        long before = System.nanoTime();

        supervision.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(sink.calls().getLast()).isEqualTo("closed source");
        assertThat(status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void browsesEveryChildOnceInPages() throws Exception {
        source.start();
        connect();
        Set<String> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Protocol.Page page = supervision.browse("source", Optional.of(source.crowded()), cursor);
            page.nodes().forEach(node -> assertThat(seen.add(node.address())).as(node.address()).isTrue());
            assertThat(page.nodes().size()).isLessThanOrEqualTo(500);
            cursor = page.next();
            pages++;
        } while (cursor.isPresent());

        assertThat(seen).hasSize(source.crowd());
        assertThat(pages).isGreaterThan(1);
        assertThat(supervision.browse("source", Optional.empty(), Optional.empty()).nodes()).isNotEmpty();
    }

    private void connect() throws Exception {
        // A source that is asked to look at intervals may skip a count; asked for every change it must not.
        supervision.apply(ConnectionPlan.of(new SmallPlant().with(source.connection())
                .signal(SignalKind.ANALOG, source.counting(), Duration.ZERO)
                .signal(SignalKind.ANALOG, source.held()).signal(SignalKind.ANALOG, source.unknown()).model(),
                SmallPlant::refOf));
    }

    private ConnectionStatus status() {
        return supervision.status("source").orElseThrow();
    }

    private static long newest(SampleBatch samples) {
        return samples.isEmpty() ? Long.MIN_VALUE : samples.time(samples.size() - 1);
    }
}
