package org.factfloor.production;

import java.util.Objects;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Entry.CountClaim;
import org.factfloor.production.Entry.Fate;
import org.factfloor.production.Entry.OutputClaim;
import org.factfloor.production.Entry.RejectClaim;
import org.jspecify.annotations.Nullable;

/** A stretch of a cell to come, in which pieces are either all made or all set-up pieces. */
final class Part {

    private static final int QUANTITIES = Quantity.values().length;

    final long from;
    long to;
    final long cellTo;
    final TimeClass timeClass;
    final @Nullable ShiftRef shift;
    final @Nullable String product;
    final @Nullable String job;
    final @Nullable PlannedCycle cycle;
    final boolean setup;
    /** By quantity. */
    final long[] sums = new long[QUANTITIES];
    long inputs;

    private Part(long from, long to, long cellTo, TimeClass timeClass, @Nullable ShiftRef shift,
            @Nullable String product,
            @Nullable String job, @Nullable PlannedCycle cycle, boolean setup) {
        this.from = from;
        this.to = to;
        this.cellTo = cellTo;
        this.timeClass = timeClass;
        this.shift = shift;
        this.product = product;
        this.job = job;
        this.cycle = cycle;
        this.setup = setup;
    }

    /** An empty part that begins with a stretch. */
    static Part of(Judged judged) {
        Stretch stretch = judged.stretch();
        Making making = stretch.making;
        return new Part(stretch.from, stretch.from, stretch.ground.cellTo(), judged.timeClass(), stretch.ground.shift(),
                making.product(), making.job(), making.cycle(), judged.setup());
    }

    static Part read(StateReader in) {
        long from = in.number();
        long to = in.number();
        long cellTo = in.number();
        TimeClass timeClass = in.choice(TimeClass.values());
        if (timeClass == null) {
            throw in.damaged("a part of a cell without a time class");
        }
        String shift = in.text();
        ShiftRef run = shift == null ? null : new ShiftRef(shift, in.number());
        String product = in.text();
        String job = in.text();
        PlannedCycle cycle = in.flag()
                ? new PlannedCycle(in.number(), in.number(), in.number(), in.flag())
                : null;
        Part part = new Part(from, to, cellTo, timeClass, run, product, job, cycle, in.flag());
        for (int i = 0; i < QUANTITIES; i++) {
            part.sums[i] = in.number();
        }
        part.inputs = in.raw();
        return part;
    }

    void save(StateWriter out) {
        out.number(from);
        out.number(to);
        out.number(cellTo);
        out.choice(timeClass);
        out.text(shift == null ? null : shift.id());
        if (shift != null) {
            out.number(shift.from());
        }
        out.text(product);
        out.text(job);
        out.flag(cycle != null);
        if (cycle != null) {
            out.number(cycle.cycle());
            out.number(cycle.partsPerCycle());
            out.number(cycle.targetPerHour());
            out.flag(cycle.confirmed());
        }
        out.flag(setup);
        for (long sum : sums) {
            out.number(sum);
        }
        out.raw(inputs);
    }

    /** Whether both lie in one cell. */
    boolean sameCell(Part other) {
        return cellTo == other.cellTo && timeClass == other.timeClass && Objects.equals(product, other.product)
                && Objects.equals(job, other.job) && Objects.equals(cycle, other.cycle)
                && Objects.equals(shift, other.shift);
    }

    /** Whether a stretch lies in the cell of this part. */
    boolean sameCell(Judged judged) {
        Making making = judged.stretch().making;
        return cellTo == judged.stretch().ground.cellTo() && timeClass == judged.timeClass()
                && Objects.equals(product, making.product()) && Objects.equals(job, making.job())
                && Objects.equals(cycle, making.cycle()) && Objects.equals(shift, judged.stretch().ground.shift());
    }

    /** Takes over another one of the same cell that begins where this one ends. */
    void join(Part next) {
        to = next.to;
        for (int i = 0; i < QUANTITIES; i++) {
            sums[i] = Math.addExact(sums[i], next.sums[i]);
        }
        inputs += next.inputs;
    }

    /** Takes over the time, pieces and inputs of a stretch that begins where this ends. */
    void take(Judged judged) {
        Stretch stretch = judged.stretch();
        long length = stretch.to - stretch.from;
        add(Quantity.CALENDAR_TIME, length);
        if (shift != null) {
            add(Quantity.SHIFT_TIME, length);
        }
        if (timeClass == TimeClass.PLANNED) {
            takePlanned(judged, length);
        }
        if (setup) {
            add(Quantity.SETUP_PIECES, stretch.counted);
        } else {
            add(Quantity.MADE, stretch.counted);
            add(Quantity.ESTIMATED, stretch.spread);
        }
        add(Quantity.JUMPS, stretch.jumps);
        add(Quantity.NOT_BOOKED, stretch.notBooked);
        inputs += stretch.inputs;
        to = stretch.to;
    }

    private void takePlanned(Judged judged, long length) {
        add(Quantity.PLANNED_TIME, length);
        if (product == null) {
            add(Quantity.NO_PRODUCT_TIME, length);
        }
        if (cycle != null && cycle.confirmed()) {
            add(Quantity.STANDARD_TIME, length);
        }
        switch (judged.use()) {
            case RUN -> add(judged.state() == State.MANUAL ? Quantity.MANUAL_TIME : Quantity.RUN_TIME, length);
            case SETUP -> add(Quantity.SETUP_TIME, length);
            case SHORT_STOP -> add(Quantity.SHORT_STOP_TIME, length);
            case STOP -> {
                add(Quantity.STOP_TIME, length);
                if (judged.reason() == null) {
                    add(Quantity.REASON_MISSING_TIME, length);
                }
            }
            case NO_DATA -> add(Quantity.NO_DATA_TIME, length);
            case NOT_PLANNED -> {
            }
        }
    }

    /**
     * Takes an entry that begins in it.
     *
     * @param rejectsAddToMade whether the counter counts good parts only
     */
    void take(Entry entry, boolean rejectsAddToMade) {
        inputs += Digest.entry(entry);
        switch (entry.claim()) {
            case RejectClaim(Fate fate, long quantity, _) -> {
                add(switch (fate) {
                    case SCRAP -> Quantity.SCRAP;
                    case REWORK -> Quantity.REWORK;
                    case HOLD -> Quantity.HOLD;
                }, quantity);
                if (rejectsAddToMade) {
                    add(Quantity.MADE, quantity);
                }
            }
            case OutputClaim(long quantity) -> add(Quantity.MADE, quantity);
            case CountClaim(long quantity, _) -> add(Quantity.MADE, quantity);
            default -> {
            }
        }
    }

    /** Takes its share of pieces that were spread. */
    void take(Spread gap) {
        long share = gap.share(from, to);
        if (setup) {
            add(Quantity.SETUP_PIECES, share);
        } else {
            add(Quantity.MADE, share);
            add(Quantity.ESTIMATED, share);
        }
    }

    private void add(Quantity quantity, long value) {
        sums[quantity.ordinal()] = Math.addExact(sums[quantity.ordinal()], value);
    }
}
