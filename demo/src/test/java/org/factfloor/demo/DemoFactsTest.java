package org.factfloor.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.factfloor.demo.DemoBooks.Stretch;
import org.factfloor.demo.line.DemoCalendar;
import org.factfloor.demo.line.Frame;
import org.factfloor.plant.Calendar.ShiftRun;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.ValueType;
import org.factfloor.production.Cell;
import org.factfloor.production.Entry;
import org.factfloor.production.Interval;
import org.factfloor.production.Plan;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.Standard;
import org.factfloor.production.WorkUnitKernel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts made from the simulated plant's signals and what its people said, held against its own books. */
class DemoFactsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T01:20:30Z");
    private static final DemoSettings SETTINGS = new DemoSettings(1, NOW, Duration.ofDays(2), Optional.empty());
    private static final Map<String, List<Sample>> SAMPLES = new HashMap<>();
    private static final DemoBooks BOOKS = DemoBooks.open(SETTINGS);
    /** The same four hours later, when the last late scrap is reported. */
    private static final DemoBooks LATER = DemoBooks.open(SETTINGS);

    private record Sample(Role role, int signal, long time, ValueType type, long bits, String text, int status) {}

    @BeforeAll
    static void tellThePast() throws InterruptedException {
        BOOKS.keepTo(NOW);
        LATER.keepTo(NOW.plus(Duration.ofHours(4)));
        Map<String, Integer> slots = new HashMap<>();
        for (int slot = 0; slot < Frame.SLOTS.size(); slot++) {
            slots.put(Frame.SLOTS.get(slot).key(), slot);
        }
        PastRun.until(NOW, SETTINGS).tell(NOW.getEpochSecond(), key -> requireNonNull(slots.get(key), key),
                DemoFactsTest::collect);
        SAMPLES.values().forEach(samples -> samples.sort(Comparator.comparingLong(Sample::time)
                .thenComparingInt(Sample::signal)));
    }

    private static void collect(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Frame.Slot slot = Frame.SLOTS.get(batch.signal(i));
            Role role = slot.channel().role();
            if (role == Role.STATE || role == Role.COUNT || role == Role.POWER || role == Role.PROGRAM) {
                SAMPLES.computeIfAbsent(slot.sheet().id(), _ -> new ArrayList<>())
                        .add(new Sample(role, batch.signal(i), batch.time(i), batch.type(i), batch.bits(i),
                                batch.type(i) == ValueType.TEXT ? batch.text(i) : "", batch.status(i)));
            }
        }
    }

    /** Their state and counter show every second, so nothing is lost to sampling. */
    @ParameterizedTest
    @ValueSource(strings = {"cnc-1", "imm-1", "assembly-1"})
    void equalTheBooksOfMachinesThatTellTheirState(String machine) {
        List<Cell> cells = cells(machine);
        for (ShiftRun shift : shifts()) {
            Quantities facts = sum(cells, shift);
            BookTotals books = books(machine, shift);
            assertThat(facts.get(Quantity.PLANNED_TIME)).as("planned, %s", shift.from()).isEqualTo(books.planned());
            assertThat(facts.get(Quantity.RUN_TIME)).as("run, %s", shift.from()).isEqualTo(books.run());
            assertThat(facts.get(Quantity.SETUP_TIME)).as("set-up, %s", shift.from()).isEqualTo(books.setup());
            assertThat(facts.get(Quantity.STOP_TIME)).as("stops, %s", shift.from()).isEqualTo(books.stops());
            assertThat(facts.get(Quantity.SHORT_STOP_TIME)).as("short stops, %s", shift.from())
                    .isEqualTo(books.shortStops());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnc-1", "imm-1", "assembly-1", "lathe-1", "press-1"})
    void equalTheBooksPieceByPiece(String machine) {
        List<Cell> cells = cells(machine);
        for (ShiftRun shift : shifts()) {
            Quantities facts = sum(cells, shift);
            BookTotals books = books(machine, shift);
            assertThat(facts.get(Quantity.MADE)).as("made, %s", shift.from())
                    .isEqualTo(1_000 * (books.good() + books.scrap()));
            assertThat(facts.get(Quantity.SETUP_PIECES)).as("trials, %s", shift.from())
                    .isEqualTo(1_000 * books.trials());
            assertThat(facts.get(Quantity.JUMPS) + facts.get(Quantity.NO_DATA_TIME) + facts.get(Quantity.ESTIMATED))
                    .isZero();
        }
        Quantities all = cells.stream().map(Cell::quantities).reduce(Quantities.NONE, Quantities::plus);
        long scrap = BOOKS.page(machine).counts().stream().mapToLong(DemoBooks.Count::scrap).sum();
        // What is weighed is booked to the end of its start-up, which may lie in the next shift.
        assertThat(all.get(Quantity.MADE) - all.good()).isPositive().isEqualTo(1_000 * scrap);
    }

    /** By its power, loading a bar cannot be told from standing: each stop ends only with the first cut after it. */
    @Test
    void equalTheBooksOfTheLatheToTheLoadingAfterAStop() {
        List<Cell> cells = cells("lathe-1");
        for (ShiftRun shift : shifts()) {
            Quantities facts = sum(cells, shift);
            BookTotals books = books("lathe-1", shift);
            long loading = stands("lathe-1", shift).count() * 13 * Micros.PER_SECOND;
            assertThat(facts.get(Quantity.PLANNED_TIME)).isEqualTo(books.planned());
            assertThat(books.run() - facts.get(Quantity.RUN_TIME)).as("run, %s", shift.from()).isBetween(0L, loading);
        }
        assertThat(sum(cells, shifts().get(1)).get(Quantity.PLANNED_TIME)).as("a night that ended with a stop")
                .isLessThan(11 * Micros.PER_HOUR);
    }

    /**
     * By its strokes alone, a stop shows from one planned cycle after the last stroke up to the next one, and one that is
     * over within a minute more than a cycle does not show at all.
     */
    @Test
    void equalTheBooksOfThePressToACycleForEachStop() {
        List<Cell> cells = cells("press-1");
        long cycle = DemoSheets.cycle("press-1");
        for (ShiftRun shift : shifts()) {
            Quantities facts = sum(cells, shift);
            BookTotals books = books("press-1", shift);
            long unseen = stands("press-1", shift).mapToLong(DemoFactsTest::length)
                    .filter(length -> length <= cycle + 60 * Micros.PER_SECOND).sum();
            long stops = stands("press-1", shift).count();
            assertThat(facts.get(Quantity.PLANNED_TIME)).isEqualTo(books.planned());
            assertThat(facts.get(Quantity.SETUP_TIME)).isEqualTo(books.setup());
            assertThat(facts.get(Quantity.RUN_TIME) - books.run()).as("run, %s", shift.from())
                    .isBetween(-2 * cycle, unseen + stops * cycle);
        }
        Quantities all = cells.stream().map(Cell::quantities).reduce(Quantities.NONE, Quantities::plus);
        assertThat((double) all.get(Quantity.EARNED) / (all.get(Quantity.RUN_TIME) + all.get(Quantity.SHORT_STOP_TIME)))
                .as("a guessed cycle that is too slow").isBetween(1.16, 1.20);
    }

    @Test
    void countFullBoxesOfTheBench() {
        Quantities all = cells("bench-1").stream().map(Cell::quantities).reduce(Quantities.NONE, Quantities::plus);
        long packed = BOOKS.page("bench-1").counts().stream().mapToLong(DemoBooks.Count::good).sum();
        assertThat(all.get(Quantity.MADE)).isEqualTo(packed / 50 * 50_000);
        assertThat(all.get(Quantity.MANUAL_TIME)).isEqualTo(all.get(Quantity.PLANNED_TIME)).isPositive();
    }

    private static BookTotals books(String machine, ShiftRun shift) {
        return BookTotals.of(BOOKS, machine, from(shift), to(shift));
    }

    private static Stream<Stretch> stands(String machine, ShiftRun shift) {
        return BOOKS.page(machine).stretches().stream().filter(stretch -> stretch.doing().stands()
                && stretch.from() < to(shift) && stretch.lasts(from(shift)));
    }

    private static long length(Stretch stretch) {
        return stretch.to().orElse(BOOKS.end()) - stretch.from();
    }

    private static List<ShiftRun> shifts() {
        return DemoCalendar.CALENDAR.shiftRuns(BOOKS.begin(), BOOKS.end());
    }

    private static long from(ShiftRun shift) {
        return Math.max(BOOKS.begin(), Micros.of(shift.from()));
    }

    private static long to(ShiftRun shift) {
        return Math.min(BOOKS.end(), Micros.of(shift.to()));
    }

    private static Quantities sum(List<Cell> cells, ShiftRun shift) {
        return cells.stream().filter(cell -> cell.from() >= from(shift) && cell.to() <= to(shift))
                .map(Cell::quantities).reduce(Quantities.NONE, Quantities::plus);
    }

    /** The facts of a machine up to now. */
    private static List<Cell> cells(String machine) {
        List<Entry> entries = DemoPeople.sayings(SETTINGS, LATER).stream().map(Saying::entry)
                .filter(entry -> entry.workUnit().equals(machine) && entry.from() < BOOKS.end()).toList();
        List<Standard> standards = DemoSheets.standards(BOOKS.begin()).stream()
                .filter(standard -> standard.workUnit().equals(machine)).toList();
        WorkUnitKernel kernel = new WorkUnitKernel(DemoSheets.of(machine),
                new Plan(DemoCalendar.CALENDAR, entries, standards), BOOKS.begin());
        List<Cell> cells = new ArrayList<>();
        WorkUnitKernel.Out out = new WorkUnitKernel.Out() {
            @Override
            public void interval(Interval interval) {
                // Only sums are looked at here.
            }

            @Override
            public void cell(Cell cell) {
                cells.add(cell);
            }
        };
        for (Sample sample : SAMPLES.getOrDefault(machine, List.of())) {
            kernel.accept(sample.role(), sample.signal(), sample.time(), sample.type(), sample.bits(),
                    sample.type() == ValueType.TEXT ? sample.text() : null, sample.status(), 0, out);
        }
        kernel.advanceTo(BOOKS.end(), out);
        kernel.finish(BOOKS.end(), out);
        return cells;
    }
}
