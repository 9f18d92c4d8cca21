package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeSpan;
import org.factfloor.production.Cell.ShiftRef;
import org.junit.jupiter.api.Test;

/** A calendar unrolled into spans says of every instant what the days around the instant say. */
class SlowCalendarProperties {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int HISTORIES = Integer.getInteger("histories", 300);

    @Test
    void spansHoursAndDaysAreThoseOfEveryInstant() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            MachineHistory history = RandomPlant.history(seed);
            Calendar calendar = history.plan().calendar();
            SlowCalendar slow = new SlowCalendar(calendar, history.start(), history.end());
            List<TimeSpan> spans = calendar.spans(history.start(), history.end());
            TreeSet<Long> instants = new TreeSet<>();
            for (long border : slow.borders()) {
                instants.addAll(List.of(border - 1, border, border + 1));
            }
            spans.forEach(span -> instants.addAll(List.of(span.from(), span.to() - 1)));
            for (long instant : instants.subSet(history.start(), history.end())) {
                TimeSpan span = spans.stream().filter(each -> each.from() <= instant && instant < each.to()).findFirst()
                        .orElseThrow();
                String where = "seed %d, %s, %s".formatted(seed, Micros.toInstant(instant), calendar);
                assertThat(span.timeClass()).as(where).isEqualTo(slow.timeClass(instant));
                assertThat(Optional.ofNullable(span.shift())
                        .map(run -> new ShiftRef(run.shift().id(), Micros.of(run.from())))).as(where)
                        .isEqualTo(slow.shift(instant));
                assertThat(calendar.productionDay(Micros.toInstant(instant))).as(where)
                        .isEqualTo(slow.productionDay(instant));
                long hour = calendar.hourStart(instant);
                assertThat(slow.hour(hour)).as(where).isEqualTo(slow.hour(instant));
                assertThat(slow.hour(hour - 1)).as(where).isNotEqualTo(slow.hour(instant));
                long next = calendar.nextHour(instant);
                assertThat(slow.hour(next - 1)).as(where).isEqualTo(slow.hour(instant));
                assertThat(slow.hour(next)).as(where).isNotEqualTo(slow.hour(instant));
            }
        }
    }
}
