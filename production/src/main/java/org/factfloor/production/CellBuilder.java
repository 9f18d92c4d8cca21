package org.factfloor.production;

import java.util.ArrayDeque;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.WorkUnitKernel.Out;
import org.jspecify.annotations.Nullable;

/**
 * Makes intervals and cells of judged stretches. docs/reference/production-rules.md, sections 7 and 8.
 *
 * <p>Cells over time in which the counter is unknown wait for their share of the pieces; their intervals do not wait.
 */
final class CellBuilder {

    private final PlanIndex plan;
    private final boolean rejectsAddToMade;

    /** Parts of cells not yet given out, in order of time. */
    private final ArrayDeque<Part> parts = new ArrayDeque<>();
    private @Nullable Interval interval;

    CellBuilder(PlanIndex plan, boolean rejectsAddToMade) {
        this.plan = plan;
        this.rejectsAddToMade = rejectsAddToMade;
    }

    CellBuilder(PlanIndex plan, boolean rejectsAddToMade, StateReader in) {
        this(plan, rejectsAddToMade);
        for (int i = in.count(); i > 0; i--) {
            parts.add(Part.read(in));
        }
        interval = in.flag() ? IntervalCodec.read(in) : null;
    }

    void save(StateWriter out) {
        out.number(parts.size());
        parts.forEach(part -> part.save(out));
        out.flag(interval != null);
        if (interval != null) {
            IntervalCodec.save(interval, out);
        }
    }

    /** Takes the next stretch. */
    void take(Judged judged, Out out) {
        Part last = parts.peekLast();
        boolean newCell = last == null || !last.sameCell(judged);
        if (last == null || newCell || last.setup != judged.setup()) {
            last = Part.of(judged);
            parts.add(last);
        }
        last.take(judged);
        for (Entry entry : plan.beginAt(judged.stretch().from)) {
            last.take(entry, rejectsAddToMade);
        }
        extend(judged, newCell, out);
        if (last.to == last.cellTo) {
            endInterval(out);
        }
    }

    private void extend(Judged judged, boolean newCell, Out out) {
        Stretch stretch = judged.stretch();
        Interval next = new Interval(stretch.from, stretch.to, judged.state(), judged.use(), judged.timeClass(),
                Optional.ofNullable(judged.reason()), Optional.ofNullable(judged.entry()),
                Optional.ofNullable(stretch.making.product()), Optional.ofNullable(stretch.making.job()),
                judged.stop());
        if (interval != null && !newCell && interval.alike(next)) {
            next = next.from(interval.from());
        } else {
            endInterval(out);
        }
        interval = next;
    }

    private void endInterval(Out out) {
        if (interval != null) {
            out.interval(interval);
            interval = null;
        }
    }

    /**
     * Gives out the cells that are complete.
     *
     * @param booked all pieces before it are counted, µs
     */
    void release(long booked, Out out) {
        while (!parts.isEmpty()) {
            Part first = parts.getFirst();
            long end = 0;
            boolean ended = false;
            for (Part part : parts) {
                if (!first.sameCell(part)) {
                    ended = true;
                    break;
                }
                end = part.to;
            }
            if (!(ended || end == first.cellTo) || end > booked) {
                return;
            }
            out.cell(cell(end));
        }
    }

    /** Gives out all there is. */
    void finish(Out out) {
        endInterval(out);
        while (!parts.isEmpty()) {
            out.cell(cell(Long.MAX_VALUE));
        }
    }

    /** Takes the parts of the first cell together; they end at {@code end} at the latest. */
    private Cell cell(long end) {
        Part whole = parts.removeFirst();
        while (!parts.isEmpty() && parts.getFirst().to <= end && whole.sameCell(parts.getFirst())) {
            whole.join(parts.removeFirst());
        }
        return new Cell(whole.from, whole.to, whole.timeClass, Optional.ofNullable(whole.shift),
                Optional.ofNullable(whole.product), Optional.ofNullable(whole.job), Optional.ofNullable(whole.cycle),
                Quantities.of(close(whole)), whole.inputs);
    }

    /** Adds the quantities that are rounded once, when a cell closes. */
    private static long[] close(Part part) {
        long[] sums = part.sums;
        PlannedCycle cycle = part.cycle;
        long made = sums[Quantity.MADE.ordinal()];
        if (cycle == null) {
            // Nobody says how many there should be, so that in a sum over machines these must not stand in for others.
            sums[Quantity.SHOULD.ordinal()] = made;
            sums[Quantity.COULD_RUN.ordinal()] = made;
        } else {
            long planned = sums[Quantity.PLANNED_TIME.ordinal()];
            long run = sums[Quantity.RUN_TIME.ordinal()];
            long good = Quantities.of(sums).good();
            sums[Quantity.EARNED.ordinal()] = Exact.halfUp(made, cycle.cycle(), cycle.partsPerCycle());
            sums[Quantity.EARNED_GOOD.ordinal()] = Exact.halfUp(good, cycle.cycle(), cycle.partsPerCycle());
            sums[Quantity.SHOULD.ordinal()] = Exact.halfUp(planned, cycle.partsPerCycle(), cycle.cycle());
            sums[Quantity.COULD_RUN.ordinal()] = Exact.halfUp(run, cycle.partsPerCycle(), cycle.cycle());
            sums[Quantity.TARGET.ordinal()] = Exact.halfUp(planned, cycle.targetPerHour(), Micros.PER_HOUR);
            sums[Quantity.GOOD_OF_TARGET.ordinal()] = cycle.targetPerHour() > 0 ? good : 0;
        }
        return sums;
    }

    /** Where the first cell begins that is not given out; {@code otherwise} if none is held. */
    long from(long otherwise) {
        return parts.isEmpty() ? otherwise : parts.getFirst().from;
    }

    void take(Spread gap) {
        parts.forEach(part -> part.take(gap));
    }
}
