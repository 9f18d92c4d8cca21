package org.factfloor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.engine.FactStore.Touch;
import org.factfloor.engine.FactStore.Transaction;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.engine.Revision.Code;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Interval;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.State;
import org.factfloor.production.TimeUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every fact store does; each adapter runs it. */
public abstract class FactStoreContract {

    private static final long HOUR = EngineRig.HOUR;
    private static final long START = EngineRig.START;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private FactStore store = new MemoryFactStore();

    /** A new, empty store. */
    protected abstract FactStore create();

    /** Closes a store and opens what it left. */
    protected abstract FactStore reopen(FactStore open);

    @BeforeEach
    void open() {
        store = create();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void write(Consumer<Transaction> changes) {
        store.write(transaction -> {
            changes.accept(transaction);
            return true;
        });
    }

    private Cell cell(long from, long to) {
        long[] values = new long[Quantity.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3) > 0 ? 0 : random.nextInt(4) > 0 ? random.nextLong(HOUR) : random.nextLong();
        }
        return new Cell(from, to, TimeClass.values()[random.nextInt(4)],
                maybe(new ShiftRef("early", from - random.nextLong(8 * HOUR))), maybe("p-" + random.nextInt(3)),
                maybe("作业 " + random.nextInt(3)),
                maybe(new PlannedCycle(random.nextLong(1, HOUR), random.nextLong(1, 10_000), random.nextInt(3),
                        random.nextBoolean())),
                Quantities.of(values), random.nextLong());
    }

