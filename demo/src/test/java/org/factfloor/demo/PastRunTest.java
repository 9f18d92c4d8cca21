package org.factfloor.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.factfloor.demo.DemoSettings.Flapping;
import org.factfloor.demo.line.Frame;
import org.factfloor.demo.line.Line;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.Test;

class PastRunTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:20:30.456Z");
    private static final long NOW_SECOND = NOW.getEpochSecond();
    private static final DemoSettings STEADY = new DemoSettings(3, NOW, Duration.ofHours(6), Optional.empty());
    private static final Map<String, Integer> REFS = IntStream.range(0, Frame.SLOTS.size()).boxed()
            .collect(Collectors.toMap(slot -> Frame.SLOTS.get(slot).key(), slot -> slot));

    /** The re-run of an hour from its remembered state must not differ from the one run that went through. */
    @Test
    void tellsWhatTheForwardRunShowed() throws InterruptedException {
        SampleBatch told = told(STEADY);
        Map<Long, Frame> forward = new HashMap<>();
        Line line = STEADY.line();
        for (; line.second() < NOW_SECOND; line.step()) {
            if (line.second() % 10 == 0) {
                Frame frame = new Frame();
                frame.read(line);
                forward.put(line.second(), frame);
            }
        }
        int compared = 0;
        for (int i = 0; i < told.size(); i++) {
            Frame frame = forward.get(told.time(i) / Micros.PER_SECOND);
            if (frame != null && told.status(i) == StatusCode.GOOD) {
                int slot = told.signal(i);
                switch (told.type(i)) {
                    case NUMBER -> assertThat(told.number(i)).isEqualTo(frame.number(slot));
                    case WHOLE -> assertThat(told.whole(i)).isEqualTo(frame.whole(slot));
                    case TEXT -> assertThat(told.text(i)).isEqualTo(frame.text(slot));
                    case NONE -> throw new AssertionError("a good sample without a value");
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20_000);
    }

    @Test
    void isTheSameForTheSameSeedAndNow() throws InterruptedException {
        SampleBatch one = told(STEADY);
        SampleBatch other = told(STEADY);
        assertThat(other.size()).isEqualTo(one.size());
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.sameValue(i, other, i) && one.signal(i) == other.signal(i) && one.time(i) == other.time(i))
                    .isTrue();
        }
    }

    @Test
    void tellsTheNewestHourFirstAndEndsBeforeNow() throws InterruptedException {
        List<Long> hours = new ArrayList<>();
        PastRun.until(NOW, STEADY).tell(NOW_SECOND, PastRunTest::refOf, batch -> {
            for (int i = 0; i < batch.size(); i++) {
                assertThat(batch.time(i)).isBetween((NOW_SECOND - 6 * 3_600) * Micros.PER_SECOND,
                        (NOW_SECOND - 1) * Micros.PER_SECOND);
                assertThat(batch.time(i)).isGreaterThanOrEqualTo(batch.time(Math.max(0, i - 1)));
            }
            assertThat(batch.size()).isBetween(1, DemoPlant.PAST_BATCH);
            hours.add(batch.time(0) / Micros.PER_HOUR);
        });
        assertThat(hours).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(Set.copyOf(hours)).hasSize(7);
    }

    @Test
    void beginsEveryHourWithASampleOfEverySignal() throws InterruptedException {
        Map<Long, Set<Integer>> atFullHour = new TreeMap<>();
        SampleBatch told = told(STEADY);
        for (int i = 0; i < told.size(); i++) {
            if (told.time(i) % Micros.PER_HOUR == 0) {
                atFullHour.computeIfAbsent(told.time(i), hour -> new HashSet<>()).add(told.signal(i));
            }
        }
        assertThat(atFullHour).hasSize(6);
        assertThat(atFullHour.values()).allSatisfy(signals -> assertThat(signals).hasSize(Frame.SLOTS.size()));
    }

    @Test
    void carriesTheTypeOfTheSignalAndNoValueWhereTheSensorFails() throws InterruptedException {
        SampleBatch told = told(STEADY);
        int failed = 0;
        for (int i = 0; i < told.size(); i++) {
            SignalKind kind = Frame.SLOTS.get(told.signal(i)).channel().kind();
            if (told.status(i) == StatusCode.GOOD) {
                assertThat(told.type(i)).isEqualTo(kind.valueType());
            } else {
                assertThat(told.status(i)).isEqualTo(StatusCode.BAD_SENSOR_FAILURE);
                assertThat(Frame.SLOTS.get(told.signal(i)).key()).isEqualTo("imm-1/mould-temperature");
                assertThat(told.type(i)).isEqualTo(ValueType.NONE);
                failed++;
            }
        }
        assertThat(failed).isPositive();
    }

    @Test
    void isSilentWhereTheConnectionFlaps() throws InterruptedException {
        Flapping flapping = new Flapping("compressor-1", Duration.ofMinutes(10), Duration.ofSeconds(20));
        SampleBatch told = told(new DemoSettings(3, NOW, Duration.ofHours(1), Optional.of(flapping)));
        int silences = 0;
        int returns = 0;
        for (int i = 0; i < told.size(); i++) {
            long second = told.time(i) / Micros.PER_SECOND;
            if (Frame.SLOTS.get(told.signal(i)).sheet().id().equals("compressor-1")) {
                boolean closed = second % 600 < 20;
                assertThat(told.status(i)).isEqualTo(closed ? StatusCode.BAD_NO_COMMUNICATION : StatusCode.GOOD);
                silences += closed ? 1 : 0;
                returns += second % 600 == 20 ? 1 : 0;
            }
        }
        int signals = (int) Frame.SLOTS.stream().filter(slot -> slot.sheet().id().equals("compressor-1")).count();
        // One silence every ten minutes, told once per signal.
        assertThat(silences).isEqualTo(6 * signals);
        assertThat(returns).isEqualTo(6 * signals);
    }

    /** A demo that was stopped while it told its past, and is started again days later, tells the rest of the same run. */
    @Test
    void tellsTheRestOfThePastAfterALaterStart() throws InterruptedException {
        SampleBatch whole = told(STEADY);
        SampleBatch parts = new SampleBatch();
        long[] reached = {NOW_SECOND};
        Stopped stopped = new Stopped(parts, reached);
        assertThatThrownBy(() -> PastRun.until(NOW, STEADY).tell(NOW_SECOND, PastRunTest::refOf, stopped))
                .isInstanceOf(InterruptedException.class);
        assertThat(reached[0]).isBetween(NOW_SECOND - 4 * 3_600, NOW_SECOND - 2 * 3_600);
        PastRun.until(NOW.plus(Duration.ofDays(2)), STEADY).tell(reached[0], PastRunTest::refOf,
                batch -> addAll(parts, batch));
        assertThat(parts.size()).isEqualTo(whole.size());
        for (int i = 0; i < whole.size(); i++) {
            assertThat(whole.sameValue(i, parts, i) && whole.signal(i) == parts.signal(i)
                    && whole.time(i) == parts.time(i)).isTrue();
        }
    }

    /** Takes three hours and is stopped then. */
    private record Stopped(SampleBatch taken, long[] reached) implements PastConsumer {

        @Override
        public void accept(SampleBatch batch) throws InterruptedException {
            if (reached[0] <= NOW_SECOND - 2 * 3_600) {
                throw new InterruptedException();
            }
            addAll(taken, batch);
        }

        @Override
        public void reached(long second) {
            reached[0] = second;
        }
    }

    private static int refOf(String key) {
        return requireNonNull(REFS.get(key), key);
    }

    private static SampleBatch told(DemoSettings settings) throws InterruptedException {
        SampleBatch all = new SampleBatch();
        PastRun.until(NOW, settings).tell(NOW_SECOND, PastRunTest::refOf, batch -> addAll(all, batch));
        return all;
    }

    private static void addAll(SampleBatch all, SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            all.addFrom(batch, i);
        }
    }
}
