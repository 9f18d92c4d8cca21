package org.factfloor.engine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Timeline;

/** From when on two versions of a machine say different things. */
final class MachineDifference {

    private MachineDifference() {}

    /**
     * The earliest instant at which they may differ, µs.
     *
     * @param before empty for a machine that was not there
     * @return {@link Long#MIN_VALUE} where what differs holds for all time, {@link Long#MAX_VALUE} where nothing does
     */
    static long from(Optional<Machine> before, Machine after) {
        if (before.isEmpty() || !before.get().sheet().equals(after.sheet())
                || !before.get().inputs().equals(after.inputs())) {
            return Long.MIN_VALUE;
        }
        return between(before.get().calendar(), after.calendar());
    }

    private static long between(Calendar before, Calendar after) {
        if (!before.zone().equals(after.zone()) || !before.dayStart().equals(after.dayStart())) {
            return Long.MIN_VALUE;
        }
        return Math.min(between(before.plans(), after.plans()), exceptions(before, after));
    }

    /** {@link Long#MAX_VALUE} where they are the same. */
    private static long between(Timeline<WeekPlan> before, Timeline<WeekPlan> after) {
        long at = Long.MIN_VALUE;
        while (at != Long.MAX_VALUE && before.at(at).equals(after.at(at))) {
            at = Math.min(before.nextChange(at), after.nextChange(at));
        }
        return at;
    }

    private static long exceptions(Calendar before, Calendar after) {
        List<DayException> differing = new ArrayList<>(before.exceptions());
        differing.removeAll(after.exceptions());
        List<DayException> added = new ArrayList<>(after.exceptions());
        added.removeAll(before.exceptions());
        differing.addAll(added);
        return differing.stream().map(DayException::from).min(LocalDate::compareTo)
                .map(day -> Micros.of(after.startOf(day))).orElse(Long.MAX_VALUE);
    }
}
