package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.factfloor.plant.TimeClass;
import org.junit.jupiter.api.Test;

/** docs/reference/production-rules.md, section 9. Minutes of one hour. */
class LineKernelTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final List<String> LINE = List.of("m1", "m2", "m3", "m4");

    private final Map<String, List<Interval>> told = new TreeMap<>();

    private static Interval interval(long from, long to, State state, TimeUse use, Optional<String> reason, long stop) {
        return new Interval(from, to, state, use, TimeClass.PLANNED, reason, Optional.empty(), Optional.empty(),
                Optional.empty(), stop);
    }

    private static Interval running(long from, long to) {
        return interval(from, to, State.RUNNING, TimeUse.RUN, Optional.empty(), 0);
    }

    /** A machine that runs from 0 to 60 but for its stops, each from, to. */
    private LineKernelTest machine(String id, State state, long... stops) {
        List<Interval> intervals = told.computeIfAbsent(id, _ -> new ArrayList<>());
        long at = 1;
        for (int i = 0; i < stops.length; i += 2) {
            if (at < stops[i]) {
                intervals.add(running(at, stops[i]));
            }
            intervals.add(interval(stops[i], stops[i + 1], state, TimeUse.STOP, Optional.empty(), stops[i]));
            at = stops[i + 1];
        }
        intervals.add(running(at, 60));
        return this;
    }

    private List<String> waits() {
        LINE.forEach(id -> told.computeIfAbsent(id, _ -> List.of(running(1, 60))));
        List<Wait> waits = new ArrayList<>();
        LineKernel kernel = new LineKernel(LINE, 1);
        told.forEach((id, intervals) -> intervals.forEach(interval -> kernel.accept(id, interval, waits::add)));
        kernel.finish(waits::add);
        waits.sort(Comparator.comparingLong(Wait::from).thenComparing(Wait::workUnit));
        return waits.stream()
                .map(wait -> "%d-%d %s %s %s".formatted(wait.from(), wait.to(), wait.workUnit(), wait.kind(),
                        wait.cause()))
                .toList();
    }

    @Test
    void aMachineWaitsForTheOneBeforeWhileThatStands() {
        assertThat(machine("m1", State.STOPPED, 10, 30).machine("m2", State.IDLE, 12, 40).waits())
                .containsExactly("12-30 m2 WAITING_FOR_PREVIOUS m1");
    }

    @Test
    void aMachineWaitsForTheOneAfterWhileThatStands() {
        assertThat(machine("m3", State.OFF, 10, 30).machine("m2", State.NO_PARTS, 12, 20, 25, 26).waits())
                .containsExactly("12-20 m2 NEXT_IS_FULL m3", "25-26 m2 NEXT_IS_FULL m3");
    }

    @Test
    void aStopThatBeganAtTheSameTimeOrLaterIsNoCause() {
        assertThat(machine("m1", State.STOPPED, 10, 30).machine("m2", State.IDLE, 10, 30).waits()).isEmpty();
        assertThat(new LineKernelTest().machine("m1", State.STOPPED, 11, 30).machine("m2", State.IDLE, 10, 30).waits())
                .containsExactly("11-30 m1 NEXT_IS_FULL m2");
    }

    @Test
    void theCauseIsTheMachineThatStoodFirst() {
        assertThat(
                machine("m1", State.STOPPED, 10, 40).machine("m2", State.IDLE, 12, 40).machine("m3", State.IDLE, 14, 38)
                        .machine("m4", State.IDLE, 16, 36).waits())
                .containsExactly("12-40 m2 WAITING_FOR_PREVIOUS m1",
                        "14-38 m3 WAITING_FOR_PREVIOUS m1", "16-36 m4 WAITING_FOR_PREVIOUS m1");
    }

    @Test
    void ofTwoNeighboursTheOneThatStoodFirstIsTheCause() {
        assertThat(
                machine("m1", State.STOPPED, 11, 30).machine("m2", State.IDLE, 12, 40).machine("m3", State.OFF, 10, 20)
                        .waits())
                .containsExactly("12-20 m2 NEXT_IS_FULL m3", "20-30 m2 WAITING_FOR_PREVIOUS m1");
        assertThat(new LineKernelTest().machine("m1", State.STOPPED, 10, 30).machine("m2", State.IDLE, 12, 40)
                .machine("m3", State.OFF, 10, 35).waits()).containsExactly("12-30 m2 WAITING_FOR_PREVIOUS m1",
                        "30-35 m2 NEXT_IS_FULL m3");
    }

    @Test
    void aMachineThatIsOffOrHasAReasonDoesNotWait() {
        machine("m1", State.STOPPED, 10, 30).machine("m2", State.OFF, 12, 30);
        told.put("m3", List.of(running(1, 14),
                interval(14, 20, State.IDLE, TimeUse.STOP, Optional.of("tool"), 14),
                interval(20, 30, State.IDLE, TimeUse.STOP, Optional.empty(), 14), running(30, 60)));
        assertThat(waits()).containsExactly("20-30 m3 WAITING_FOR_PREVIOUS m2");
    }

    /** A page shows a range of which one machine knows less. */
    @Test
    void waitsOfARangeAreCutAtItsEnds() {
        machine("m1", State.STOPPED, 10, 40).machine("m2", State.IDLE, 12, 40);
        List<Interval> later = List.of(interval(20, 40, State.IDLE, TimeUse.STOP, Optional.empty(), 14),
                running(40, 60));
        List<List<Interval>> intervals = List.of(told.getOrDefault("m1", List.of()), told.getOrDefault("m2", List.of()),
                later);
        List<String> line = List.of("m1", "m2", "m3");
        assertThat(LineKernel.waits(line, intervals, 5, 35)).containsExactly(
                new Wait("m2", 20, 35, Wait.Kind.WAITING_FOR_PREVIOUS, 12, "m1"),
                new Wait("m3", 20, 35, Wait.Kind.WAITING_FOR_PREVIOUS, 14, "m1"));
        assertThat(LineKernel.waits(line, List.of(later, later, List.of()), 5, 35)).isEmpty();
    }

    @Test
    void refusesIntervalsThatDoNotFollow() {
        LineKernel kernel = new LineKernel(LINE, 1);
        assertThatThrownBy(() -> kernel.accept("m1", running(2, 3), _ -> {
        })).hasMessageContaining("m1").hasMessageContaining("without gap");
        assertThatThrownBy(() -> kernel.accept("m9", running(1, 3), _ -> {
        })).hasMessageContaining("m9 is not a machine of this line");
    }

    /** Machines are decided at different times, and the box may restart between any two intervals. */
    @Test
    void comesOutTheSameInAnyOrderAndAfterRestarts() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 100; round++) {
            LineKernelTest line = new LineKernelTest();
            for (String id : LINE) {
                long[] stops = random.longs(6, 2, 60).distinct().sorted().toArray();
                line.machine(id, State.IDLE, Arrays.copyOf(stops, stops.length / 2 * 2));
            }
            List<String> expected = line.waits();
            assertThat(inAnyOrder(line.told, random)).as("seed %d, round %d", SEED, round)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static List<String> inAnyOrder(Map<String, List<Interval>> told, SplittableRandom random) {
        Map<String, List<Interval>> left = new TreeMap<>();
        told.forEach((id, intervals) -> left.put(id, new ArrayList<>(intervals)));
        List<Wait> waits = new ArrayList<>();
        LineKernel kernel = new LineKernel(LINE, 1);
        while (!left.isEmpty()) {
            String id = List.copyOf(left.keySet()).get(random.nextInt(left.size()));
            List<Interval> own = left.getOrDefault(id, List.of());
            Interval next = own.removeFirst();
            // Cells cut intervals anywhere.
            long middle = random.nextLong(next.from(), next.to() + 1);
            if (middle > next.from() && middle < next.to()) {
                own.addFirst(next.from(middle));
                next = interval(next.from(), middle, next.state(), next.use(), next.reason(), next.stop());
            }
            kernel.accept(id, next, waits::add);
            if (own.isEmpty()) {
                left.remove(id);
            }
            byte[] saved = kernel.save();
            kernel = new LineKernel(LINE, saved);
            assertThat(kernel.save()).isEqualTo(saved);
        }
        kernel.finish(waits::add);
        waits.sort(Comparator.comparingLong(Wait::from).thenComparing(Wait::workUnit));
        return waits.stream()
                .map(wait -> "%d-%d %s %s %s".formatted(wait.from(), wait.to(), wait.workUnit(), wait.kind(),
                        wait.cause()))
                .toList();
    }
}
