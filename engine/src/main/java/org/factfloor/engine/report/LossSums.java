package org.factfloor.engine.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.engine.report.Loss.Kind;
import org.factfloor.engine.report.Losses.By;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Quantity;
import org.jspecify.annotations.Nullable;

/** Losses in groups. Whole numbers until they are listed, so sums of parts equal the sum of the whole. */
final class LossSums {

    private final By by;
    private final Map<Group, Tally> tallies = new LinkedHashMap<>();

    LossSums(By by) {
        this.by = by;
    }

    /** @param kind null where the key alone makes the group */
    private record Group(@Nullable Kind kind, Optional<String> key) {}

    /** A stretch to count once. */
    private record Stretch(String machine, long from) {}

    private static final class Tally {

        private final Map<Kind, Long> micros = new EnumMap<>(Kind.class);
        /** Time with a standard, µs. */
        private final Map<PlannedCycle, Long> planned = new HashMap<>();
        /** Stretches inside the time that was added. */
        private Set<Stretch> inside = new HashSet<>();
        private int sealed;
        /** Stretches that reach over its ends, and so may be met again. */
        private final Set<Stretch> reaching = new HashSet<>();

        private void add(Kind kind, long time, Optional<PlannedCycle> cycle) {
            micros.merge(kind, time, Long::sum);
            cycle.ifPresent(standard -> planned.merge(standard, time, Long::sum));
        }

        private void seal() {
            sealed += inside.size();
            inside = new HashSet<>();
        }

        private void add(Tally other) {
            other.micros.forEach((kind, time) -> micros.merge(kind, time, Long::sum));
            other.planned.forEach((cycle, time) -> planned.merge(cycle, time, Long::sum));
            sealed += other.sealed;
            reaching.addAll(other.reaching);
        }

        private Loss loss(Group group) {
            Kind largest = micros.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
            long sum = micros.values().stream().mapToLong(Long::longValue).sum();
            double pieces = planned.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparingLong(PlannedCycle::cycle)
                            .thenComparingLong(PlannedCycle::partsPerCycle)))
                    .mapToDouble(entry -> pieces(entry.getValue(), entry.getKey())).sum();
            return new Loss(largest, group.key(), sum, pieces, sealed + reaching.size());
        }

        /** Pieces that could have been made in so much time. */
        private static double pieces(long micros, PlannedCycle cycle) {
            return (double) micros * cycle.partsPerCycle() / cycle.cycle() / 1_000;
        }
    }

    /**
     * Adds what a machine lost in the cells that begin in [from, to).
     *
     * @param intervals at least those of the cells, by time
     * @param clip time from here on is left out, µs
     */
    void add(String machine, List<Cell> cells, List<Interval> intervals, long from, long to, long clip) {
        Set<Long> reaching = reaching(intervals, from, to);
        int first = 0;
        for (Cell cell : cells) {
            if (cell.from() < from || cell.from() >= to) {
                continue;
            }
            while (first < intervals.size() && intervals.get(first).to() <= cell.from()) {
                first++;
            }
            long end = Math.min(cell.to(), clip);
            for (int i = first; i < intervals.size() && intervals.get(i).from() < end; i++) {
                addTime(machine, cell, intervals.get(i), reaching, end);
            }
            addSpeedAndRejects(machine, cell);
        }
        tallies.values().forEach(Tally::seal);
    }

    /** Where stretches begin that reach over an end of a range with any of their parts: people may have told them apart. */
    private static Set<Long> reaching(List<Interval> intervals, long from, long to) {
        return intervals.stream().filter(interval -> begin(interval) < from || interval.to() >= to)
                .map(LossSums::begin).collect(Collectors.toSet());
    }

    private static long begin(Interval interval) {
        return interval.stop() != 0 ? interval.stop() : interval.from();
    }

    private void addTime(String machine, Cell cell, Interval interval, Set<Long> reaching, long end) {
        Kind kind = switch (interval.use()) {
            case STOP -> Kind.STOP;
            case SHORT_STOP -> Kind.SHORT_STOP;
            case SETUP -> Kind.SETUP;
            case NO_DATA -> Kind.NO_DATA;
            case RUN, NOT_PLANNED -> null;
        };
        if (kind != null) {
            Tally tally = tally(kind, machine, cell, interval.reason());
            tally.add(kind, Math.min(end, interval.to()) - Math.max(cell.from(), interval.from()), cell.cycle());
            long begin = begin(interval);
            (reaching.contains(begin) ? tally.reaching : tally.inside).add(new Stretch(machine, begin));
        }
    }

    /** Adds other losses by the same groups. */
    void add(LossSums other) {
        other.tallies.forEach((group, tally) -> tallies.computeIfAbsent(group, _ -> new Tally()).add(tally));
    }

    /** Largest first. */
    List<Loss> list() {
        List<Loss> list = new ArrayList<>();
        tallies.forEach((group, tally) -> list.add(tally.loss(group)));
        list.sort(Comparator.comparingLong(Loss::micros).reversed());
        return list;
    }

    private void addSpeedAndRejects(String machine, Cell cell) {
        if (cell.cycle().isEmpty()) {
            return;
        }
        long earned = cell.quantities().get(Quantity.EARNED);
        // What people do at a manual station between two boxes is not known, so none of it is called slow.
        long slow = cell.quantities().get(Quantity.MANUAL_TIME) > 0
                ? 0
                : cell.quantities().get(Quantity.RUN_TIME) - earned;
        add(Kind.SPEED, machine, cell, slow);
        add(Kind.REJECTS, machine, cell, earned - cell.quantities().get(Quantity.EARNED_GOOD));
    }

    private void add(Kind kind, String machine, Cell cell, long micros) {
        if (micros != 0) {
            tally(kind, machine, cell, Optional.empty()).add(kind, micros, cell.cycle());
        }
    }

    private Tally tally(Kind kind, String machine, Cell cell, Optional<String> reason) {
        Group group = switch (by) {
            case REASON -> new Group(kind, kind == Kind.STOP || kind == Kind.SETUP ? reason : Optional.empty());
            case MACHINE -> new Group(null, Optional.of(machine));
            case SHIFT -> new Group(null, cell.shift().map(shift -> shift.id()));
            case PRODUCT -> new Group(null, cell.product());
        };
        return tallies.computeIfAbsent(group, _ -> new Tally());
    }
}
