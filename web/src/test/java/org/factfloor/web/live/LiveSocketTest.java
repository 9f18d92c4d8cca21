package org.factfloor.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.factfloor.intake.LiveBoard;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** Time and the wire are driven; signal {@code m/N} has reference N, others do not exist. */
class LiveSocketTest {

    private final LiveBoard board = new LiveBoard();
    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedWire wire = new ScriptedWire();
    private final LiveSocket socket = new LiveSocket(wire, "session", LiveSocketTest::refOf, new News(), board,
            () -> Instant.parse("2026-11-24T08:00:00Z"), nanos::get);

    private static OptionalInt refOf(String key) {
        return key.matches("m/\\d+") ? OptionalInt.of(Integer.parseInt(key.substring(2))) : OptionalInt.empty();
    }

    /** Takes messages at once, or holds them until it is told to go on. */
    private static final class ScriptedWire implements Wire {
        private final List<String> texts = new ArrayList<>();
        private final List<ByteBuffer> frames = new ArrayList<>();
        private boolean slow;
        private Runnable held = () -> {
        };
        private int closedWith;
        private boolean cut;

        @Override
        public void send(String text, Runnable done) {
            texts.add(text);
            finish(done);
        }

        @Override
        public void send(ByteBuffer frame, Runnable done) {
            frames.add(frame.order(ByteOrder.LITTLE_ENDIAN));
            finish(done);
        }

        private void finish(Runnable done) {
            if (slow) {
                held = done;
            } else {
                done.run();
            }
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }

        @Override
        public void cut() {
            cut = true;
        }

        private ByteBuffer lastFrame() {
            return frames.getLast();
        }
    }

    private void put(int ref, long time, double value) {
        SampleBatch batch = new SampleBatch();
        batch.addNumber(ref, time, value, StatusCode.GOOD);
        board.update(batch, 0);
    }

    private static int count(ByteBuffer frame) {
        return frame.getInt(16);
    }

    private static double value(ByteBuffer frame, int i) {
        return Double.longBitsToDouble(frame.getLong(Frame.HEADER_BYTES + i * Frame.VALUE_BYTES + 20));
    }

    @Test
    void theDictionaryComesFirstThenWhatIsThereThenWhatChanges() {
        put(1, 10, 1.0);
        socket.said("{\"subscribe\":[\"m/1\",\"m/2\",\"x/y\"]}");
        assertThat(wire.texts.getLast()).isEqualTo(
                "{\"type\":\"dictionary\",\"signals\":{\"m/1\":1,\"m/2\":2},\"unknown\":[\"x/y\"]}");
        assertThat(wire.frames).isEmpty();
        socket.tick();
        assertThat(count(wire.lastFrame())).isEqualTo(1);
        socket.tick();
        assertThat(wire.frames).hasSize(1);
        put(2, 20, 2.0);
        put(3, 20, 3.0);
        socket.tick();
        assertThat(count(wire.lastFrame())).isEqualTo(1);
        assertThat(value(wire.lastFrame(), 0)).isEqualTo(2.0);
        assertThat(wire.lastFrame().getInt(4)).isEqualTo(1);
    }

    @Test
    void aNewSubscriptionReplacesTheOldOne() {
        socket.said("{\"subscribe\":[\"m/1\"]}");
        socket.said("{\"subscribe\":[\"m/2\"]}");
        put(1, 10, 1.0);
        socket.tick();
        assertThat(wire.frames).isEmpty();
    }

    @Test
    void aSlowBrowserGetsTheLatestValueAndNoQueue() {
        socket.said("{\"subscribe\":[\"m/1\"]}");
        socket.tick();
        wire.slow = true;
        put(1, 1, 0);
        socket.tick();
        for (int i = 2; i <= 100; i++) {
            put(1, i, i);
            socket.tick();
        }
        assertThat(wire.frames).hasSize(1);
        wire.slow = false;
        wire.held.run();
        socket.tick();
        assertThat(wire.frames).hasSize(2);
        assertThat(count(wire.lastFrame())).isEqualTo(1);
        assertThat(value(wire.lastFrame(), 0)).isEqualTo(100);
    }

    @Test
    void aBrowserThatDoesNotDrainForHalfAMinuteIsCutOff() {
        socket.said("{\"subscribe\":[\"m/1\"]}");
        socket.tick();
        wire.slow = true;
        put(1, 1, 1);
        socket.tick();
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        socket.tick();
        assertThat(wire.cut).isFalse();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        socket.tick();
        assertThat(wire.cut).isTrue();
    }

