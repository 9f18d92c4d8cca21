package org.factfloor.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.Test;

/** What every history does, by example; each adapter runs it. */
public abstract class HistoryContract extends HistoryFixture {

    private static final long SECOND = Micros.PER_SECOND;
    private static final int GOOD = StatusCode.GOOD;

    @Test
    void anEmptyHistoryKnowsNothing() {
        assertThat(history.cursor()).isZero();
        assertThat(history.read(1, Long.MIN_VALUE, Long.MAX_VALUE, 10).size()).isZero();
        assertThat(history.at(1, HOUR)).isEmpty();
        assertThat(history.latest(List.of(1, 2)).size()).isZero();
        assertThat(history.changes(0, 10)).isEmpty();
        assertThat(history.settle(HOUR)).isEqualTo(new History.Settled(0, false));
        assertThat(history.faults()).isEmpty();
        assertThat(history.span()).isEmpty();
        assertThat(history.signals()).isEmpty();
        assertThat(history.stats().hotRows() + history.stats().settledRows()).isZero();
    }

    @Test
    void keepsTheCursorWithTheSamples() {
        history.apply(numbers(1, HOUR, 3), 17);
        history.apply(new SampleBatch(), 18);
        history = reopen(history);
        assertThat(history.cursor()).isEqualTo(18);
        assertThat(history.read(1, HOUR, HOUR + 10 * SECOND, 10).size()).isEqualTo(3);
    }

