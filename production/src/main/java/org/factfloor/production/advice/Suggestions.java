package org.factfloor.production.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Split;

/** What cycles took, and planned ones that look too slow: a machine cannot be faster than planned shift after shift. */
public final class Suggestions {

    /** Performance above it, in per cent, is too good to be true. */
    private static final int TOO_FAST = 105;
    /** Shifts in a row that must show it. */
    private static final int SHIFTS = 3;
    /** Fewer steady hours say nothing. */
    private static final int LEAST_HOURS = 4;

    private Suggestions() {}

    /**
     * A planned cycle that looks too slow.
     *
     * @param planned the standard's figures
     * @param bestSteady the cycle that the machine kept in its best steady hours, µs
     * @param steadyHours how many steady hours it is taken from
     */
    public record SlowCycle(String product, PlannedCycle planned, long bestSteady, int steadyHours) {}

    private record Making(String product, PlannedCycle planned) {}

    /**
     * Planned cycles that looked too slow in each of the last three shifts in which the machine made the product by them.
     * Performance is Nakajima's. The cycle proposed is the median of the fastest quarter of steady hours: cells of at least
     * half an hour in which the machine ran for nine tenths of the time and nothing was estimated or not believed.
     *
     * @param cells of one machine in order of time
     */
    public static List<SlowCycle> slowCycles(List<Cell> cells) {
        Map<Making, List<Cell>> byMaking = new LinkedHashMap<>();
        for (Cell cell : cells) {
            if (cell.product().isPresent() && cell.cycle().isPresent()) {
                byMaking.computeIfAbsent(new Making(cell.product().get(), cell.cycle().get()), _ -> new ArrayList<>())
                        .add(cell);
            }
        }
        List<SlowCycle> found = new ArrayList<>();
        byMaking.forEach((making, made) -> {
            if (tooFast(made)) {
                bestSteady(making, made).ifPresent(found::add);
            }
        });
        return List.copyOf(found);
    }

    /**
     * What a cycle of a product takes on a machine: the median over the steady hours in which it made the product, µs. An
     * hour counts from ten minutes and five cycles on; the one of the first piece does not, since the machine may have run in
     * it before its pieces were counted. Empty without any.
     *
     * @param cells of one machine
     * @param partsPerCycle 10⁻³ pieces
     */
    public static OptionalLong observedCycle(List<Cell> cells, String product, long partsPerCycle) {
        long first = cells.stream().filter(cell -> cell.quantities().get(Quantity.MADE) > 0).mapToLong(Cell::from).min()
                .orElse(Long.MAX_VALUE);
        long[] cycles = cells.stream().filter(cell -> cell.product().filter(product::equals).isPresent())
                .filter(cell -> cell.from() > first)
                .filter(cell -> steady(cell, 10 * Micros.PER_MINUTE)
                        && cell.quantities().get(Quantity.MADE) >= 5 * partsPerCycle)
                .mapToLong(cell -> cycle(cell, partsPerCycle)).sorted().toArray();
        return cycles.length == 0 ? OptionalLong.empty() : OptionalLong.of(cycles[(cycles.length - 1) / 2]);
    }

    private static boolean tooFast(List<Cell> cells) {
        Map<Long, Quantities> shifts = new TreeMap<>(Comparator.reverseOrder());
        for (Cell cell : cells) {
            cell.shift().ifPresent(shift -> shifts.merge(shift.from(), cell.quantities(), Quantities::plus));
        }
        List<Quantities> last = shifts.values().stream().filter(sums -> sums.get(Quantity.EARNED) > 0).limit(SHIFTS)
                .toList();
        return last.size() == SHIFTS && last.stream().allMatch(Suggestions::tooFast);
    }

    private static boolean tooFast(Quantities sums) {
        return Math.multiplyExact(100, sums.get(Quantity.EARNED)) > Math.multiplyExact(TOO_FAST,
                Split.NAKAJIMA.operatingTime(sums));
    }

    private static Optional<SlowCycle> bestSteady(Making making, List<Cell> cells) {
        long[] cycles = cells.stream().filter(cell -> steady(cell, 30 * Micros.PER_MINUTE))
                .mapToLong(cell -> cycle(cell, making.planned().partsPerCycle())).sorted().toArray();
        if (cycles.length < LEAST_HOURS) {
            return Optional.empty();
        }
        long best = cycles[(cycles.length / 4 - 1) / 2];
        // Steady hours may say that it was the unsteady ones that were fast: then there is nothing to propose.
        return best < making.planned().cycle()
                ? Optional.of(new SlowCycle(making.product(), making.planned(), best, cycles.length))
                : Optional.empty();
    }

    private static boolean steady(Cell cell, long least) {
        Quantities sums = cell.quantities();
        long length = cell.to() - cell.from();
        return length >= least && sums.get(Quantity.RUN_TIME) * 10 >= length * 9
                && sums.get(Quantity.MADE) > 0 && sums.get(Quantity.ESTIMATED) == 0 && sums.get(Quantity.JUMPS) == 0;
    }

    /** What a cycle took in a cell, µs, rounded down. */
    private static long cycle(Cell cell, long partsPerCycle) {
        Quantities sums = cell.quantities();
        return Math.multiplyExact(sums.get(Quantity.RUN_TIME), partsPerCycle) / sums.get(Quantity.MADE);
    }
}