    private Interval interval(long from, long to) {
        return new Interval(from, to, State.values()[random.nextInt(State.values().length)],
                TimeUse.values()[random.nextInt(TimeUse.values().length)], TimeClass.values()[random.nextInt(4)],
                maybe("jam"), maybe("e-" + random.nextInt(9)), maybe("p"), maybe("j"),
                random.nextBoolean() ? 0 : from - random.nextLong(40 * HOUR));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private List<Cell> cells(long from, long to) {
        List<Cell> cells = new ArrayList<>();
        for (long time = from; time < to;) {
            long end = Math.min(to, time + random.nextLong(1, HOUR));
            cells.add(cell(time, end));
            time = end;
        }
        return cells;
    }

    private List<Interval> intervals(long from, long to) {
        List<Interval> intervals = new ArrayList<>();
        for (long time = from; time < to;) {
            long end = Math.min(to, time + random.nextLong(1, HOUR));
            intervals.add(interval(time, end));
            time = end;
        }
        return intervals;
    }

    @Test
    void givesBackWhatOverlapsARangeToTheBit() {
        long end = START + 60 * HOUR;
        List<Cell> cells = cells(START, end);
        List<Interval> intervals = intervals(START, end + HOUR);
        write(changes -> changes.replace("m", Decided.NOTHING, new Decided(end, end + HOUR), cells, intervals));
        store = reopen(store);

        assertThat(store.cells("m", Long.MIN_VALUE, Long.MAX_VALUE)).as("seed %d", seed).isEqualTo(cells);
        assertThat(store.facts("m", Long.MIN_VALUE, Long.MAX_VALUE).intervals()).as("seed %d", seed)
                .isEqualTo(intervals);
        for (int i = 0; i < 50; i++) {
            long from = START + random.nextLong(-HOUR, 61 * HOUR);
            long to = from + random.nextLong(30 * HOUR);
            assertThat(store.cells("m", from, to)).as("seed %d", seed)
                    .isEqualTo(cells.stream().filter(cell -> cell.from() < to && cell.to() > from).toList());
            assertThat(store.facts("m", from, to).intervals()).as("seed %d", seed).isEqualTo(
                    intervals.stream().filter(interval -> interval.from() < to && interval.to() > from).toList());
        }
        assertThat(store.cells("other", Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void replacesWhatEndsInARangeAndNothingElse() {
        List<Cell> cells = cells(START, START + 50 * HOUR);
        List<Interval> intervals = intervals(START, START + 50 * HOUR);
        Decided all = new Decided(START + 50 * HOUR, START + 50 * HOUR);
        write(changes -> changes.replace("m", Decided.NOTHING, all, cells, intervals));
        for (int i = 0; i < 20; i++) {
            int first = random.nextInt(cells.size());
            int last = random.nextInt(first, cells.size());
            long from = cells.get(first).from();
            long to = cells.get(last).to();
            List<Cell> others = cells(from, to);
            write(changes -> changes.replace("m", new Decided(from, all.intervals()), new Decided(to, all.intervals()),
                    others, List.of()));
            cells.subList(first, last + 1).clear();
            cells.addAll(first, others);
            assertThat(store.cells("m", Long.MIN_VALUE, Long.MAX_VALUE)).as("seed %d", seed).isEqualTo(cells);
            assertThat(store.facts("m", Long.MIN_VALUE, Long.MAX_VALUE).intervals()).isEqualTo(intervals);
        }
    }

    @Test
    void findsTheLastStateAtOrBeforeATime() {
        SavedState first = new SavedState(START, new Decided(START - 5, START), new byte[]{1, 2, 3},
                Map.of(7, START - 1, 900_000, -5L));
        SavedState second = new SavedState(START + HOUR, new Decided(START, START), new byte[0], Map.of());
        write(changes -> {
            changes.putState("m", first);
            changes.putState("m", second);
            changes.putState("n", second);
        });
        store = reopen(store);
        assertThat(store.stateBefore("m", START - 1)).isEmpty();
        assertThat(store.stateBefore("m", START + HOUR - 1)).hasValueSatisfying(state -> {
            assertThat(state.kernel()).isEqualTo(first.kernel());
            assertThat(state.newest()).isEqualTo(first.newest());
            assertThat(state.decided()).isEqualTo(first.decided());
        });
        assertThat(store.stateTimes("m")).containsExactly(START, START + HOUR);
        write(changes -> changes.dropStates("m", List.of(START)));
        assertThat(store.stateTimes("m")).containsExactly(START + HOUR);
        assertThat(store.stateTimes("n")).containsExactly(START + HOUR);
    }

    @Test
    void numbersRevisionsAndTouchesAsTheyCome() {
        Cause late = new Cause(Code.LATE_SAMPLES, List.of("m/state"));
        Cause entry = new Cause(Code.ENTRY, List.of());
        write(changes -> {
            assertThat(changes.addRevision(9, late, "m", 10, 20)).isEqualTo(1);
            assertThat(changes.addRevision(9, entry, "n", 10, 20)).isEqualTo(2);
            assertThat(changes.addTouch(new Touch(0, "m", 1, Long.MAX_VALUE, late))).isEqualTo(1);
            assertThat(changes.addTouch(new Touch(0, "n", Long.MIN_VALUE, 5, entry))).isEqualTo(2);
            changes.removeTouch(1);
        });
        store = reopen(store);
        assertThat(store.revisions("m", 19, 30)).containsExactly(new Revision(1, 9, late, "m", 10, 20));
        assertThat(store.revisions("m", 20, 30)).isEmpty();
        assertThat(store.touches()).containsExactly(new Touch(2, "n", Long.MIN_VALUE, 5, entry));
        write(changes -> assertThat(changes.addTouch(new Touch(0, "m", 1, 2, late))).isEqualTo(3));
    }

    @Test
    void keepsTheFirstClosingOfAShift() {
        ShiftRef shift = new ShiftRef("early", START);
        Closing closing = new Closing("m", shift, START + 8 * HOUR, START + 9 * HOUR,
                cell(START, START + 1).quantities());
        write(changes -> changes.putClosing(closing));
        store = reopen(store);
        assertThat(store.closing("m", shift)).contains(closing);
        assertThat(store.closing("n", shift)).isEmpty();
        assertThat(store.closing("m", new ShiftRef("late", START))).isEmpty();
    }

    @Test
    void aTransactionThatThrowsChangesNothing() {
        write(changes -> changes.putMark("a", 1));
        assertThatThrownBy(() -> write(changes -> {
            changes.putMark("a", 2);
            changes.putMark("b", 2);
            throw new IllegalStateException("no");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(store.mark("a")).isEqualTo(OptionalLong.of(1));
        assertThat(store.mark("b")).isEmpty();
        write(changes -> changes.putMark("a", 3));
        assertThat(reopen(store).mark("a")).isEqualTo(OptionalLong.of(3));
    }
}
