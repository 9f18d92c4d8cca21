package org.factfloor.production;

/** A machine that says what it does, by a state signal or by its power. */
final class StatedMachine extends Machine {

    private final boolean hasCounter;

    /** What it says. */
    private State said = State.NO_DATA;
    private boolean counterKnown;
    /** It has been RUNNING since it said so, pauses in the cycle included. */
    private boolean running;
    /** It runs, but no pieces come. */
    private boolean noParts;
    /** What the wait for a piece counts from, and the cycle that held there; 0 without a standard. */
    private long since;
    private long cycle;
    /** Whether a stretch begins at since + cycle, where NO_PARTS would begin. */
    private boolean cut;
    /** It is IDLE after RUNNING, and that may be a pause in the cycle until {@link #pauseTo}. */
    private boolean pausing;
    private long pauseTo;
    private long decidedAtPause;

    StatedMachine(Stretches stretches, boolean hasCounter) {
        super(stretches);
        this.hasCounter = hasCounter;
    }

    StatedMachine(Stretches stretches, boolean hasCounter, StateReader in) {
        this(stretches, hasCounter);
        State state = in.choice(State.values());
        said = state == null ? State.NO_DATA : state;
        counterKnown = in.flag();
        running = in.flag();
        noParts = in.flag();
        since = in.number();
        cycle = in.number();
        cut = in.flag();
        pausing = in.flag();
        pauseTo = in.number();
        decidedAtPause = in.number();
    }

    @Override
    void save(StateWriter out) {
        out.choice(said);
        out.flag(counterKnown);
        out.flag(running);
        out.flag(noParts);
        out.number(waiting() ? since : 0);
        out.number(waiting() ? cycle : 0);
        out.flag(waiting() && cut);
        out.flag(pausing);
        out.number(pausing ? pauseTo : 0);
        out.number(pausing ? decidedAtPause : 0);
    }

    @Override
    boolean says(long time, State state) {
        boolean news = state != said;
        if (news) {
            change(time, state);
        }
        return news;
    }

    private void change(long time, State state) {
        State before = said;
        said = state;
        if (pausing) {
            endPause(state == State.RUNNING);
            if (state == State.RUNNING) {
                return;
            }
        } else if (before == State.RUNNING && state == State.IDLE && cycleNow() > 0) {
            beginPause(time);
            return;
        }
        noParts = false;
        running = state == State.RUNNING;
        stretches.label(time, state);
        if (running) {
            await(time);
        }
    }

    private void beginPause(long time) {
        pausing = true;
        long length = cycleNow();
        pauseTo = time + length + length / 2;
        decidedAtPause = waiting() && cut ? since + cycle : time;
        stretches.beginPause(time, noParts ? State.NO_PARTS : State.RUNNING);
    }

    private void endPause(boolean inCycle) {
        pausing = false;
        running = inCycle;
        noParts &= inCycle;
        stretches.endPause(inCycle);
    }

    @Override
    void counterKnown(long time) {
        counterKnown = true;
        if (running) {
            await(time);
        }
    }

    @Override
    void counterUnknown(long time) {
        endNoParts(time);
        counterKnown = false;
    }

    @Override
    void piece(long time) {
        if (running) {
            endNoParts(time);
            await(time);
        }
    }

    private void endNoParts(long time) {
        if (noParts) {
            noParts = false;
            if (pausing) {
                stretches.label(time, State.IDLE, State.RUNNING);
            } else {
                stretches.label(time, State.RUNNING);
            }
        }
    }

    private void await(long time) {
        since = time;
        cycle = cycleNow();
        cut = false;
    }

    private boolean waiting() {
        return hasCounter && running && counterKnown && !noParts && cycle > 0;
    }

    @Override
    long due() {
        // Whatever comes at the very end of a wait comes in time.
        long noPartsAt = waiting() ? since + (cut ? 3 * cycle + 1 : cycle) : NEVER;
        return pausing ? Math.min(noPartsAt, pauseTo + 1) : noPartsAt;
    }

    @Override
    void wake(long time) {
        if (pausing && time > pauseTo) {
            endPause(false);
        } else if (cut) {
            noParts = true;
            if (pausing) {
                stretches.relabelIfPause(since + cycle, State.NO_PARTS);
            } else {
                stretches.relabel(since + cycle, State.NO_PARTS);
            }
        } else {
            stretches.cut(time);
            cut = true;
        }
    }

    @Override
    long decidedTo() {
        if (pausing) {
            return decidedAtPause;
        }
        return waiting() && cut ? since + cycle : NEVER;
    }
}
