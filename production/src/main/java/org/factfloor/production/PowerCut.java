package org.factfloor.production;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;

/**
 * A time in which nothing was known of any machine of a site because all of them vanished together.
 * docs/reference/production-rules.md, section 10.
 *
 * @param from when the first of those machines vanished, µs
 * @param to when the first machine of the site was known again, µs
 */
public record PowerCut(long from, long to) {

    /** How far apart machines may vanish: as long as the slowest connection takes to be given up. */
    private static final long TOGETHER = 2 * Micros.PER_MINUTE;

    /**
     * What is known of one machine of the site.
     *
     * @param connections ids of those that bring its signals
     * @param intervals in order of time, without gap
     */
    public record Known(List<String> connections, List<Interval> intervals) {

        public Known {
            connections = List.copyOf(connections);
            intervals = List.copyOf(intervals);
        }
    }

    private record Stretch(long from, long to) {}

    /**
     * The power cuts of a site.
     *
     * @param machines those of its machines that are read from signals
     * @return in order of time
     */
    public static List<PowerCut> of(List<Known> machines) {
        List<PowerCut> cuts = new ArrayList<>();
        for (Stretch dark : dark(machines)) {
            List<Known> vanished = machines.stream().filter(machine -> vanishing(machine, dark.from()) < Long.MAX_VALUE)
                    .toList();
            if (vanished.stream().map(Known::connections).flatMap(List::stream).collect(Collectors.toSet())
                    .size() > 1) {
                long from = vanished.stream().mapToLong(machine -> vanishing(machine, dark.from())).min().orElseThrow();
                cuts.add(new PowerCut(from, dark.to()));
            }
        }
        return cuts;
    }

    /** Whether an interval without data is a part of it. */
    public boolean explains(Interval interval) {
        return interval.state() == State.NO_DATA && interval.from() >= from && interval.from() < to;
    }

    /** When all machines were silent. */
    private static List<Stretch> dark(List<Known> machines) {
        List<Stretch> dark = List.of(new Stretch(Long.MIN_VALUE, Long.MAX_VALUE));
        for (Known machine : machines) {
            dark = common(dark, silent(machine.intervals()));
        }
        return machines.isEmpty() ? List.of() : dark;
    }

    private static List<Stretch> silent(List<Interval> intervals) {
        List<Stretch> silent = new ArrayList<>();
        for (Interval interval : intervals) {
            if (isSilent(interval)) {
                boolean goesOn = !silent.isEmpty() && silent.getLast().to() == interval.from();
                long from = goesOn ? silent.removeLast().from() : interval.from();
                silent.add(new Stretch(from, interval.to()));
            }
        }
        return silent;
    }

    private static boolean isSilent(Interval interval) {
        return interval.state() == State.NO_DATA
                || interval.state() == State.OFF && interval.timeClass() != TimeClass.PLANNED;
    }

    private static List<Stretch> common(List<Stretch> some, List<Stretch> others) {
        List<Stretch> common = new ArrayList<>();
        int i = 0;
        int k = 0;
        while (i < some.size() && k < others.size()) {
            long from = Math.max(some.get(i).from(), others.get(k).from());
            long to = Math.min(some.get(i).to(), others.get(k).to());
            if (from < to) {
                common.add(new Stretch(from, to));
            }
            if (some.get(i).to() == to) {
                i++;
            } else {
                k++;
            }
        }
        return common;
    }

    /** When a machine of which something was known vanished shortly before a time or at it; else no time. */
    private static long vanishing(Known machine, long dark) {
        List<Interval> intervals = machine.intervals();
        for (int i = 1; i < intervals.size() && intervals.get(i).from() <= dark; i++) {
            if (intervals.get(i).from() >= dark - TOGETHER && intervals.get(i).state() == State.NO_DATA
                    && !isSilent(intervals.get(i - 1))) {
                return intervals.get(i).from();
            }
        }
        return Long.MAX_VALUE;
    }
}