    @Test
    void refusesACursorBelowThePresentOne() {
        history.apply(numbers(1, HOUR, 1), 5);
        assertThatThrownBy(() -> history.apply(numbers(1, HOUR + SECOND, 1), 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(history.read(1, HOUR, HOUR + 10 * SECOND, 10).size()).isEqualTo(1);
    }

    @Test
    void countsWhatBecameOfEachRow() {
        SampleBatch batch = new SampleBatch();
        batch.addNumber(1, HOUR, 1, GOOD);
        batch.addNumber(1, HOUR, 1, GOOD);
        batch.addNumber(1, HOUR, 2, GOOD);
        batch.addNumber(1, HOUR + SECOND, 3, GOOD);
        assertThat(history.apply(batch, 1)).isEqualTo(new History.Applied(2, 1, 1, 0));
        // 2 stands already, 1 gave way, the bad one loses against the good one.
        SampleBatch again = new SampleBatch();
        again.addNumber(1, HOUR, 1, GOOD);
        again.addNumber(1, HOUR, 2, GOOD);
        again.addNumber(1, HOUR + SECOND, 9, StatusCode.BAD);
        again.addNumber(1, HOUR - SECOND, 0, GOOD);
        assertThat(history.apply(again, 2)).isEqualTo(new History.Applied(1, 1, 2, 1));
        assertThat(numbersOf(history.read(1, HOUR - SECOND, HOUR + 2 * SECOND, 10))).containsExactly(0.0, 2.0, 3.0);
    }

    @Test
    void countsTheSameAgainstSettledSamples() {
        history.apply(numbers(1, HOUR, 100), 1);
        settleAll();
        assertThat(history.apply(numbers(1, HOUR, 100), 2)).isEqualTo(new History.Applied(0, 100, 0, 0));
        SampleBatch better = new SampleBatch();
        better.add(1, HOUR + 5 * SECOND, ValueType.NUMBER, Double.doubleToLongBits(-7), null, GOOD, 1);
        assertThat(history.apply(better, 3)).isEqualTo(new History.Applied(0, 0, 1, 0));
        assertThat(history.read(1, HOUR, HOUR + 200 * SECOND, 1_000).size()).isEqualTo(100);
        assertThat(history.at(1, HOUR + 5 * SECOND).orElseThrow().number(0)).isEqualTo(-7);
        settleAll();
        assertThat(history.at(1, HOUR + 5 * SECOND).orElseThrow().number(0)).isEqualTo(-7);
        assertThat(history.read(1, HOUR, HOUR + 200 * SECOND, 1_000).size()).isEqualTo(100);
    }

    @Test
    void givesBackEveryBit() {
        SampleBatch odd = new SampleBatch();
        long time = HOUR;
        for (double number : new double[]{0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE, Double.MAX_VALUE, 0.1, 0.1 + 0.2, 20.17, -99_999.999_999, 8_999_999_999.12,
                1e22}) {
            odd.addNumber(1, time++, number, GOOD);
            odd.addNumber(2, time++, number, 0xFFFF_FFFF);
        }
        for (long whole : new long[]{0, -1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1}) {
            odd.addWhole(1, time++, whole, StatusCode.UNCERTAIN);
        }
        for (String text : List.of("", "苏州 😀", "a'b\"c", "a\u0000b", "x".repeat(10_000))) {
            odd.addText(1, time++, text, 0x0000_0480);
        }
        odd.addNone(1, time++, StatusCode.BAD_NO_COMMUNICATION);
        odd.add(1, time++, ValueType.WHOLE, 5, null, Integer.MIN_VALUE, Integer.MAX_VALUE);
        SampleBatch ofOne = only(odd, 1);
        history.apply(odd, 1);
        assertSame(history.read(1, HOUR, time, 1_000), ofOne, "hot");
        settleAll();
        assertSame(history.read(1, HOUR, time, 1_000), ofOne, "settled");
        assertSame(history.read(2, HOUR, time, 1_000), only(odd, 2), "settled");
        assertSame(reopened().read(1, HOUR, time, 1_000), ofOne, "opened again");
    }

    private History reopened() {
        history = reopen(history);
        return history;
    }

    @Test
    void readsAtMostSoManyFromTheEarliest() {
        history.apply(numbers(1, HOUR, 50), 1);
        settleAll();
        history.apply(numbers(1, HOUR + 50 * SECOND, 50), 2);
        assertThat(numbersOf(history.read(1, HOUR + 10 * SECOND, HOUR + 100 * SECOND, 3))).containsExactly(10.0, 11.0,
                12.0);
        assertThat(history.read(1, HOUR + 48 * SECOND, HOUR + 100 * SECOND, 5).time(4)).isEqualTo(HOUR + 52 * SECOND);
        assertThat(history.read(1, HOUR + SECOND, HOUR + SECOND, 5).size()).isZero();
        assertThat(history.read(1, HOUR + SECOND, HOUR, 5).size()).isZero();
    }

    @Test
    void aRangeHasItsStartAndNotItsEnd() {
        history.apply(numbers(1, HOUR, 5), 1);
        assertThat(numbersOf(history.read(1, HOUR + SECOND, HOUR + 3 * SECOND, 9))).containsExactly(1.0, 2.0);
    }

    @Test
    void scansSeveralSignalsByTimeThenSignal() {
        history.apply(numbers(1, HOUR, 5_000), 1);
        history.apply(numbers(9, HOUR + 2_500 * SECOND, 5_000), 2);
        settleAll();
        SampleBatch late = new SampleBatch();
        late.addNumber(9, HOUR + 2_600 * SECOND, -1, GOOD);
        late.add(1, HOUR + 7 * SECOND, ValueType.NUMBER, Double.doubleToLongBits(-7), null, GOOD, 1);
        late.addNumber(5, HOUR, 5, GOOD);
        late.addText(1, HOUR + 90_000 * SECOND, "end", GOOD);
        history.apply(late, 3);
        for (List<Integer> signals : List.of(List.of(9, 1), List.of(1), List.of(7, 1, 9, 5), List.of(7),
                IntStream.range(0, 20).boxed().toList())) {
            for (long[] range : new long[][]{{Long.MIN_VALUE, Long.MAX_VALUE}, {HOUR + SECOND, HOUR + 5_000 * SECOND},
                    {HOUR + 50_000 * SECOND, HOUR + 100_000 * SECOND}, {HOUR, HOUR}}) {
                SampleBatch found = new SampleBatch();
                history.scan(signals, range[0], range[1], piece -> {
                    for (int i = 0; i < piece.size(); i++) {
                        found.addFrom(piece, i);
                    }
                    return true;
                });
                SampleBatch expected = new SampleBatch();
                new MergedScan(history, signals, range[0], range[1]).run(piece -> {
                    for (int i = 0; i < piece.size(); i++) {
                        expected.addFrom(piece, i);
                    }
                    return true;
                });
                assertSame(found, expected, signals + " from " + range[0]);
                assertThat(IntStream.range(1, found.size()).allMatch(i -> found.time(i - 1) < found.time(i)
                        || found.time(i - 1) == found.time(i) && found.signal(i - 1) < found.signal(i))).isTrue();
            }
        }
        int[] pieces = new int[1];
        history.scan(List.of(1, 9), Long.MIN_VALUE, Long.MAX_VALUE, _ -> pieces[0]++ < 0);
        assertThat(pieces[0]).isEqualTo(1);
    }

    @Test
    void knowsWhatHoldsAtATime() {
        history.apply(numbers(1, HOUR, 2), 1);
        settleAll();
        history.apply(numbers(1, HOUR + 3 * Micros.PER_HOUR, 2), 2);
        assertThat(history.at(1, HOUR - 1)).isEmpty();
        assertThat(history.at(1, HOUR).orElseThrow().number(0)).isEqualTo(0);
        assertThat(history.at(1, HOUR + 2 * Micros.PER_HOUR).orElseThrow().time(0)).isEqualTo(HOUR + SECOND);
        assertThat(history.at(1, Long.MAX_VALUE).orElseThrow().time(0))
                .isEqualTo(HOUR + 3 * Micros.PER_HOUR + SECOND);
        assertThat(history.at(2, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void latestIsTheNewestOfEachThatHasOneInTheSequenceAsked() {
        history.apply(numbers(1, HOUR, 5), 1);
        history.apply(numbers(2, HOUR - Micros.PER_HOUR, 5), 2);
        settleAll();
        history.apply(numbers(1, HOUR - SECOND, 1), 3);
        history = reopen(history);
        SampleBatch latest = history.latest(List.of(2, 3, 1));
        assertThat(latest.size()).isEqualTo(2);
        assertThat(latest.signal(0)).isEqualTo(2);
        assertThat(latest.time(1)).isEqualTo(HOUR + 4 * SECOND);
    }

    /** A late sample changes what holds from its time to the next sample; one in time changes nothing known. */
    @Test
    void logsThePastThatALateSampleTouches() {
        history.apply(numbers(1, HOUR, 10), 1);
        assertThat(history.changes(0, 10)).isEmpty();
        settleAll();
        SampleBatch late = new SampleBatch();
        late.addNumber(1, HOUR + 3 * SECOND + 5, 9, GOOD);
        late.addNumber(1, HOUR + 7 * SECOND + 2, 9, GOOD);
        late.addNumber(1, HOUR + 7 * SECOND + 1, 9, GOOD);
        history.apply(late, 2);
        assertThat(history.changes(0, 10)).containsExactly(
                new History.Change(1, 1, HOUR + 3 * SECOND + 5, HOUR + 4 * SECOND),
                new History.Change(2, 1, HOUR + 7 * SECOND + 1, HOUR + 8 * SECOND));
        history = reopen(history);
        assertThat(history.changes(1, 10)).extracting(History.Change::revision).containsExactly(2L);
        assertThat(history.changes(0, 1)).extracting(History.Change::revision).containsExactly(1L);
    }

    @Test
    void aChangeOfTheNewestReachesToTheNextOrForEver() {
        history.apply(numbers(1, HOUR, 1), 1);
        SampleBatch other = new SampleBatch();
        other.addNumber(1, HOUR, 5, GOOD);
        history.apply(other, 2);
        SampleBatch more = new SampleBatch();
        more.addNumber(1, HOUR + SECOND, 5, GOOD);
        more.addNumber(1, HOUR, 6, GOOD);
        history.apply(more, 3);
        assertThat(history.changes(0, 10)).containsExactly(new History.Change(1, 1, HOUR, Long.MAX_VALUE),
                new History.Change(2, 1, HOUR, HOUR + SECOND));
    }

    @Test
    void aLoserAndADuplicateChangeNothing() {
        history.apply(numbers(1, HOUR, 10), 1);
        SampleBatch idle = numbers(1, HOUR, 3);
        idle.addNumber(1, HOUR + 4 * SECOND, 4, StatusCode.BAD);
        history.apply(idle, 2);
        assertThat(history.changes(0, 10)).isEmpty();
    }

    /** Hours filled from the newest to the oldest, as a first backfill does. */
    @Test
    void takesABackfillNewestHourFirst() {
        long hours = 6;
        long expected = 0;
        for (long hour = hours; hour >= 0; hour--) {
            for (int part = 0; part < 4; part++) {
                SampleBatch batch = numbers(1, HOUR + hour * Micros.PER_HOUR + part * (100 * SECOND), 100);
                assertThat(history.apply(batch, ++expected).stored()).isEqualTo(100);
                history.settle(HOUR + 20 * Micros.PER_HOUR);
            }
        }
        settleAll();
        assertThat(history.read(1, HOUR, HOUR + 10 * Micros.PER_HOUR, 10_000).size())
                .isEqualTo((int) (hours + 1) * 400);
        // One change a batch, from its first sample to the first of the hour after, but for those in time.
        assertThat(history.changes(0, 1_000)).hasSize((int) hours * 4)
                .last()
                .isEqualTo(new History.Change(hours * 4, 1, HOUR + 300 * SECOND, HOUR + Micros.PER_HOUR));
    }

    @Test
    void settlesOnlyWhatWasStored() {
        history.apply(numbers(1, HOUR, 100), 1);
        settleAll();
        History.Stats stats = history.stats();
        assertThat(stats.hotRows() + stats.settledRows()).isEqualTo(100);
    }

    @Test
    void keepsTheLedgerWithTheSamples() {
        HourCounts page = new HourCounts();
        page.add(1, HOUR, SampleFate.APPLIED);
        page.add(1, HOUR + Micros.PER_HOUR, SampleFate.DISK_FULL);
        history.apply(numbers(1, HOUR, 1), 5, Optional.of(page));
        assertThat(history.ledgerCursor()).isEqualTo(5);
        history.apply(numbers(1, HOUR, 2), 7);
        history = reopen(history);
        assertThat(history.ledgerCursor()).isEqualTo(5);

        HourCounts duplicates = new HourCounts();
        duplicates.add(1, HOUR, SampleFate.DUPLICATE);
        HourCounts ofTheHour = page.copy();
        ofTheHour.add(1, HourCounts.hourOf(HOUR + Micros.PER_HOUR), SampleFate.DISK_FULL, -1);
        ofTheHour.add(duplicates);
        assertThat(history.ledger(List.of(1, 2), HOUR + 1, HOUR + 2)).isEqualTo(ofTheHour);
        page.add(duplicates);
        assertThat(history.ledger(List.of(1), HOUR, HOUR + 2 * Micros.PER_HOUR)).isEqualTo(page);
        assertThat(history.ledger(List.of(2), HOUR, HOUR + 2 * Micros.PER_HOUR).isEmpty()).isTrue();
        assertThat(history.ledger(List.of(), HOUR, HOUR + 2 * Micros.PER_HOUR).isEmpty()).isTrue();
    }

    /** The hour before was sampled once; the replaced sample is held once, whether settled or not. */
    @Test
    void countsWhatIsHeldByTheHour() {
        history.apply(numbers(1, HOUR - SECOND, 11), 1);
        settleAll();
        SampleBatch better = new SampleBatch();
        better.add(1, HOUR + 5 * SECOND, ValueType.NUMBER, 0, null, GOOD, 1);
        better.addNumber(1, HOUR + 5 * SECOND + 1, 0, GOOD);
        history.apply(better, 2);
        HourCounts expected = new HourCounts();
        expected.add(1, HourCounts.hourOf(HOUR), SampleFate.STORED, 11);
        assertThat(history.held(List.of(1, 2), HOUR, HOUR + SECOND)).isEqualTo(expected);
        settleAll();
        expected.add(1, HourCounts.hourOf(HOUR) - 1, SampleFate.STORED, 1);
        assertThat(history.held(List.of(1), HOUR - 1, HOUR + 1)).isEqualTo(expected);
        assertThat(history.signals()).containsExactly(1);
        assertThat(history.span()).contains(new History.Span(HOUR - Micros.PER_HOUR, HOUR + Micros.PER_HOUR));
    }

    /** What is applied while it is read does not belong to it. */
    @Test
    void theBalanceIsThatOfOneMoment() {
        HourCounts page = new HourCounts();
        page.add(1, HourCounts.hourOf(HOUR), SampleFate.APPLIED, 10);
        history.apply(numbers(1, HOUR, 10), 1, Optional.of(page));
        settleAll();
        history.apply(numbers(1, HOUR + 20 * SECOND, 10), 2, Optional.of(page));
        HourCounts balance = history.balance(List.of(1), HOUR, HOUR + SECOND, beginning -> {
            beginning.run();
            history.apply(numbers(1, HOUR, 40), 3, Optional.of(page));
        });
        assertThat(balance.total(SampleFate.APPLIED)).isEqualTo(20);
        assertThat(balance.total(SampleFate.STORED)).isEqualTo(20);
        assertThat(balance.total(SampleFate.DUPLICATE)).isZero();
        HourCounts after = history.balance(List.of(1), HOUR, HOUR + SECOND, Runnable::run);
        assertThat(after.total(SampleFate.STORED)).isEqualTo(40);
        assertThat(history.balance(List.of(), HOUR, HOUR + SECOND, Runnable::run).isEmpty()).isTrue();
    }

    @Test
    void nothingIsKnownFromAMarkOfSilenceToTheNextSampleAndBeforeTheFirst() {
        SampleBatch rows = new SampleBatch();
        rows.addNumber(1, HOUR, 1, GOOD);
        rows.addNone(1, HOUR + 10 * SECOND, StatusCode.BAD_NO_COMMUNICATION);
        rows.addNone(1, HOUR + 20 * SECOND, StatusCode.BAD_NO_COMMUNICATION);
        rows.addNumber(1, HOUR + 30 * SECOND, 2, StatusCode.BAD);
        rows.addNone(1, HOUR + 40 * SECOND, StatusCode.BAD_NO_COMMUNICATION);
        rows.addNone(2, HOUR + 5 * SECOND, StatusCode.BAD_NO_COMMUNICATION);
        rows.addNumber(2, HOUR + 6 * SECOND, 2, GOOD);
        history.apply(rows, 1);
        for (int settled = 0; settled < 2; settled++) {
            assertThat(history.gaps(List.of(2, 1, 3), HOUR - SECOND, HOUR + 100 * SECOND, 10)).containsExactly(
                    new History.Gap(1, HOUR - SECOND, HOUR, false),
                    new History.Gap(1, HOUR + 10 * SECOND, HOUR + 30 * SECOND, true),
                    new History.Gap(1, HOUR + 40 * SECOND, HOUR + 100 * SECOND, true),
                    new History.Gap(2, HOUR - SECOND, HOUR + 5 * SECOND, false),
                    new History.Gap(2, HOUR + 5 * SECOND, HOUR + 6 * SECOND, true),
                    new History.Gap(3, HOUR - SECOND, HOUR + 100 * SECOND, false));
            assertThat(history.gaps(List.of(1), HOUR + 12 * SECOND, HOUR + 22 * SECOND, 10))
                    .containsExactly(new History.Gap(1, HOUR + 12 * SECOND, HOUR + 22 * SECOND, true));
            assertThat(history.gaps(List.of(1, 2), HOUR + 30 * SECOND, HOUR + 40 * SECOND, 10)).isEmpty();
            assertThat(history.gaps(List.of(1, 2), HOUR, HOUR + 100 * SECOND, 1)).hasSize(1);
            settleAll();
        }
    }

    private static SampleBatch numbers(int signal, long from, int count) {
        SampleBatch rows = new SampleBatch();
        for (int i = 0; i < count; i++) {
            rows.addNumber(signal, from + i * SECOND, i, GOOD);
        }
        return rows;
    }

    private static SampleBatch only(SampleBatch rows, int signal) {
        SampleBatch found = new SampleBatch();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.signal(i) == signal) {
                found.addFrom(rows, i);
            }
        }
        return found;
    }

    private static List<Double> numbersOf(SampleBatch rows) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            numbers.add(rows.number(i));
        }
        return numbers;
    }
}
