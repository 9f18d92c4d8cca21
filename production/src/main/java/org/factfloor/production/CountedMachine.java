package org.factfloor.production;

import org.factfloor.plant.Micros;

/** A machine of which only the counter is known: it runs while pieces come. */
final class CountedMachine extends Machine {

    private static final long GRACE = 60 * Micros.PER_SECOND;

    private final long stopAfter;

    private boolean known;
    /** No piece came in time, so it stands. */
    private boolean stopped;
    /** Last piece moment, and the cycle that held there; 0 without a standard. */
    private long last;
    private long cycle;
    /** Whether a stretch begins at last + cycle, where a stop would begin. */
    private boolean cut;

    CountedMachine(Stretches stretches, long stopAfter) {
        super(stretches);
        this.stopAfter = stopAfter;
    }

    CountedMachine(Stretches stretches, long stopAfter, StateReader in) {
        this(stretches, stopAfter);
        known = in.flag();
        stopped = in.flag();
        last = in.number();
        cycle = in.number();
        cut = in.flag();
    }

    @Override
    void save(StateWriter out) {
        out.flag(known);
        out.flag(stopped);
        out.number(waiting() ? last : 0);
        out.number(waiting() ? cycle : 0);
        out.flag(waiting() && cut);
    }

    @Override
    void counterKnown(long time) {
        known = true;
        begin(time);
    }

    @Override
    void piece(long time) {
        begin(time);
    }

    private void begin(long time) {
        stopped = false;
        stretches.label(time, State.RUNNING);
        last = time;
        cycle = cycleNow();
        cut = cycle == 0;
        if (cut) {
            stretches.cut(time);
        }
    }

    @Override
    void counterUnknown(long time) {
        known = false;
        stopped = false;
        stretches.label(time, State.NO_DATA);
    }

    private boolean waiting() {
        return known && !stopped;
    }

    @Override
    long due() {
        if (!waiting()) {
            return NEVER;
        }
        // A piece at the very end of the wait comes in time.
        return last + (cut ? limit() + 1 : cycle);
    }

    private long limit() {
        return cycle == 0 ? stopAfter : Math.max(2 * cycle, cycle + GRACE);
    }

    @Override
    void wake(long time) {
        if (cut) {
            stopped = true;
            stretches.relabel(last + cycle, State.STOPPED);
        } else {
            stretches.cut(time);
            cut = true;
        }
    }

    @Override
    long decidedTo() {
        return waiting() && cut ? last + cycle : NEVER;
    }
}
