package org.factfloor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.engine.FactStore.Touch;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.engine.Revision.Code;
import org.factfloor.production.Plan;

/**
 * One piece of work on one machine: from a saved state on through its history, until nothing more can differ, until the
 * machine is live, or until it is enough for one piece. What it did is stored as it ends; the next piece goes on from
 * there. Used once, by one thread.
 */
final class Healing {

    private static final int MOST_HOURS = 1_024;
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final int MOST_HOURS_READ = 64;

    private final EngineCore core;
    private final Subject subject;
    private final Machine machine;
    private final Plan plan;
    private final int planNumber;
    private final boolean isCatchUp;
    private final List<Touch> touches;
    private final long until;
    private final Cause cause;
    private final KernelRun run;
    private final Replay replay;
    private final ClosedHours closed;
    /** Times of the stored states that lie ahead. */
    private final TreeSet<Long> ahead;
    private final long startedAt = System.nanoTime();
    private final long startTime;
    private volatile long reached;
    private int hours;
    private int hoursToRead = 2;
    private boolean isEqual;

    /** What a piece of work comes to. */
    enum End {
        /** Nothing is left of it. */
        DONE,
        /** There is more. */
        MORE,
        /** The machine was changed under it; nothing is lost, it begins anew. */
        OVERTAKEN
    }

    /**
     * Work that begins at a base.
     *
     * @param touches what it deals with
     */
    Healing(EngineCore core, Subject subject, Base base, long start, List<Touch> touches) {
        this.core = core;
        this.subject = subject;
        this.touches = touches;
        machine = subject.machine();
        plan = subject.plan();
        planNumber = subject.planNumber();
        isCatchUp = !subject.isLive();
        until = touches.stream().mapToLong(Touch::until).max().orElse(Long.MAX_VALUE);
        cause = touches.stream().map(Touch::cause).findFirst().or(base::cause)
                .orElse(new Cause(Code.LATE_SAMPLES, List.of()));
        run = base.state().map(state -> KernelRun.from(machine, plan, state))
                .orElseGet(() -> KernelRun.from(machine, plan, start, base.after()));
        replay = new Replay(core.history, run, machine);
        startTime = run.time();
        reached = startTime;
        closed = new ClosedHours(machine, base);
        ahead = new TreeSet<>(core.store.stateTimes(machine.id()).stream()
                .filter(time -> base.state().isEmpty() || time > base.state().get().time()).toList());
    }

    String workUnit() {
        return machine.id();
    }

    /** Where it began, µs. */
    long startTime() {
        return startTime;
    }

    /** How far it is, µs; may be read by other threads. */
    long time() {
        return reached;
    }

    End work() {
        while (true) {
            long target = target();
            if (run.time() >= target) {
                Optional<End> end = isCatchUp ? goLive() : replaceLive();
                if (end.isPresent()) {
                    return end.get();
                }
            } else {
                long to = Math.min(target, later(run.time()));
                if (isCatchUp) {
                    reach(to);
                }
                isEqual = !replay.runTo(to, this::hour);
                if (isEqual) {
                    return store(true, 0) ? End.DONE : End.OVERTAKEN;
                }
                if (hours >= MOST_HOURS || System.nanoTime() - startedAt > MOST_NANOS) {
                    return store(false, to) ? End.MORE : End.OVERTAKEN;
                }
            }
        }
    }

    /** The last hour that is over. */
    private long target() {
        subject.lock.lock();
        try {
            KernelRun live = subject.live();
            return machine.calendar().hourStart(live == null ? watermark() : live.time());
        } finally {
            subject.lock.unlock();
        }
    }

    /** What was closed stays closed, though connections have not told yet that they live. */
    private long watermark() {
        return Math.max(core.watermark(machine), subject.storedHour());
    }

    /** The end of the next stretch to read: short at first, for most work ends soon. */
    private long later(long time) {
        long hour = time;
        for (int i = 0; i < hoursToRead; i++) {
            hour = machine.calendar().nextHour(hour);
        }
        hoursToRead = Math.min(MOST_HOURS_READ, hoursToRead * 2);
        return hour;
    }

    private void reach(long time) {
        subject.lock.lock();
        try {
            subject.reaches(time);
        } finally {
            subject.lock.unlock();
        }
    }

    private boolean hour(long hour) {
        hours++;
        reached = hour;
        boolean isStored = ahead.contains(hour);
        SavedState state = run.state();
        if (isStored || StateRule.keeps(machine.calendar(), hour, core.now())) {
            closed.keep(state);
        }
        closed.take(run, state);
        return isCatchUp || !isStored || state.decided().cells() < until || !isAsStored(state);
    }

