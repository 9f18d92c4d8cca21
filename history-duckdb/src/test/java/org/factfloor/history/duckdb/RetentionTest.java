package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.factfloor.history.Columns;
import org.factfloor.history.History;
import org.factfloor.history.HourCounts;
import org.factfloor.history.Retention;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    private static final long DAY = 24 * Micros.PER_HOUR;
    private static final long START = 20_400L * DAY;
    private static final int DAYS = 5;
    private static final long END = START + DAYS * DAY;
    /** A day a slice. */
    private static final DuckDbSettings SETTINGS = new DuckDbSettings(160, 2, 120, 2_048, 60, 100_000,
            Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMinutes(10), 30);
    /** Said once at the very beginning, and holds since. */
    private static final int SETPOINT = 3;

    @TempDir
    private Path folder = Path.of("");

    private DuckDbHistory history;

    @BeforeEach
    void fill() {
        history = DuckDbHistory.open(folder, SETTINGS);
        SampleBatch rows = new SampleBatch();
        rows.addNumber(SETPOINT, START, 42.5, StatusCode.GOOD);
        for (int half = 0; half < DAYS * 48; half++) {
            long time = START + half * 30 * Micros.PER_MINUTE + half % 7 * Micros.PER_SECOND;
            rows.addNumber(1, time, half % 13 / 10.0, half % 29 == 0 ? StatusCode.BAD : StatusCode.GOOD);
            rows.addWhole(1, time + 3_000, half, StatusCode.GOOD);
        }
        history.apply(rows, 1, Optional.of(applied(rows)));
        settleAll();
    }

    @AfterEach
    void close() {
        history.close();
    }

    private void settleAll() {
        for (int calls = 0; calls < 3; calls++) {
            while (history.settle(END + Micros.PER_HOUR + calls * 20 * Micros.PER_MINUTE).more()) {
                // Until nothing is left to do.
            }
        }
    }

    private void reopen() {
        history.close();
        history = DuckDbHistory.open(folder, SETTINGS);
    }

    @Test
    void minutesAndHoursAnswerForSamplesThatAreRemoved() throws IOException {
        List<Object> hours = columns(START, END, DAYS * 24);
        List<Object> minutes = columns(START + 7 * Micros.PER_MINUTE, END, DAYS * 1_440 - 7);
        List<Object> later = columns(START + DAY, END - DAY, 3 * 24);
        HourCounts held = history.held(List.of(1, SETPOINT), START, END);
        SampleBatch lastDay = history.read(1, END - DAY + 2 * Micros.PER_HOUR, END, 10_000);
        int files = files("settled");
        history.retain(new Retention(1, null, null));
        settleAll();
        for (int opened = 0; opened < 2; opened++) {
            assertThat(history.read(1, START, END - 2 * DAY, 10_000).isEmpty()).isTrue();
            assertThat(files("settled")).isLessThan(files);
            assertThat(columns(START, END, DAYS * 24)).isEqualTo(hours);
            assertThat(columns(START + 7 * Micros.PER_MINUTE, END, DAYS * 1_440 - 7)).isEqualTo(minutes);
            assertThat(columns(START + DAY, END - DAY, 3 * 24)).as("what held before is told by tallies too")
                    .isEqualTo(later);
            assertThat(history.held(List.of(1, SETPOINT), START, END)).as("stored once").isEqualTo(held);
            assertThat(history.read(1, END - DAY + 2 * Micros.PER_HOUR, END, 10_000).size()).isEqualTo(lastDay.size());
            assertThat(history.removedBefore().orElseThrow()).isBetween(START + 3 * DAY, END - DAY + Micros.PER_HOUR);
            reopen();
        }
        assertThat(history.retention()).isEqualTo(new Retention(1, null, null));
    }

    /** A set point said a year ago still holds. */
    @Test
    void whatHoldsIsKnownForEver() {
        history.retain(new Retention(1, 1, 1));
        settleAll();
        reopen();
        assertThat(history.at(SETPOINT, END).orElseThrow().number(0)).isEqualTo(42.5);
        assertThat(history.at(SETPOINT, START - 1)).isEmpty();
        long from = END - 12 * Micros.PER_HOUR;
        assertThat(history.reduce(SETPOINT, from, END, 12).held(0)).isEqualTo(42.5);
        assertThat(history.reduce(SETPOINT, from + 1, END, 100).held(50)).isEqualTo(42.5);
        assertThat(history.latest(List.of(SETPOINT)).number(0)).isEqualTo(42.5);
        assertThat(history.read(1, END - 20 * Micros.PER_HOUR, END, 10_000).size()).isEqualTo(80);
    }

    /** Zoomed in on time without samples, the minute is shown where it was. */
    @Test
    void finerColumnsShowMinutesWhereSamplesAreGone() {
        history.retain(new Retention(1, null, null));
        settleAll();
        Columns columns = history.reduce(1, START + 1, START + 2 * Micros.PER_HOUR, 1_000);
        int samples = 0;
        for (int i = 0; i < columns.count(); i++) {
            samples += columns.samples(i);
        }
        assertThat(samples).as("but the first, which is before the range").isBetween(6, 8);
    }

    @Test
    void whenMinutesAreGoneHoursAnswer() throws IOException {
        List<Object> hours = columns(START, END, DAYS * 24);
        int minutes = files("minutes");
        history.retain(new Retention(1, 2, null));
        settleAll();
        assertThat(files("minutes")).isLessThan(minutes);
        assertThat(columns(START, END, DAYS * 24)).isEqualTo(hours);
        Columns quarters = history.reduce(1, START, END, DAYS * 96);
        int samples = 0;
        for (int i = 0; i < quarters.count(); i++) {
            samples += quarters.samples(i);
        }
        assertThat(samples).isEqualTo(DAYS * 96);
    }

    /** A backfill of removed time neither hides the tallies nor stays. */
    @Test
    void whatComesForRemovedTimeDoesNotHideWhatIsTallied() {
        history.retain(new Retention(1, null, null));
        settleAll();
        List<Object> hours = columns(START, END, DAYS * 24);
        SampleBatch late = new SampleBatch();
        late.addNumber(1, START + 90 * Micros.PER_MINUTE, 7_777, StatusCode.GOOD);
        history.apply(late, 2);
        assertThat(history.read(1, START, START + DAY, 10).size()).isEqualTo(1);
        assertThat(columns(START, END, DAYS * 24)).isEqualTo(hours);
        settleAll();
        assertThat(history.stats().hotRows()).isZero();
        assertThat(history.read(1, START, START + DAY, 10).isEmpty()).isTrue();
        assertThat(columns(START, END, DAYS * 24)).isEqualTo(hours);
    }

    /** Hot samples keep the hours they are in from being removed. */
    @Test
    void removesNothingThatHasSamplesToBeSettled() {
        SampleBatch late = new SampleBatch();
        late.addNumber(1, START + 90 * Micros.PER_MINUTE, 7_777, StatusCode.GOOD);
        history.apply(late, 2);
        history.retain(new Retention(1, null, null));
        history.settle(END + Micros.PER_HOUR);
        assertThat(history.removedBefore()).isEmpty();
        assertThat(history.read(1, START, END, 10_000).size()).isEqualTo(DAYS * 96 + 1);
    }

    @Test
    void tellsWhatIsKeptAndHowItGrows() {
        List<History.Holding> holdings = history.holdings(END);
        assertThat(holdings).hasSize(3);
        assertThat(holdings.getFirst().rows()).isEqualTo(DAYS * 96 + 1);
        assertThat(holdings.getFirst().from()).isEqualTo(START);
        assertThat(holdings.getFirst().bytesPerDay() * DAYS).isCloseTo(holdings.getFirst().bytes(),
                Percentage.withPercentage(5));
        assertThat(holdings.getLast().rows()).isEqualTo(DAYS * 24 + 1);
    }

    @Test
    void refusesToKeepFinerThingsLonger() {
        assertThatThrownBy(() -> new Retention(30, 10, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retention(null, 10, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retention(0, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Retention(30, 400, 4_000).minutesDays()).isEqualTo(400);
    }

    /** Nothing else tells of removed samples, so a file of their tallies is neither given up nor passed over in silence. */
    @Test
    void aFileOfTalliesOfRemovedTimeIsMissedUntilItIsBack() throws IOException {
        List<Object> hours = columns(START, END, DAYS * 24);
        HourCounts held = history.held(List.of(1, SETPOINT), START, END);
        history.retain(new Retention(1, null, null));
        settleAll();
        Path file = list("hours").getFirst();
        byte[] backup = Files.readAllBytes(file);
        history.close();
        Files.delete(file);
        assertThat(HistoryExamination.of(folder, false).problems()).singleElement()
                .asString()
                .contains(file.toString(), "missing", "nothing else tells of them");
        history = DuckDbHistory.open(folder, SETTINGS);
        for (int opened = 0; opened < 2; opened++) {
            assertThat(history.faults()).singleElement().asString().contains(file.toString(), "Put the file back");
            assertThat(columns(START, END, DAYS * 24)).isNotEqualTo(hours);
            SampleBatch more = new SampleBatch();
            more.addNumber(1, END + (5 + opened) * DAY, 1, StatusCode.GOOD);
            history.apply(more, 2 + opened);
            settleAll();
            history.settle(END + (6 + opened) * DAY);
            assertThat(history.stats().hotRows()).as("the list of files was written anew").isZero();
            reopen();
        }
        Files.write(file, backup);
        settleAll();
        assertThat(history.faults()).isEmpty();
        assertThat(columns(START, END, DAYS * 24)).isEqualTo(hours);
        assertThat(history.held(List.of(1, SETPOINT), START, END)).isEqualTo(held);
        assertThat(history.files().examine(true).problems()).isEmpty();
        reopen();
        assertThat(file).exists();
        assertThat(columns(START, END, DAYS * 24)).isEqualTo(hours);
    }

    private static HourCounts applied(SampleBatch rows) {
        HourCounts counts = new HourCounts();
        for (int i = 0; i < rows.size(); i++) {
            counts.add(rows.signal(i), rows.time(i), SampleFate.APPLIED);
        }
        return counts;
    }

    private HourCounts ledger() {
        return history.balance(List.of(1, SETPOINT, 9), START - DAY, END + DAY, Runnable::run);
    }

    /** What was removed with its hours is held no longer, and not missing either. */
    @Test
    void theLedgerAddsUpWhenHoursAreGone() throws IOException {
        assertThat(ledger().imbalance()).isEqualTo(new HourCounts());
        int hours = files("hours");
        for (int days = 4; days > 0; days--) {
            history.retain(new Retention(days, days, days));
            settleAll();
            assertThat(ledger().imbalance()).as("kept for %d days", days).isEqualTo(new HourCounts());
            reopen();
        }
        assertThat(files("hours")).isLessThan(hours);
        assertThat(ledger().total(SampleFate.STORED)).isPositive().isLessThan(DAYS * 96);
        assertThat(ledger().total(SampleFate.APPLIED)).isEqualTo(ledger().total(SampleFate.STORED));
    }

    /** Samples of a signal that nobody has tallied come for time that is removed: they go, and are not missing but refused. */
    @Test
    void whatComesForRemovedTimeIsCountedAsNotKept() {
        history.retain(new Retention(1, null, null));
        settleAll();
        SampleBatch late = new SampleBatch();
        for (int i = 0; i < 50; i++) {
            late.addNumber(9, START + 5 * Micros.PER_HOUR + i * Micros.PER_MINUTE, i, StatusCode.GOOD);
        }
        history.apply(late, 2, Optional.of(applied(late)));
        assertThat(ledger().imbalance()).isEqualTo(new HourCounts());
        settleAll();
        reopen();
        assertThat(ledger().imbalance()).isEqualTo(new HourCounts());
        assertThat(ledger().total(SampleFate.NOT_KEPT)).isEqualTo(50);
    }

    /** What no picture would show is not kept either, whatever has been said since of what comes from now on. */
    @Test
    void whatComesForRemovedTimeIsNotKeptThoughEverythingElseIs() {
        history.retain(new Retention(1, null, null));
        settleAll();
        history.retain(Retention.EVERYTHING);
        List<Object> hours = columns(START, END, DAYS * 24);
        SampleBatch late = new SampleBatch();
        for (int i = 0; i < 50; i++) {
            late.addNumber(1, START + 5 * Micros.PER_HOUR + i * Micros.PER_MINUTE + 1, 7_777, StatusCode.GOOD);
        }
        history.apply(late, 2, Optional.of(applied(late)));
        settleAll();
        assertThat(history.read(1, START, START + DAY, 100).isEmpty()).isTrue();
        assertThat(columns(START, END, DAYS * 24)).isEqualTo(hours);
        assertThat(ledger().total(SampleFate.NOT_KEPT)).isEqualTo(50);
        assertThat(ledger().imbalance()).isEqualTo(new HourCounts());
        assertThat(history.read(1, END - 20 * Micros.PER_HOUR, END, 10_000).size()).isEqualTo(80);
    }

    /** What is said later of a time before does not hold in the place of what was said after it. */
    @Test
    void whatHoldsIsNotWhatWasBackfilledBeforeIt() {
        history.retain(new Retention(1, null, null));
        settleAll();
        SampleBatch late = new SampleBatch();
        late.addNumber(SETPOINT, START - 7 * DAY, 17, StatusCode.GOOD);
        late.addNone(SETPOINT, START - 6 * DAY, StatusCode.BAD_NO_COMMUNICATION);
        history.apply(late, 2);
        assertThat(history.at(SETPOINT, START - 6 * DAY - 1).orElseThrow().number(0)).isEqualTo(17);
        for (int settled = 0; settled < 2; settled++) {
            assertThat(history.at(SETPOINT, END).orElseThrow().number(0)).isEqualTo(42.5);
            assertThat(history.reduce(SETPOINT, END - DAY, END, 24).held(0)).isEqualTo(42.5);
            SampleBatch newer = new SampleBatch();
            newer.addNumber(SETPOINT, END + DAY, 43, StatusCode.GOOD);
            newer.addNumber(8, END + DAY, 43, StatusCode.GOOD);
            newer.addNumber(8, START - 6 * DAY - settled - 1, 43, StatusCode.GOOD);
            history.apply(newer, 3 + settled);
            assertThat(history.silenceBefore(List.of(SETPOINT, 8), START + Micros.PER_SECOND))
                    .containsEntry(SETPOINT, false);
            settleAll();
        }
    }

    private List<Path> list(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
            return files.sorted().toList();
        }
    }

    private List<Object> columns(long from, long to, int count) {
        Columns columns = history.reduce(1, from, to, count);
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(List.of(columns.min(i), columns.max(i), columns.first(i), columns.last(i), columns.held(i),
                    columns.samples(i), columns.gap(i)));
        }
        return all;
    }

    private int files(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
            return (int) files.count();
        }
    }
}
