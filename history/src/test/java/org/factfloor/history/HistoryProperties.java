package org.factfloor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** What every history does, over random samples; each adapter runs it. */
public abstract class HistoryProperties extends HistoryFixture {

    /** Rounds of each property, every one from a seed of its own; more of them by {@code -Dfactfloor.rounds=…}. */
    private static final int ROUNDS = Integer.getInteger("factfloor.rounds", 4);

    @Test
    void anyOrderAndRepetitionOfDeliveriesEndsInEqualContent() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            RandomSamples samples = new RandomSamples(new SplittableRandom(seed));
            SampleBatch rows = samples.decimals(60);
            for (int i = 0; i < 6; i++) {
                SampleBatch more = samples.batch();
                for (int k = 0; k < more.size(); k++) {
                    rows.addFrom(more, k);
                }
            }
            MemoryHistory reference = new MemoryHistory();
            reference.apply(rows, 1);
            history.close();
            history = create();
            long received = 0;
            long counted = 0;
            long cursor = 0;
            for (SampleBatch batch : samples.redelivered(rows)) {
                History.Applied applied = history.apply(batch, ++cursor, Optional.of(appliedOf(batch)));
                history.settle(RandomSamples.END + cursor * Micros.PER_HOUR);
                received += batch.size();
                counted += applied.stored() + applied.duplicate() + applied.superseded();
            }
            assertThat(counted).as("seed %d", seed).isEqualTo(received);
            assertAddsUp("seed " + seed);
            assertSameContent(reference, "seed " + seed);
        }
    }

    /** The reference takes the same calls; whatever is settled or opened again in between, answers stay equal. */
    @Test
    void answersAsTheReferenceDoesWhateverHappensBetween() {
        for (long seed = 100; seed < 100 + ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomSamples samples = new RandomSamples(random);
            MemoryHistory reference = new MemoryHistory();
            history.close();
            history = create();
            long now = RandomSamples.END;
            HourCounts page = new HourCounts();
            for (int step = 1; step <= 60; step++) {
                String where = "seed " + seed + " step " + step;
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> {
                        SampleBatch batch = random.nextInt(3) == 0 ? samples.decimals(40) : samples.batch();
                        page.add(appliedOf(batch));
                        Optional<HourCounts> counts = random.nextBoolean() ? Optional.of(page) : Optional.empty();
                        assertThat(history.apply(batch, step, counts)).as(where)
                                .isEqualTo(reference.apply(batch, step, counts));
                        page = counts.isPresent() ? new HourCounts() : page;
                    }
                    case 3, 4, 5 -> {
                        now += random.nextInt(20) * Micros.PER_MINUTE;
                        history.settle(now);
                    }
                    case 6 -> assertSameAnswers(reference, samples, where);
                    default -> {
                        if (random.nextInt(4) == 0) {
                            history = reopen(history);
                        }
                    }
                }
            }
            history.apply(new SampleBatch(), 61, Optional.of(page));
            reference.apply(new SampleBatch(), 61, Optional.of(page));
            assertThat(history.ledgerCursor()).as("seed %d", seed).isEqualTo(61);
            assertAddsUp("seed " + seed);
            assertSameContent(reference, "seed " + seed);
            assertAddsUp("seed " + seed + ", settled");
            assertThat(history.changes(0, 10_000)).as("seed %d", seed).isEqualTo(reference.changes(0, 10_000));
        }
    }

    /** What the applier tells the ledger of a batch. */
    private static HourCounts appliedOf(SampleBatch batch) {
        HourCounts counts = new HourCounts();
        for (int i = 0; i < batch.size(); i++) {
            counts.add(batch.signal(i), batch.time(i), SampleFate.APPLIED);
        }
        return counts;
    }

    /** What came in is held, was there or gave way: for every signal and hour. */
    private void assertAddsUp(String where) {
        List<Integer> signals = Arrays.stream(RandomSamples.SIGNALS).boxed().toList();
        HourCounts all = history.ledger(signals, Long.MIN_VALUE, Long.MAX_VALUE);
        all.add(history.held(signals, Long.MIN_VALUE, Long.MAX_VALUE));
        assertThat(all.total(SampleFate.STORED)).as(where).isPositive();
        assertThat(all.imbalance()).as(where).isEqualTo(new HourCounts());
    }

    private void assertSameAnswers(MemoryHistory reference, RandomSamples samples, String where) {
        int signal = samples.signal();
        long one = samples.time();
        long other = samples.time();
        long from = Math.min(one, other);
        long to = Math.max(one, other) + 1;
        assertSame(history.read(signal, from, to, 10_000), reference.read(signal, from, to, 10_000), where);
        assertSame(history.read(signal, from, to, 7), reference.read(signal, from, to, 7), where);
        assertSame(history.at(signal, one).orElse(new SampleBatch()),
                reference.at(signal, one).orElse(new SampleBatch()), where);
        List<Integer> signals = Arrays.stream(RandomSamples.SIGNALS).boxed().toList();
        assertSame(history.latest(signals), reference.latest(signals), where);
        List<Integer> some = signals.subList(0, 1 + (int) (one & 3));
        assertThat(history.held(some, from, to)).as(where).isEqualTo(reference.held(some, from, to));
        assertThat(history.ledger(some, from, to)).as(where).isEqualTo(reference.ledger(some, from, to));
        assertSame(history.marks(some, from, to, 10_000), reference.marks(some, from, to, 10_000), where);
        assertSame(history.marks(some, from, to, 3), reference.marks(some, from, to, 3), where);
        assertThat(history.silenceBefore(some, from)).as(where).isEqualTo(reference.silenceBefore(some, from));
        assertThat(history.gaps(some, from, to, 10_000)).as(where).isEqualTo(reference.gaps(some, from, to, 10_000));
        assertThat(Set.copyOf(history.signals())).as(where).isEqualTo(Set.copyOf(reference.signals()));
        for (int count : new int[]{1, 3, 100}) {
            assertSameColumns(history.reduce(signal, from, to, count), reference.reduce(signal, from, to, count),
                    where);
        }
        assertSameAlignedColumns(reference, signal, samples.random(), where);
    }

    /** Columns that begin on the borders of hours or minutes, where a history may answer from what it has summed up. */
    private void assertSameAlignedColumns(MemoryHistory reference, int signal, RandomGenerator random, String where) {
        for (long width : new long[]{1, 7, 60, 120}) {
            long step = width % 60 == 0 ? Micros.PER_HOUR : Micros.PER_MINUTE;
            long from = HOUR + (width % 60 == 0 ? random.nextInt(-3, 4) : random.nextInt(-60, 180)) * step;
            int count = 1 + random.nextInt(60);
            long to = from + count * width * Micros.PER_MINUTE;
            assertSameColumns(history.reduce(signal, from, to, count), reference.reduce(signal, from, to, count),
                    where + " from " + from + ", " + count + " columns of " + width + " min");
        }
    }

    /** Dense and sparse signals, late and replaced samples; what is settled, and what is settled anew, as it comes. */
    @Test
    void reducesToMinutesAndHoursAsTheReferenceDoes() {
        for (long seed = 300; seed < 300 + ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomSamples samples = new RandomSamples(random);
            MemoryHistory reference = new MemoryHistory();
            history.close();
            history = create();
            for (int step = 1; step <= 8; step++) {
                SampleBatch batch = random.nextInt(4) == 0 ? samples.batch() : samples.decimals(300);
                history.apply(batch, step);
                reference.apply(batch, step);
                String where = "seed " + seed + " step " + step;
                assertSameAlignedColumns(reference, samples.signal(), random, where);
                if (random.nextInt(3) > 0) {
                    settleAll();
                }
                if (random.nextInt(4) == 0) {
                    history = reopen(history);
                }
                for (int signal : RandomSamples.SIGNALS) {
                    assertSameAlignedColumns(reference, signal, random, where + " signal " + signal);
                }
            }
        }
    }

    @Test
    void reducesAsTheFoldOverWhatIsRead() {
        RandomSamples samples = new RandomSamples(new SplittableRandom(5));
        for (int i = 1; i < 12; i++) {
            history.apply(samples.batch(), i);
            history.apply(samples.decimals(30), i);
            if (i % 4 == 0) {
                settleAll();
            }
        }
        for (int signal : RandomSamples.SIGNALS) {
            for (long from : new long[]{HOUR - 5, HOUR, HOUR + 90 * Micros.PER_MINUTE}) {
                for (int count : new int[]{1, 2, 7, 1_600, Columns.MOST}) {
                    long to = HOUR + 3 * Micros.PER_HOUR;
                    Optional<SampleBatch> before = history.at(signal, from - 1);
                    Columns folded = Columns.fold(from, to, count, before, history.read(signal, from, to, 100_000));
                    assertSameColumns(history.reduce(signal, from, to, count), folded, signal + " in " + count);
                }
            }
        }
    }

    /** Every kind of value, any bits of a double, decimals of any length beside numbers that are none; settled and not. */
    @Test
    void givesBackEveryBitOfWhatever() {
        for (long seed = 400; seed < 400 + ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            history.close();
            history = create();
            SampleBatch rows = new SampleBatch();
            for (int signal = 0; signal < 8; signal++) {
                int places = random.nextInt(9);
                int odd = random.nextInt(1, 40);
                long time = HOUR;
                for (int i = 0; i < 60; i++) {
                    time += 1 + random.nextInt(3_000_000);
                    int status = random.nextInt(3) == 0 ? random.nextInt() : StatusCode.GOOD;
                    switch (random.nextInt(odd)) {
                        case 0 -> rows.addNumber(signal, time, Double.longBitsToDouble(random.nextLong()), status);
                        case 1 -> rows.addWhole(signal, time, random.nextLong() >> random.nextInt(64), status);
                        case 2 -> rows.addText(signal, time, Long.toString(random.nextLong(), 36), status);
                        case 3 -> rows.addNone(signal, time, status);
                        case 4 -> rows.addNumber(signal, time, -0.0, status);
                        default -> rows.addNumber(signal, time,
                                Double.parseDouble(random.nextLong(-1L << 40, 1L << 40) + "e-" + places), status);
                    }
                }
            }
            history.apply(rows, 1);
            for (int settled = 0; settled < 2; settled++) {
                for (int signal = 0; signal < 8; signal++) {
                    SampleBatch expected = new SampleBatch();
                    for (int i = 0; i < rows.size(); i++) {
                        if (rows.signal(i) == signal) {
                            expected.addFrom(rows, i);
                        }
                    }
                    assertSame(history.read(signal, Long.MIN_VALUE, Long.MAX_VALUE, 1_000), expected,
                            "seed " + seed + " signal " + signal);
                }
                settleAll();
            }
        }
    }

    /** A held value said again is no news: DESIGN, "Silence is written down". */
    @Test
    void repeatingAHeldValueChangesNeitherHeldNorGap() {
        for (long seed = 200; seed < 200 + ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomSamples samples = new RandomSamples(random);
            history.close();
            history = create();
            for (int i = 1; i < 6; i++) {
                history.apply(samples.batch(), i);
            }
            List<Columns> before = reduceAll();
            for (int i = 0; i < 40; i++) {
                int signal = samples.signal();
                long time = samples.time() + random.nextInt(30) * Micros.PER_SECOND;
                history.at(signal, time).filter(held -> held.time(0) != time).ifPresent(held -> {
                    SampleBatch repeated = new SampleBatch();
                    repeated.addFrom(held, 0, time);
                    history.apply(repeated, 6);
                });
            }
            List<Columns> after = reduceAll();
            for (int i = 0; i < before.size(); i++) {
                for (int column = 0; column < 50; column++) {
                    assertThat(heldAndGap(after.get(i), column)).as("seed %d", seed)
                            .isEqualTo(heldAndGap(before.get(i), column));
                }
            }
        }
    }

    private static List<Object> heldAndGap(Columns columns, int i) {
        return List.of(columns.held(i), columns.gap(i));
    }

    private List<Columns> reduceAll() {
        List<Columns> all = new ArrayList<>();
        for (int signal : RandomSamples.SIGNALS) {
            all.add(history.reduce(signal, HOUR - 1, RandomSamples.END, 50));
        }
        return all;
    }

    private void assertSameContent(MemoryHistory reference, String where) {
        assertSameSamples(reference, where);
        settleAll();
        assertSameSamples(reference, where + ", settled");
        History.Stats stats = history.stats();
        assertThat(stats.hotRows() + stats.settledRows()).as(where).isEqualTo(reference.stats().hotRows());
    }

    private void assertSameSamples(MemoryHistory reference, String where) {
        for (int signal : RandomSamples.SIGNALS) {
            assertSame(history.read(signal, Long.MIN_VALUE, Long.MAX_VALUE, 1_000_000),
                    reference.read(signal, Long.MIN_VALUE, Long.MAX_VALUE, 1_000_000), where + " signal " + signal);
        }
    }
}
