package org.factfloor.production;

import java.util.Objects;
import org.factfloor.plant.Signal;
import org.factfloor.plant.ValueType;
import org.factfloor.production.WorkUnitSheet.CounterOnly;
import org.factfloor.production.WorkUnitSheet.Manual;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;
import org.jspecify.annotations.Nullable;

/**
 * Turns one machine's samples and what people said into intervals and cells, by docs/reference/production-rules.md.
 *
 * <p>Fed in event time. What the rules leave open until more is known is held, and is part of what {@link #save} saves; it
 * spans at most the waits of the rules, or a week without a counter. However the samples are batched, the same comes out.
 * Not for use by several threads at once.
 */
public final class WorkUnitKernel {

    /* Time is cut into stretches in which nothing changes: at borders of the plan (PlanIndex, Ground), where a machine's state
     * changes (Machine) and where it may turn out to have changed (a wait that began there). What comes is added to the
     * open stretch. Stretches whose machine state is decided go on to the StopJudge, from there to the CellBuilder.
     *
     *   accept ─▶ Readings ─▶ Machine, PieceBooking ─▶ Stretches ─▶ StopJudge ─▶ CellBuilder ─▶ Out
     */

    /** Version of the rules; another one gives other facts. */
    public static final int FORMULA = 2;

    private static final int CODEC = 1;

    /** Takes what is decided. */
    public interface Out {

        /** In order of time, without gap; none reaches over the border of a cell. */
        void interval(Interval interval);

        /** In order of time, without gap, each once and complete; after the intervals in it. */
        void cell(Cell cell);
    }

    private final WorkUnitSheet sheet;
    private final PlanIndex plan;
    private final Readings readings;
    private final Stretches stretches;
    private final Machine machine;
    private final @Nullable PieceBooking pieces;
    private final StopJudge judge;
    private final CellBuilder cells;

    private long now;
    /** Digest of the samples of this instant. */
    private long inputs;
    /** The samples of this instant say something new. */
    private boolean changed;
    /** When something changes though no sample comes. */
    private long due;
    /** Something may have been decided. */
    private boolean decided;

    /**
     * A kernel that knows nothing of the time before.
     *
     * @param start where its first cell begins, µs
     */
    public WorkUnitKernel(WorkUnitSheet sheet, Plan plan, long start) {
        this.sheet = sheet;
        this.plan = new PlanIndex(plan, sheet.programs(), start);
        this.readings = new Readings(sheet);
        this.stretches = new Stretches(this.plan, start,
                sheet.states() instanceof Manual ? State.MANUAL : State.NO_DATA);
        this.machine = machine(sheet, stretches);
        this.judge = new StopJudge(this.plan, sheet.shortStopLimit());
        this.cells = new CellBuilder(this.plan, countsGoodParts(sheet));
        this.pieces = sheet.counting()
                .map(counting -> new PieceBooking(counting, new PieceCounter(counting), machine, stretches, judge,
                        cells))
                .orElse(null);
        this.now = start;
        this.due = nextDue();
    }

    /**
     * A kernel that continues where another one was saved.
     *
     * @param plan may differ from the one it was saved under, from {@link #time} on: by entries whose every version begins
     *        there or later, standards valid from there or later, and the calendar's time from there
     * @param saved from {@link #save}, under the same sheet
     * @throws IllegalArgumentException if {@code saved} is of another version, another kind of machine, or damaged
     */
    public WorkUnitKernel(WorkUnitSheet sheet, Plan plan, byte[] saved) {
        this(sheet, new StateReader(saved), plan);
    }

    private WorkUnitKernel(WorkUnitSheet sheet, StateReader in, Plan plan) {
        this(sheet, in, header(in, sheet), plan);
    }

    private WorkUnitKernel(WorkUnitSheet sheet, StateReader in, long now, Plan plan) {
        this(sheet, in, now, new PlanIndex(plan, sheet.programs(), now));
    }

    private WorkUnitKernel(WorkUnitSheet sheet, StateReader in, long now, PlanIndex plan) {
        this.sheet = sheet;
        this.plan = plan;
        this.now = now;
        this.inputs = in.raw();
        this.changed = in.flag();
        this.readings = new Readings(sheet);
        readings.read(in);
        this.stretches = new Stretches(plan, in);
        this.machine = machine(sheet, stretches, in);
        PieceCounter counter = sheet.counting().map(counting -> new PieceCounter(counting, in)).orElse(null);
        this.judge = new StopJudge(plan, sheet.shortStopLimit(), in);
        this.cells = new CellBuilder(plan, countsGoodParts(sheet), in);
        this.pieces = counter == null
                ? null
                : new PieceBooking(sheet.counting().orElseThrow(), counter, machine, stretches, judge, cells);
        in.end();
        this.due = nextDue();
        // The plan may have got a border at this very instant.
        wakeUpTo(now);
        this.decided = true;
    }

    private static long header(StateReader in, WorkUnitSheet sheet) {
        long codec = in.number();
        long formula = in.number();
        if (codec != CODEC || formula != FORMULA) {
            throw new IllegalArgumentException(
                    "state saved as version " + codec + "." + formula + ", not " + CODEC + "."
                            + FORMULA + "; compute from the beginning");
        }
        if (in.number() != kind(sheet)) {
            throw new IllegalArgumentException(sheet.workUnit()
                    + ": state saved for another kind of state source or counter; compute from the beginning");
        }
        return in.number();
    }

