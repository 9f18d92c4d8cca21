package org.factfloor.production;

import org.factfloor.plant.Signal;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Turns one machine's samples and what people said into intervals and cells, by docs/reference/production-rules.md.
 *
 * <p>Fed in event time. What the rules leave open until more is known is held, and is part of what {@link #save} saves; it
 * spans at most the waits of the rules, or a week without a counter. However the samples are batched, the same comes out.
 * Not for use by several threads at once.
 */
public final class WorkUnitKernel {

    /** Version of the rules; another one gives other facts. */
    public static final int FORMULA = 1;

    /** Takes what is decided. */
    public interface Out {

        /** In order of time, without gap; none reaches over the border of a cell. */
        void interval(Interval interval);

        /** In order of time, without gap, each once and complete; after the intervals in it. */
        void cell(Cell cell);
    }

    /**
     * A kernel that knows nothing of the time before.
     *
     * @param start where its first cell begins, µs
     */
    public WorkUnitKernel(WorkUnitSheet sheet, Plan plan, long start) {
        throw new UnsupportedOperationException("to come");
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
        throw new UnsupportedOperationException("to come");
    }

    /**
     * Takes one sample; those of a machine come by rising time, then signal.
     *
     * @param signal permanent reference of the signal
     * @param time µs, not before {@link #time}
     * @param bits the 64 bits of a number or whole; 0 for others
     * @param text the text; null for others
     * @param status OPC UA status code
     * @throws IllegalArgumentException if {@code time} lies before {@link #time}
     */
    public void accept(Signal.Role role, int signal, long time, ValueType type, long bits, @Nullable String text,
            int status, int revision, Out out) {
        throw new UnsupportedOperationException("to come");
    }

    /**
     * Says that all samples before {@code instant} have been given.
     *
     * @param instant µs, not before {@link #time}
     */
    public void advanceTo(long instant, Out out) {
        throw new UnsupportedOperationException("to come");
    }

    /**
     * Gives out all that is held, as the rules judge it where time ends at {@code instant}. This kernel is then used up.
     *
     * @param instant µs, not before {@link #time}
     */
    public void finish(long instant, Out out) {
        throw new UnsupportedOperationException("to come");
    }

    /** A kernel with the same state and plan, such as one to {@link #finish}. */
    public WorkUnitKernel copy() {
        throw new UnsupportedOperationException("to come");
    }

    /** All it needs to continue; equal bytes for equal states. */
    public byte[] save() {
        throw new UnsupportedOperationException("to come");
    }

    /** How far it was advanced, µs; samples at this instant may still come. */
    public long time() {
        throw new UnsupportedOperationException("to come");
    }

    /** All cells and intervals that end at or before it have been given out; µs. */
    public long decidedTo() {
        throw new UnsupportedOperationException("to come");
    }
}
