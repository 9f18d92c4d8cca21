package org.factfloor.production;

/**
 * Decides what a machine was doing and writes it into {@link Stretches}. docs/reference/production-rules.md, section 2.
 *
 * <p>Events come by rising time; it is woken at every {@link #due}. What it cannot decide yet it writes tentatively, and
 * says from where on.
 */
abstract sealed class Machine permits StatedMachine, CountedMachine, ManualMachine {

    static final long NEVER = Long.MAX_VALUE;

    final Stretches stretches;

    Machine(Stretches stretches) {
        this.stretches = stretches;
    }

    /**
     * What the state source says from now on.
     *
     * @return whether that is news
     */
    boolean says(long time, State state) {
        return false;
    }

    /** The counter is known from now on. */
    void counterKnown(long time) {}

    /** The counter is unknown from now on. */
    void counterUnknown(long time) {}

    /** A sample added pieces. */
    void piece(long time) {}

    /** When something is decided should nothing come before, µs; {@link #NEVER} if nothing is open. */
    long due() {
        return NEVER;
    }

    /** It is {@link #due}; all samples before it have come. */
    void wake(long time) {}

    /** States before it stay as they are, µs. */
    long decidedTo() {
        return NEVER;
    }

    abstract void save(StateWriter out);

    long cycleNow() {
        return stretches.open().making.cycleTime();
    }
}