    private static int kind(WorkUnitSheet sheet) {
        int source = switch (sheet.states()) {
            case StateSignal _ -> 0;
            case PowerBands _ -> 1;
            case CounterOnly _ -> 2;
            case Manual _ -> 3;
        };
        return 2 * source + (sheet.counting().isPresent() ? 1 : 0);
    }

    private static Machine machine(WorkUnitSheet sheet, Stretches stretches) {
        return switch (sheet.states()) {
            case StateSignal _,PowerBands _ -> new StatedMachine(stretches, sheet.counting().isPresent());
            case CounterOnly(long stopAfter) -> new CountedMachine(stretches, stopAfter);
            case Manual _ -> new ManualMachine(stretches);
        };
    }

    private static Machine machine(WorkUnitSheet sheet, Stretches stretches, StateReader in) {
        return switch (sheet.states()) {
            case StateSignal _,PowerBands _ -> new StatedMachine(stretches, sheet.counting().isPresent(), in);
            case CounterOnly(long stopAfter) -> new CountedMachine(stretches, stopAfter, in);
            case Manual _ -> new ManualMachine(stretches);
        };
    }

    private static boolean countsGoodParts(WorkUnitSheet sheet) {
        return sheet.counting().map(counting -> counting.oneCount() == OneCount.GOOD_PART).orElse(false);
    }

    /** All it needs to continue; equal bytes for equal states. */
    public byte[] save() {
        StateWriter out = new StateWriter();
        out.number(CODEC);
        out.number(FORMULA);
        out.number(kind(sheet));
        out.number(now);
        out.raw(inputs);
        out.flag(changed);
        readings.save(out);
        stretches.save(out);
        machine.save(out);
        if (pieces != null) {
            pieces.save(out);
        }
        judge.save(out);
        cells.save(out);
        return out.bytes();
    }

    /** A kernel with the same state and plan, such as one to {@link #finish}. */
    public WorkUnitKernel copy() {
        StateReader in = new StateReader(save());
        return new WorkUnitKernel(sheet, in, header(in, sheet), plan);
    }

    /**
     * Takes one sample; those of a machine come by rising time, then signal.
     *
     * @param role samples of other roles than STATE, COUNT, POWER and PROGRAM only say how late it is
     * @param signal permanent reference of the signal
     * @param time µs, not before {@link #time}
     * @param bits the 64 bits of a number or whole; 0 for others
     * @param text the text; null for others
     * @param status OPC UA status code
     * @throws IllegalArgumentException if {@code time} lies before {@link #time}
     */
    public void accept(Signal.Role role, int signal, long time, ValueType type, long bits, @Nullable String text,
            int status, int revision, Out out) {
        advanceTo(time, out);
        if (role == Signal.Role.NONE || role == Signal.Role.MAIN) {
            return;
        }
        inputs += Digest.sample(signal, time, type, bits, text, status, revision);
        readings.take(role, type, bits, text, status);
        changed = true;
    }

    /**
     * Says that all samples before {@code instant} have been given.
     *
     * @param instant µs, not before {@link #time}
     * @throws IllegalArgumentException if it lies before {@link #time}
     */
    public void advanceTo(long instant, Out out) {
        if (instant != now) {
            if (instant < now) {
                throw new IllegalArgumentException(sheet.workUnit() + ": time " + instant + " comes after " + now
                        + "; give samples in order of time");
            }
            leaveInstant();
            now = instant;
            wakeUpTo(instant);
        }
        if (decided) {
            giveOut(out);
        }
    }

    /**
     * Gives out all that is held, as the rules judge it where time ends at {@code instant}. This kernel is then used up.
     *
     * @param instant µs, not before {@link #time}
     * @throws IllegalArgumentException if it lies before {@link #time}
     */
    public void finish(long instant, Out out) {
        advanceTo(instant, out);
        stretches.drain(instant).forEachRemaining(stretch -> judge.take(stretch, judged -> cells.take(judged, out)));
        judge.end(instant, judged -> cells.take(judged, out));
        cells.finish(out);
    }

    /** How far it was advanced, µs; samples at this instant may still come. */
    public long time() {
        return now;
    }

    /** All cells and intervals that end at or before it have been given out; µs. */
    public long decidedTo() {
        return cells.from(judge.from(stretches.from()));
    }

    /** All samples of the present instant have come: takes them over. */
    private void leaveInstant() {
        if (changed) {
            changed = false;
            take();
            readings.clear();
            due = nextDue();
        }
        stretches.open().inputs += inputs;
        inputs = 0;
    }

    private void take() {
        if (readings.programCame && !Objects.equals(readings.program, stretches.open().program)) {
            stretches.program(now, readings.program);
            decided = true;
        }
        if (readings.state != null) {
            decided |= machine.says(now, readings.state);
        }
        if (pieces != null && readings.countCame) {
            decided |= readings.countUsable ? pieces.known(now, readings.count) : pieces.unknown(now);
        }
    }

    private void wakeUpTo(long instant) {
        while (due <= instant) {
            long time = due;
            if (stretches.open().ground.to() == time) {
                stretches.cut(time);
            }
            if (machine.due() == time) {
                machine.wake(time);
            }
            due = nextDue();
            decided = true;
        }
    }

    private long nextDue() {
        return Math.min(stretches.open().ground.to(), machine.due());
    }

    private void giveOut(Out out) {
        decided = false;
        long decidedTo = machine.decidedTo();
        for (Stretch stretch = stretches.pollEndedBy(decidedTo); stretch != null; stretch = stretches
                .pollEndedBy(decidedTo)) {
            judge.take(stretch, judged -> cells.take(judged, out));
        }
        cells.release(pieces == null ? Long.MAX_VALUE : pieces.bookedTo(now), out);
    }
}
