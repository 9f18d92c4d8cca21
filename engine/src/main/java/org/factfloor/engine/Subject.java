package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.plant.SampleBatch;
import org.factfloor.production.Plan;
import org.jspecify.annotations.Nullable;

/**
 * One machine's facts as far as they are in memory. It is <em>live</em> when its kernel is fed by what arrives; else a
 * {@link Healer} catches it up from history. Every method is called under {@link #lock}.
 */
final class Subject {

    /** Rows that may wait for the watermark; beyond, the machine is read from history again. */
    private static final int MOST_PENDING = 100_000;

    final ReentrantLock lock = new ReentrantLock();
    private Machine machine;
    private Plan plan;
    /** Counts plans and sheets, so that work under an old one is noticed. */
    private int planNumber;
    private @Nullable KernelRun live;
    private final PendingRows pending = new PendingRows();
    /** Hours that are over and not stored yet. */
    private final List<ClosedHour> waiting = new ArrayList<>();
    /** Up to where facts are stored. */
    private Decided storedTo = Decided.NOTHING;
    /** Counts how often stored facts were put in others' place. */
    private long replacements;
    /** Time of the last stored state, µs. */
    private long storedHour = Long.MIN_VALUE;
    /** Rows before it may have been fed, µs. */
    private long reach = Long.MIN_VALUE;
    /** Until then nothing is known of it that facts could be made of, µs. */
    private long emptyUntil = Long.MIN_VALUE;

    /** What one hour's end closed. */
    record ClosedHour(SavedState state, Emitted emitted) {}

    Subject(Machine machine, Plan plan) {
        this.machine = machine;
        this.plan = plan;
    }

    /** Takes up the last stored state's place. */
    void found(Optional<SavedState> last) {
        storedTo = last.map(SavedState::decided).orElse(Decided.NOTHING);
        storedHour = last.map(SavedState::time).orElse(Long.MIN_VALUE);
        reach = storedHour;
    }

    String id() {
        return machine.id();
    }

    Machine machine() {
        return machine;
    }

    Plan plan() {
        return plan;
    }

    int planNumber() {
        return planNumber;
    }

    boolean isLive() {
        return live != null;
    }

    @Nullable
    KernelRun live() {
        return live;
    }

    long reach() {
        return live == null ? reach : Math.max(reach, live.time());
    }

    /** Rows before this time may be fed from now on. */
    void reaches(long time) {
        reach = Math.max(reach, time);
    }

    Decided storedTo() {
        return storedTo;
    }

    /** Stored facts are about to be put in others' place. */
    void replaces() {
        replacements++;
    }

    long replacements() {
        return replacements;
    }

    long storedHour() {
        return storedHour;
    }

    boolean isEmpty(long now) {
        return now < emptyUntil;
    }

    void setEmptyUntil(long time) {
        emptyUntil = time;
    }

    List<ClosedHour> waiting() {
        return waiting;
    }

    /** The waiting hours are stored. */
    void stored(int hours) {
        SavedState last = waiting.get(hours - 1).state();
        stored(last);
        waiting.subList(0, hours).clear();
    }

    /** Everything up to a state is stored. */
    void stored(SavedState last) {
        storedTo = last.decided();
        storedHour = last.time();
    }

    /** Reads the machine otherwise from now on; its states are of no use any more. */
    void setMachine(Machine other) {
        machine = other;
        planNumber++;
        stopLive();
        found(Optional.empty());
    }

    /**
     * Goes on under another plan.
     *
     * @param from the earliest time at which it differs, µs
     */
    void setPlan(Machine same, Plan other, long from) {
        machine = same;
        plan = other;
        planNumber++;
        emptyUntil = Long.MIN_VALUE;
        if (live != null && from >= live.time()) {
            live.replan(other);
        }
    }

    /** Its plan has taken effect on the past; the live kernel goes on under it. */
    void replan() {
        if (live != null) {
            live.replan(plan);
        }
    }

    /** Lets the kernel go; the machine is to be caught up from history. */
    void stopLive() {
        if (live != null) {
            reach = Math.max(reach, live.time());
        }
        live = null;
        pending.clear();
        waiting.clear();
        emptyUntil = Long.MIN_VALUE;
    }

    /** Goes on live with this kernel; rows before its time have been fed to it. */
    void goLive(KernelRun run) {
        live = run;
        reach = Math.max(reach, run.time());
    }

    /** Takes a row whose time has not come; false if there is no room. */
    boolean hold(SampleBatch rows, int i) {
        if (pending.size() >= MOST_PENDING) {
            return false;
        }
        pending.add(rows, i);
        return true;
    }

    /** Rows that wait. */
    PendingRows pending() {
        return pending;
    }

    /** Feeds and advances the live kernel to the watermark; hours that end on the way wait to be stored. */
    void advance(long watermark) {
        KernelRun run = live;
        if (run == null) {
            return;
        }
        while (run.time() < watermark) {
            long hour = machine.calendar().nextHour(run.time());
            long to = Math.min(hour, watermark);
            run.feed(pending.take(to));
            run.advanceTo(to);
            if (to == hour) {
                waiting.add(new ClosedHour(run.state(), run.emitted().take()));
            }
        }
    }
}
