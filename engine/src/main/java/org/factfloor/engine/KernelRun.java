package org.factfloor.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.Signal;
import org.factfloor.plant.ValueType;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.factfloor.production.Plan;
import org.factfloor.production.WorkUnitKernel;
import org.jspecify.annotations.Nullable;

/** One machine's kernel under way, with what it gave out and how far it was fed. Not safe for several threads. */
final class KernelRun {

    private final Machine machine;
    private WorkUnitKernel kernel;
    private final Emitted emitted = new Emitted();
    /** What had been given out before; a run that begins earlier does not give it out again. */
    private final Decided after;
    private final WorkUnitKernel.Out out = new WorkUnitKernel.Out() {

        @Override
        public void interval(Interval interval) {
            if (interval.from() >= after.intervals()) {
                emitted.interval(interval);
                intervalsTo = interval.to();
            }
        }

        @Override
        public void cell(Cell cell) {
            if (cell.from() >= after.cells()) {
                emitted.cell(cell);
            }
        }
    };
    /** Where the last interval that was given out ends, µs. */
    private long intervalsTo;
    /** By place in the machine's inputs. */
    private final int[] signals;
    private final Signal.Role[] roles;
    /** Time of the newest sample of each it was fed, µs. */
    private final long[] newest;

    private KernelRun(Machine machine, WorkUnitKernel kernel, Decided after, long intervalsTo) {
        this.machine = machine;
        this.kernel = kernel;
        this.after = after;
        this.intervalsTo = intervalsTo;
        signals = machine.inputs().stream().mapToInt(Machine.Input::signal).toArray();
        roles = machine.inputs().stream().map(Machine.Input::role).toArray(Signal.Role[]::new);
        newest = new long[signals.length];
        Arrays.fill(newest, Long.MIN_VALUE);
    }

    /**
     * A run that knows nothing of the time before.
     *
     * @param after facts that begin before it are not given out
     */
    static KernelRun from(Machine machine, Plan plan, long start, Decided after) {
        return new KernelRun(machine, new WorkUnitKernel(machine.sheet(), plan, start), after,
                Math.max(start, after.intervals()));
    }

    /**
     * A run that continues a saved one.
     *
     * @throws IllegalArgumentException if this version does not understand the state
     */
    static KernelRun from(Machine machine, Plan plan, SavedState state) {
        KernelRun run = new KernelRun(machine, new WorkUnitKernel(machine.sheet(), plan, state.kernel()),
                state.decided(), state.decided().intervals());
        Arrays.setAll(run.newest, k -> state.newest().getOrDefault(run.signals[k], Long.MIN_VALUE));
        return run;
    }

    /** Goes on under a plan that differs from the present one only from {@link #time} on. */
    void replan(Plan plan) {
        kernel = new WorkUnitKernel(machine.sheet(), plan, kernel.save());
    }

    /** Feeds rows of this machine in (time, signal) order. */
    void feed(SampleBatch rows) {
        for (int i = 0; i < rows.size(); i++) {
            feed(rows, i);
        }
    }

    void feed(SampleBatch rows, int i) {
        int signal = rows.signal(i);
        long time = rows.time(i);
        // Four at most; where one signal has two roles it is read in both.
        for (int k = 0; k < signals.length; k++) {
            if (signals[k] == signal) {
                accept(kernel, roles[k], rows, i, out);
                newest[k] = Math.max(newest[k], time);
            }
        }
    }

    private static void accept(WorkUnitKernel kernel, Signal.Role role, SampleBatch rows, int i,
            WorkUnitKernel.Out out) {
        @Nullable
        String text = rows.type(i) == ValueType.TEXT ? rows.text(i) : null;
        kernel.accept(role, rows.signal(i), rows.time(i), rows.type(i), rows.bits(i), text, rows.status(i),
                rows.revision(i), out);
    }

    void advanceTo(long instant) {
        kernel.advanceTo(instant, out);
    }

    /** What comes out if these are the last rows and time ends at {@code now}; changes nothing here. */
    Emitted provisional(SampleBatch rows, long now) {
        WorkUnitKernel copy = kernel.copy();
        Emitted out = new Emitted();
        for (int i = 0; i < rows.size(); i++) {
            for (int k = 0; k < signals.length; k++) {
                if (signals[k] == rows.signal(i)) {
                    accept(copy, roles[k], rows, i, out);
                }
            }
        }
        copy.finish(Math.max(now, copy.time()), out);
        out.forgetBegunBefore(after);
        return out;
    }

    /** What it gave out and nobody took. */
    Emitted emitted() {
        return emitted;
    }

    long time() {
        return kernel.time();
    }

    long decidedTo() {
        return Math.max(kernel.decidedTo(), after.cells());
    }

    Decided decided() {
        return new Decided(decidedTo(), intervalsTo);
    }

    /** Whether a row is newer than all it was fed of its signal. */
    boolean isNews(int signal, long time) {
        for (int k = 0; k < signals.length; k++) {
            if (signals[k] == signal) {
                return time > newest[k];
            }
        }
        return true;
    }

    SavedState state() {
        Map<Integer, Long> fed = new HashMap<>();
        for (int k = 0; k < signals.length; k++) {
            if (newest[k] != Long.MIN_VALUE) {
                fed.put(signals[k], newest[k]);
            }
        }
        return new SavedState(kernel.time(), decided(), kernel.save(), fed);
    }
}
