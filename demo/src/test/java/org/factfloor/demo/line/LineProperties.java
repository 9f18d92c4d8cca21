package org.factfloor.demo.line;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.factfloor.plant.Signal.Band;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that hold for every run of the line, whatever its seed. */
class LineProperties {

    private static final Instant MORNING = Instant.parse("2026-11-24T00:00:00Z");
    private static final int DAY = 86_400;
    private static final Story STORY = Story.of(MORNING.plusSeconds(30 * 3_600));
    private static final long SIXTEEN_BITS = 65_536;
    private static final List<String> MACHINE_POWERS = List.of("cnc-1/power-active", "robot-1/power-active",
            "imm-1/power-active", "assembly-1/power-active", "compressor-1/power-active");
    private static final Map<String, Integer> SLOTS = IntStream.range(0, Frame.SLOTS.size()).boxed()
            .collect(Collectors.toMap(slot -> Frame.SLOTS.get(slot).key(), Function.identity()));

    @Test
    void givesTheSameRunForTheSameSeed() {
        Line one = Line.atDayStart(7, MORNING, STORY);
        Line other = Line.atDayStart(7, MORNING.plusSeconds(3_600), STORY);
        Line foreign = Line.atDayStart(8, MORNING, STORY);
        int differing = 0;
        for (int i = 0; i < 20_000; i++) {
            assertSame(one, other);
            differing += same(one, foreign) ? 0 : 1;
            one.step();
            other.step();
            foreign.step();
        }
        assertThat(differing).isGreaterThan(19_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void goesOnFromACopyAsFromTheOriginal(long seed) {
        Line line = Line.atDayStart(seed, MORNING, STORY);
        for (int i = 0; i < DAY / 2; i += 5_000) {
            run(line, 5_000);
            Line copy = line.copy();
            run(copy, 500);
            Line original = line.copy();
            run(original, 500);
            assertSame(original, copy);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void drawsPowerWhichTheMeterAddsUp(long seed) {
        Line line = Line.atDayStart(seed, MORNING, STORY);
        Frame frame = new Frame();
        double least = 0;
        double greatestDifference = 0;
        for (int i = 0; i < DAY; i++, line.step()) {
            frame.read(line);
            double sum = 0;
            for (String power : MACHINE_POWERS) {
                least = Math.min(least, frame.number(slot(power)));
                sum += frame.number(slot(power));
            }
            greatestDifference = Math.max(greatestDifference,
                    Math.abs(frame.number(slot("meter-1/power-active")) - sum));
        }
        assertThat(least).isZero();
        // Each of the six figures is rounded to 0.01 kW.
        assertThat(greatestDifference).isLessThan(0.031);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void countsUpwardsExceptWhereSixteenBitsRollOver(long seed) {
        Line line = Line.atDayStart(seed, MORNING, STORY);
        Frame before = new Frame();
        Frame after = new Frame();
        int rollovers = 0;
        for (int i = 0; i < 2 * DAY; i++) {
            before.read(line);
            line.step();
            after.read(line);
            for (int slot = 0; slot < Frame.SLOTS.size(); slot++) {
                Channel<?> channel = Frame.SLOTS.get(slot).channel();
                long step = after.whole(slot) - before.whole(slot);
                boolean resetByHand = Frame.SLOTS.get(slot).key().equals("press-1/strokes-shift")
                        && after.whole(slot) <= 1;
                if (channel.kind() == SignalKind.COUNTER && step < 0 && !resetByHand) {
                    assertThat(channel.wire()).isEqualTo(Channel.Wire.UINT16);
                    assertThat(step + SIXTEEN_BITS).isBetween(0L, 10L);
                    rollovers++;
                }
            }
        }
        assertThat(rollovers).isBetween(1, 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void losesAndInventsNoParts(long seed) {
        Line line = Line.atDayStart(seed, MORNING, STORY);
        Frame start = frame(line);
        long coversAtStart = line.moulding.good();
        for (int i = 0; i < 200; i++) {
            run(line, DAY / 100);
            Frame now = frame(line);
            long cut = counted("cnc-1/parts-good", start, now);
            long carried = counted("robot-1/cycles-total", start, now);
            long assembled = counted("assembly-1/parts-good", start, now)
                    + counted("assembly-1/parts-rejected", start, now);
            long staged = (long) now.number(slot("assembly-1/stock-housings"));
            long covers = (long) now.number(slot("assembly-1/stock-covers"));
            // The difference is in the rack (2 at the start, 8 at most), in the robot's hand or in the station.
            assertThat(cut + 2 - carried).isBetween(0L, 9L);
            assertThat(carried + 1 - staged - assembled).isBetween(0L, 1L);
            long moulded = line.moulding.good() - coversAtStart;
            assertThat(moulded + 12 * 8 - covers - 8 * assembled).isBetween(0L, 8L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void showsOnlyStatesItNamesAndEveryIncidentWithinTwoDays(long seed) {
        Line line = Line.atDayStart(seed, MORNING, STORY);
        Set<String> seen = new TreeSet<>();
        Frame frame = new Frame();
        Frame before = new Frame();
        for (int i = 0; i < 2 * DAY; i++, line.step()) {
            frame.read(line);
            for (int slot = 0; slot < Frame.SLOTS.size(); slot++) {
                if (i == 0 || !frame.same(slot, before)) {
                    seen.add(Frame.SLOTS.get(slot).key() + " " + words(frame, slot));
                    before.take(slot, frame);
                }
            }
        }
        assertThat(seen).contains("cnc-1/state Cutting", "cnc-1/state Waiting", "cnc-1/state Setup",
                "cnc-1/state Tool change", "cnc-1/program-name O1201 HOUSING-A", "cnc-1/program-name O1202 HOUSING-B",
                "robot-1/state Moving", "robot-1/state Waiting", "robot-1/state Safety stop", "imm-1/state Off",
                "imm-1/state Warming up", "imm-1/state Automatic", "imm-1/state Waiting",
                "imm-1/mould-temperature BadSensorFailure", "assembly-1/state Assembling",
                "assembly-1/state Waiting for parts",
                "assembly-1/state Break", "assembly-1/state Feeder jam", "assembly-1/state Changeover",
                "compressor-1/state Loaded", "compressor-1/state Unloaded", "meter-1/tariff-name Peak",
                "meter-1/tariff-name Valley");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void keepsMeasurementsInTheRangeOfTheirMachines(long seed) {
        Line line = Line.atDayStart(seed, MORNING, STORY);
        Frame frame = new Frame();
        double[] least = new double[Frame.SLOTS.size()];
        double[] greatest = new double[Frame.SLOTS.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < DAY; i++, line.step()) {
            frame.read(line);
            for (int slot = 0; slot < least.length; slot++) {
                // NaN goes through both and is then in no range.
                least[slot] = Math.min(least[slot], frame.number(slot));
                greatest[slot] = Math.max(greatest[slot], frame.number(slot));
            }
        }
        Map.of("compressor-1/air-pressure", new Band(6.6, 7.8), "cnc-1/spindle-load", new Band(0, 110),
                "cnc-1/tool-life", new Band(0, 100), "imm-1/barrel-zone3", new Band(150, 232),
                "imm-1/injection-pressure", new Band(0, 950), "assembly-1/press-force", new Band(0, 9.2),
                "meter-1/power-factor", new Band(0.7, 1), "meter-1/power-active", new Band(10, 90))
                .forEach((key, band) -> {
                    assertThat(least[slot(key)]).as(key).isGreaterThanOrEqualTo(band.low());
                    assertThat(greatest[slot(key)]).as(key).isLessThanOrEqualTo(band.high());
                });
        assertThat(least).doesNotContain(Double.NaN);
    }

    @Test
    void namesEverySignalOnceAndAsPlantYamlAllows() {
        Set<String> keys = new HashSet<>();
        for (Frame.Slot slot : Frame.SLOTS) {
            assertThat(keys.add(slot.key())).as(slot.key()).isTrue();
            assertThat(slot.channel().id()).matches("[a-z0-9][a-z0-9-]{0,59}");
        }
        assertThat(keys).hasSizeBetween(55, 80).contains("cnc-1/spindle-load", "imm-1/barrel-zone1");
    }

    /** What a state, text or broken sensor shows; nothing for plain numbers. */
    private static String words(Frame frame, int slot) {
        Channel<?> channel = Frame.SLOTS.get(slot).channel();
        if (frame.status(slot) != StatusCode.GOOD) {
            return StatusCode.name(frame.status(slot));
        }
        return switch (channel.kind()) {
            case STATE -> requireNonNull(channel.states().get(frame.whole(slot)), channel.node()).name().en();
            case TEXT -> frame.text(slot);
            case ANALOG, COUNTER -> "";
        };
    }

    private static void run(Line line, int seconds) {
        for (int i = 0; i < seconds; i++) {
            line.step();
        }
    }

    private static Frame frame(Line line) {
        Frame frame = new Frame();
        frame.read(line);
        return frame;
    }

    private static long counted(String key, Frame start, Frame now) {
        return now.whole(slot(key)) - start.whole(slot(key));
    }

    private static void assertSame(Line one, Line other) {
        assertThat(same(one, other)).as("second %d", one.second()).isTrue();
    }

    private static boolean same(Line one, Line other) {
        Frame a = frame(one);
        Frame b = frame(other);
        return IntStream.range(0, Frame.SLOTS.size()).allMatch(slot -> a.same(slot, b));
    }

    private static int slot(String key) {
        return requireNonNull(SLOTS.get(key), key);
    }
}