    private boolean isAsStored(SavedState state) {
        return core.store.stateBefore(machine.id(), state.time())
                .filter(stored -> stored.time() == state.time() && Arrays.equals(stored.kernel(), state.kernel()))
                .isPresent();
    }

    /**
     * Stores what is closed.
     *
     * @param whole whether nothing is left of the touches
     * @param upTo what begins before it is done, where something is left
     * @return false if the machine was changed in the meantime; nothing is stored then
     */
    private boolean store(boolean whole, long upTo) {
        core.closing.lock();
        subject.lock.lock();
        try {
            if (isOvertaken()) {
                return false;
            }
            closed.keepLast();
            subject.replaces();
            Optional<Changed> changed = closed.store(core, touches, upTo, whole, cause, Optional.empty());
            if (isCatchUp) {
                closed.last().ifPresent(subject::stored);
            } else if (whole) {
                subject.replan();
            }
            changed.ifPresent(core::tell);
            return true;
        } finally {
            subject.lock.unlock();
            core.closing.unlock();
        }
    }

    private boolean isOvertaken() {
        return subject.planNumber() != planNumber || subject.isLive() == isCatchUp;
    }

    /** At the last hour that is over: reads the rest and goes on live. Empty where another hour is over by now. */
    private Optional<End> goLive() {
        core.closing.lock();
        subject.lock.lock();
        try {
            if (isOvertaken()) {
                return Optional.of(End.OVERTAKEN);
            }
            long watermark = Math.max(watermark(), run.time());
            if (machine.calendar().hourStart(watermark) > run.time()) {
                return Optional.empty();
            }
            subject.reaches(watermark);
            boolean[] fits = {true};
            core.history.scan(machine.signals(), run.time(), Long.MAX_VALUE, rows -> {
                for (int i = 0; i < rows.size() && fits[0]; i++) {
                    if (rows.time(i) < watermark) {
                        run.feed(rows, i);
                    } else {
                        fits[0] = subject.hold(rows, i);
                    }
                }
                return fits[0];
            });
            if (!fits[0]) {
                subject.stopLive();
                return Optional.of(End.OVERTAKEN);
            }
            run.advanceTo(watermark);
            closed.keepLast();
            subject.replaces();
            Optional<Changed> changed = closed.store(core, touches, 0, true, cause,
                    Optional.of(new ClosedHours.Tail(new Emitted(), run.emitted())));
            closed.last().ifPresent(subject::stored);
            subject.goLive(run);
            core.tell(changed.orElse(new Changed(machine.id(), run.decidedTo(), core.now(), 0, true)));
            return Optional.of(End.DONE);
        } finally {
            subject.lock.unlock();
            core.closing.unlock();
        }
    }

    /** At the last stored hour: reads on to where the live kernel is and takes its place. Empty where an hour ended. */
    private Optional<End> replaceLive() {
        core.closing.lock();
        subject.lock.lock();
        try {
            KernelRun live = subject.live();
            if (isOvertaken() || live == null) {
                return Optional.of(End.OVERTAKEN);
            }
            if (!subject.waiting().isEmpty()) {
                return Optional.of(End.OVERTAKEN);
            }
            if (machine.calendar().hourStart(live.time()) > run.time()) {
                return Optional.empty();
            }
            if (run.time() > live.time()) {
                // What it began with was taken back, and what is known begins later than it is.
                subject.stopLive();
                return Optional.of(End.OVERTAKEN);
            }
            core.history.scan(machine.signals(), run.time(), live.time(), rows -> {
                run.feed(rows);
                return true;
            });
            run.advanceTo(live.time());
            closed.keepLast();
            subject.replaces();
            Optional<Changed> changed = closed.store(core, touches, 0, true, cause,
                    Optional.of(new ClosedHours.Tail(live.emitted(), run.emitted())));
            closed.last().ifPresent(subject::stored);
            subject.goLive(run);
            core.tell(changed.orElse(new Changed(machine.id(), run.decidedTo(), core.now(), 0, true)));
            return Optional.of(End.DONE);
        } finally {
            subject.lock.unlock();
            core.closing.unlock();
        }
    }

    /** Up to when it goes as far as is known, µs. */
    long end() {
        return until == Long.MAX_VALUE ? core.now() : Math.min(until, core.now());
    }

}
