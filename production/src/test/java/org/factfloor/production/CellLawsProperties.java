package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.junit.jupiter.api.Test;

/**
 * Laws of what the kernel gives out, whatever happened: every hour, shift and day is a sum of whole cells, and all time of a
 * cell is used for something.
 */
class CellLawsProperties {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int HISTORIES = Integer.getInteger("histories", 300);

    @Test
    void cellsAddUp() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            MachineHistory history = RandomPlant.history(seed);
            MachineBooks books = KernelRun.of(history);
            long at = history.start();
            for (Cell cell : books.cells()) {
                String where = "seed %d, %s".formatted(seed, cell);
                assertThat(cell.from()).as(where).isEqualTo(at);
                at = cell.to();
                liesInOneHourShiftAndDay(where, history.plan().calendar(), cell);
                usesAllItsTime(where, cell);
                isTheSumOfItsIntervals(where, cell, books.intervals());
            }
            assertThat(at).as("seed %d", seed).isEqualTo(history.end());
        }
    }

    private static void liesInOneHourShiftAndDay(String where, Calendar calendar, Cell cell) {
        long last = cell.to() - 1;
        assertThat(calendar.hourStart(last)).as(where).isEqualTo(calendar.hourStart(cell.from()));
        assertThat(calendar.productionDay(Micros.toInstant(last))).as(where)
                .isEqualTo(calendar.productionDay(Micros.toInstant(cell.from())));
        for (long instant : List.of(cell.from(), last)) {
            assertThat(calendar.shiftAt(Micros.toInstant(instant))
                    .map(run -> new Cell.ShiftRef(run.shift().id(), Micros.of(run.from())))).as(where)
                    .isEqualTo(cell.shift());
        }
    }

    private static void usesAllItsTime(String where, Cell cell) {
        long length = cell.to() - cell.from();
        assertThat(length).as(where).isPositive();
        assertThat(get(cell, Quantity.CALENDAR_TIME)).as(where).isEqualTo(length);
        assertThat(get(cell, Quantity.SHIFT_TIME)).as(where).isEqualTo(cell.shift().isPresent() ? length : 0);
        assertThat(get(cell, Quantity.PLANNED_TIME)).as(where)
                .isEqualTo(cell.timeClass() == TimeClass.PLANNED ? length : 0);
        assertThat(get(cell, Quantity.RUN_TIME) + get(cell, Quantity.SETUP_TIME) + get(cell, Quantity.STOP_TIME)
                + get(cell, Quantity.SHORT_STOP_TIME) + get(cell, Quantity.NO_DATA_TIME)
                + get(cell, Quantity.MANUAL_TIME)).as(where).isEqualTo(get(cell, Quantity.PLANNED_TIME));
        assertThat(get(cell, Quantity.REASON_MISSING_TIME)).as(where)
                .isBetween(0L, get(cell, Quantity.STOP_TIME));
    }

    private static void isTheSumOfItsIntervals(String where, Cell cell, List<Interval> intervals) {
        Map<TimeUse, Long> uses = new EnumMap<>(TimeUse.class);
        long at = cell.from();
        for (Interval interval : intervals) {
            if (interval.from() < cell.to() && interval.to() > cell.from()) {
                assertThat(interval.from()).as(where).isEqualTo(at);
                at = interval.to();
                uses.merge(interval.use(), interval.to() - interval.from(), Long::sum);
                assertThat(interval.timeClass()).as(where).isEqualTo(cell.timeClass());
            }
        }
        assertThat(at).as(where).isEqualTo(cell.to());
        assertThat(uses.getOrDefault(TimeUse.STOP, 0L)).as(where).isEqualTo(get(cell, Quantity.STOP_TIME));
        assertThat(uses.getOrDefault(TimeUse.SHORT_STOP, 0L)).as(where).isEqualTo(get(cell, Quantity.SHORT_STOP_TIME));
        assertThat(uses.getOrDefault(TimeUse.NO_DATA, 0L)).as(where).isEqualTo(get(cell, Quantity.NO_DATA_TIME));
        assertThat(uses.getOrDefault(TimeUse.SETUP, 0L)).as(where).isEqualTo(get(cell, Quantity.SETUP_TIME));
        assertThat(uses.getOrDefault(TimeUse.RUN, 0L)).as(where)
                .isEqualTo(get(cell, Quantity.RUN_TIME) + get(cell, Quantity.MANUAL_TIME));
        assertThat(uses.getOrDefault(TimeUse.NOT_PLANNED, 0L)).as(where)
                .isEqualTo(get(cell, Quantity.CALENDAR_TIME) - get(cell, Quantity.PLANNED_TIME));
    }

    private static long get(Cell cell, Quantity quantity) {
        return cell.quantities().get(quantity);
    }
}
