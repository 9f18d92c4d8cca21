package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.factfloor.plant.Micros;

/** What came out of a kernel. */
final class Told implements WorkUnitKernel.Out {

    private final List<Interval> intervals = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private byte[] saved = {};

    @Override
    public void interval(Interval interval) {
        intervals.add(interval);
    }

    @Override
    public void cell(Cell cell) {
        cells.add(cell);
    }

    void keep(byte[] state) {
        saved = state;
    }

    byte[] saved() {
        return saved;
    }

    List<Object> all() {
        List<Object> all = new ArrayList<>(intervals);
        all.addAll(cells);
        return all;
    }

    List<Cell> cells() {
        return cells;
    }

    List<Interval> intervals() {
        return intervals;
    }

    /** Where the last cell ends. */
    long end() {
        return cells.isEmpty() ? Long.MIN_VALUE : cells.getLast().to();
    }

    long sum(Quantity quantity) {
        return cells.stream().mapToLong(cell -> cell.quantities().get(quantity)).sum();
    }

    double minutes(Quantity quantity) {
        return sum(quantity) / (double) Micros.PER_MINUTE;
    }

    /** What intervals say, each with the time it begins; neighbours that say the same are one. */
    List<String> say(Function<Interval, Object> what) {
        List<String> lines = new ArrayList<>();
        Object before = null;
        for (Interval interval : intervals) {
            Object now = what.apply(interval);
            if (!now.equals(before)) {
                lines.add(clock(interval.from()) + " " + now);
            }
            before = now;
        }
        return lines;
    }

    List<String> states() {
        return say(Interval::state);
    }

    List<String> uses() {
        return say(Interval::use);
    }

    static String clock(long micros) {
        return LocalTime.ofNanoOfDay(Math.floorMod(micros, 24 * Micros.PER_HOUR) * 1_000).toString();
    }

    /** Cells and intervals cover the time without gap, and each interval lies in one cell. */
    void assertWhole(long from, long to) {
        long at = from;
        for (Cell cell : cells) {
            assertThat(cell.from()).isEqualTo(at);
            assertThat(cell.to()).isGreaterThan(cell.from());
            assertThat(cell.quantities().get(Quantity.CALENDAR_TIME)).isEqualTo(cell.to() - cell.from());
            at = cell.to();
        }
        assertThat(at).isEqualTo(to);
        at = from;
        for (Interval interval : intervals) {
            assertThat(interval.from()).isEqualTo(at);
            assertThat(interval.to()).isGreaterThan(interval.from());
            assertThat(cells).as("%s", interval)
                    .anyMatch(cell -> cell.from() <= interval.from() && interval.to() <= cell.to());
            at = interval.to();
        }
        assertThat(at).isEqualTo(to);
    }
}
