package org.factfloor.engine.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.factfloor.engine.report.Loss.Kind;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Where planned time went. The losses of a range add up to plannedTime − earnedGood over its time with a standard, and to
 * plannedTime − runTime − manualTime over the rest. Manual time is in no loss; only rejects are.
 */
public final class Losses {

    private final By by;
    private final Map<Group, Tally> tallies = new LinkedHashMap<>();

    /** What losses are grouped by. */
    public enum By {
        REASON, MACHINE, SHIFT, PRODUCT
    }

    /** @param kind null where the key alone makes the group */
    private record Group(@Nullable Kind kind, Optional<String> key) {}

    /** A stretch to count once. */
    private record Stretch(String machine, long from) {}

    private static final class Tally {
        final Map<Kind, Long> micros = new EnumMap<>(Kind.class);
        final Set<Stretch> stretches = new HashSet<>();
        double pieces;

        Loss loss(Group group) {
            Kind largest = micros.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
            long sum = micros.values().stream().mapToLong(Long::longValue).sum();
            return new Loss(largest, group.key(), sum, pieces, stretches.size());
        }
    }

    private Losses(By by) {
        this.by = by;
    }

    /** The losses of these machines in [from, to), largest first. */
    public static List<Loss> of(Snapshot snapshot, Collection<String> machines, long from, long to, By by) {
        Losses losses = new Losses(by);
        machines.forEach(machine -> losses.add(machine, snapshot.cells(machine, from, to),
                snapshot.intervals(machine, from, to)));
        List<Loss> list = new ArrayList<>();
        losses.tallies.forEach((group, tally) -> list.add(tally.loss(group)));
        list.sort(Comparator.comparingLong(Loss::micros).reversed());
        return list;
    }

    private void add(String machine, List<Cell> cells, List<Interval> intervals) {
        int first = 0;
        for (Cell cell : cells) {
            while (first < intervals.size() && intervals.get(first).to() <= cell.from()) {
                first++;
            }
            for (int i = first; i < intervals.size() && intervals.get(i).from() < cell.to(); i++) {
                addTime(machine, cell, intervals.get(i));
            }
            addSpeedAndRejects(machine, cell);
        }
    }

    private void addTime(String machine, Cell cell, Interval interval) {
        Kind kind = switch (interval.use()) {
            case STOP -> Kind.STOP;
            case SHORT_STOP -> Kind.SHORT_STOP;
            case SETUP -> Kind.SETUP;
            case NO_DATA -> Kind.NO_DATA;
            case RUN, NOT_PLANNED -> null;
        };
        if (kind == null) {
            return;
        }
        long micros = Math.min(cell.to(), interval.to()) - Math.max(cell.from(), interval.from());
        Tally tally = tally(kind, machine, cell, interval.reason());
        tally.micros.merge(kind, micros, Long::sum);
        tally.pieces += cell.cycle().map(cycle -> pieces(micros, cycle)).orElse(0.0);
        tally.stretches.add(new Stretch(machine, interval.stop() != 0 ? interval.stop() : interval.from()));
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
        long rejected = earned - cell.quantities().get(Quantity.EARNED_GOOD);
        PlannedCycle cycle = cell.cycle().get();
        add(Kind.SPEED, machine, cell, slow, cycle);
        add(Kind.REJECTS, machine, cell, rejected, cycle);
    }

    private void add(Kind kind, String machine, Cell cell, long micros, PlannedCycle cycle) {
        if (micros != 0) {
            Tally tally = tally(kind, machine, cell, Optional.empty());
            tally.micros.merge(kind, micros, Long::sum);
            tally.pieces += pieces(micros, cycle);
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

    /** Pieces that could have been made in so much time. */
    private static double pieces(long micros, PlannedCycle cycle) {
        return (double) micros * cycle.partsPerCycle() / cycle.cycle() / 1_000;
    }
}