    @Test
    void anEmptyFrameEveryFiveSecondsShowsThatTheServerLives() {
        nanos.addAndGet(Duration.ofMillis(4_900).toNanos());
        socket.tick();
        assertThat(wire.frames).isEmpty();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        socket.tick();
        socket.tick();
        assertThat(wire.frames).hasSize(1);
        assertThat(count(wire.lastFrame())).isZero();
        assertThat(wire.lastFrame().remaining()).isEqualTo(Frame.HEADER_BYTES);
    }

    @Test
    void textsTravelAsJsonBesideTheirFrame() {
        SampleBatch batch = new SampleBatch();
        batch.addText(5, 77, "O1234 主轴", StatusCode.UNCERTAIN);
        board.update(batch, 0);
        socket.said("{\"subscribe\":[\"m/5\"]}");
        socket.tick();
        assertThat(wire.texts.getLast()).isEqualTo(
                "{\"type\":\"texts\",\"items\":[{\"ref\":5,\"time\":77,\"text\":\"O1234 主轴\",\"status\":1073741824}]}");
        assertThat(count(wire.lastFrame())).isEqualTo(1);
    }

    /** The limit falls between the halves of a character, too. */
    @Test
    void aLongTextIsShortened() {
        SampleBatch batch = new SampleBatch();
        batch.addText(5, 77, "x" + "𠀀".repeat(5_000), StatusCode.GOOD);
        batch.addText(6, 77, "y".repeat(1_000), StatusCode.GOOD);
        board.update(batch, 0);
        socket.said("{\"subscribe\":[\"m/5\",\"m/6\"]}");
        socket.tick();
        assertThat(wire.texts.getLast()).contains("\"x" + "𠀀".repeat(499) + "…\"")
                .contains("\"" + "y".repeat(1_000) + "\"");
        socket.close();
    }

    @Test
    void manyLongTextsComeInMessagesOfBoundedSize() {
        SampleBatch batch = new SampleBatch();
        for (int i = 0; i < 100; i++) {
            batch.addText(i, 1, "x".repeat(10_000), StatusCode.GOOD);
        }
        board.update(batch, 0);
        socket.said("{\"subscribe\":["
                + String.join(",", IntStream.range(0, 100).mapToObj(i -> "\"m/" + i + "\"").toList()) + "]}");
        socket.tick();
        assertThat(wire.texts).allMatch(text -> text.length() < 100_000);
        assertThat(wire.texts.stream().filter(text -> text.contains("\"texts\""))).hasSize(2);
    }

    @Test
    void whatItDoesNotUnderstandIsAnsweredWithAnError() {
        for (String message : new String[]{"{\"subscribe\":\"m/1\"}", "{\"subscrib\":[]}", "{", "[]",
                "{\"ping\":{\"deep\":1}}", "{\"subscribe\":[null]}", "{\"subscribe\":[7]}"}) {
            socket.said(message);
            assertThat(wire.texts.getLast()).as(message).startsWith("{\"type\":\"error\",\"code\":\"");
        }
        assertThat(wire.closedWith).isZero();
    }

    @Test
    void moreThanTwoThousandSignalsAreRefusedAndTheOldOnesStay() {
        socket.said("{\"subscribe\":[\"m/1\"]}");
        String many = String.join(",", IntStream.range(0, 10_000).mapToObj(i -> "\"m/" + i + "\"").toList());
        socket.said("{\"subscribe\":[" + many + "]}");
        assertThat(wire.texts.getLast()).contains("too-many-signals");
        put(1, 1, 1.0);
        put(2, 1, 2.0);
        socket.tick();
        assertThat(count(wire.lastFrame())).isEqualTo(1);
    }

    @Test
    void pingsComeBack() {
        socket.said("{\"ping\":12345.5}");
        assertThat(wire.texts.getLast())
                .isEqualTo("{\"type\":\"pong\",\"ping\":12345.5,\"now\":\"2026-11-24T08:00:00.000000Z\"}");
    }

    @Test
    void aBrowserThatTalksTooMuchIsClosed() {
        for (int i = 0; i < 300; i++) {
            socket.said("{\"ping\":1}");
        }
        assertThat(wire.closedWith).isZero();
        socket.said("{\"ping\":1}");
        assertThat(wire.closedWith).isEqualTo(LiveSocket.POLICY_VIOLATION);
    }
}
