package org.factfloor.production;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Label;

/**
 * All that is known of a machine.
 *
 * @param samples in any order
 * @param start before it nothing is known, µs
 * @param end where time ends, µs
 */
record MachineHistory(WorkUnitSheet sheet, Plan plan, List<SlowSample> samples, long start, long end) {

    MachineHistory with(List<SlowSample> others) {
        return new MachineHistory(sheet, plan, others, start, end);
    }

    MachineHistory with(Plan other) {
        return new MachineHistory(sheet, other, samples, start, end);
    }

    /** A history with less in it that still fails, for people to read. */
    MachineHistory smallest(Predicate<MachineHistory> fails) {
        MachineHistory smallest = this;
        MachineHistory allPlanned = with(new Plan(new Calendar(plan.calendar().zone(), LocalTime.MIDNIGHT, List.of(
                new Shift("s", Label.of("s"), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class),
                        List.of()))),
                plan.entries(), plan.standards()));
        if (fails.test(allPlanned)) {
            smallest = allPlanned;
        }
        int size = Integer.MAX_VALUE;
        while (smallest.size() < size) {
            size = smallest.size();
            smallest = fewer(smallest, smallest.samples, MachineHistory::with, fails);
            smallest = fewer(smallest, smallest.plan.entries(), (history, entries) -> history.with(
                    new Plan(history.plan.calendar(), entries, history.plan.standards())), fails);
            smallest = fewer(smallest, smallest.plan.standards(), (history, standards) -> history.with(
                    new Plan(history.plan.calendar(), history.plan.entries(), standards)), fails);
        }
        return smallest;
    }

    private int size() {
        return samples.size() + plan.entries().size() + plan.standards().size();
    }

    private static <T> MachineHistory fewer(MachineHistory history, List<T> parts,
            BiFunction<MachineHistory, List<T>, MachineHistory> with, Predicate<MachineHistory> fails) {
        MachineHistory smallest = history;
        List<T> kept = new ArrayList<>(parts);
        for (int size = kept.size(); size > 0; size /= 2) {
            for (int i = 0; i + size <= kept.size();) {
                List<T> less = new ArrayList<>(kept);
                less.subList(i, i + size).clear();
                MachineHistory candidate = with.apply(smallest, less);
                if (fails.test(candidate)) {
                    smallest = candidate;
                    kept = less;
                } else {
                    i += size;
                }
            }
        }
        return smallest;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("from %d to %d\n%s\n%s\n".formatted(start, end, sheet, plan.calendar()));
        plan.standards().forEach(standard -> text.append(standard).append('\n'));
        plan.entries().forEach(entry -> text.append(entry).append('\n'));
        samples.forEach(sample -> text.append(sample).append('\n'));
        return text.toString();
    }
}
