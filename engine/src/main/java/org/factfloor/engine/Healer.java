package org.factfloor.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.Touch;
import org.factfloor.engine.Progress.Work;
import org.factfloor.production.Cell;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the past where it has changed, and machines that are not live: these first, then touches, the newest past first.
 * A machine has its turn at most for a twentieth of the time once it is live, so that a source that is always late costs
 * little. For one thread; {@link #works} for any.
 */
final class Healer {

    private static final Logger LOG = LoggerFactory.getLogger(Healer.class);
    private static final long REST = 20;
    private static final long AFTER_FAULT = 30_000_000_000L;

    private final EngineCore core;
    /** When a machine may have its next turn, by id, as {@link System#nanoTime}. */
    private final Map<String, Long> restsUntil = new HashMap<>();
    private volatile @Nullable Healing current;

    Healer(EngineCore core) {
        this.core = core;
    }

    /** Does one piece of work; false where none is to be done now. What fails is told and tried again later. */
    boolean work() {
        Optional<Subject> subject = next(System.nanoTime());
        subject.ifPresent(this::work);
        return subject.isPresent();
    }

    /** Does one piece of work, whoever had a turn; false where there is none. What fails is thrown. */
    boolean workOn() {
        Optional<Subject> subject = next(Long.MAX_VALUE);
        subject.ifPresent(this::heal);
        return subject.isPresent();
    }

    private Optional<Subject> next(long now) {
        for (Subject subject : core.subjects.values()) {
            if (mayWork(subject.id(), now) && isBehind(subject)) {
                return Optional.of(subject);
            }
        }
        for (Touch touch : newestFirst(core.touches.all())) {
            Optional<Subject> subject = core.subject(touch.workUnit());
            if (subject.isEmpty()) {
                core.touches.progress(List.of(touch), 0, true, _ -> {
                });
            } else if (mayWork(touch.workUnit(), now)) {
                return subject;
            }
        }
        return Optional.empty();
    }

    private static List<Touch> newestFirst(List<Touch> touches) {
        List<Touch> sorted = new ArrayList<>(touches);
        sorted.sort(Comparator.comparingLong(Touch::from).reversed());
        return sorted;
    }

    private boolean mayWork(String workUnit, long now) {
        Long until = restsUntil.get(workUnit);
        return until == null || now == Long.MAX_VALUE || now - until >= 0;
    }

    private boolean isBehind(Subject subject) {
        subject.lock.lock();
        try {
            return !subject.isLive() && !subject.isEmpty(core.now());
        } finally {
            subject.lock.unlock();
        }
    }

    private void work(Subject subject) {
        long startedAt = System.nanoTime();
        long rest;
        try {
            rest = heal(subject) ? REST * (System.nanoTime() - startedAt) : 0;
        } catch (RuntimeException e) {
            LOG.error("{}: its facts could not be computed; tried again in half a minute", subject.id(), e);
            rest = AFTER_FAULT;
        }
        restsUntil.put(subject.id(), System.nanoTime() + rest);
    }

    /** Whether it is done for now. */
    private boolean heal(Subject subject) {
        try {
            Optional<Healing> healing = begin(subject);
            current = healing.orElse(null);
            return healing.map(Healing::work).orElse(Healing.End.DONE) == Healing.End.DONE;
        } finally {
            current = null;
        }
    }

    /** Chooses where to begin; empty where there is nothing to compute from. */
    private Optional<Healing> begin(Subject subject) {
        core.closing.lock();
        subject.lock.lock();
        try {
            Machine machine = subject.machine();
            boolean isLive = subject.isLive();
            List<Touch> all = core.touches.of(machine.id(), Long.MIN_VALUE);
            if (isLive && all.isEmpty()) {
                return Optional.empty();
            }
            Base wanted = isLive
                    ? Base.before(core.store, machine.id(), newestFirst(all).getFirst().from())
                    : Base.last(core.store, core.history, machine);
            Base base = wanted.sealed(core.store, core.history, machine);
            OptionalLong start = base.start(core.history, machine, subject.plan());
            // What is said of the future alone begins when that comes.
            if (start.isEmpty() || start.getAsLong() > core.now()) {
                empty(subject, all, start.orElse(Long.MAX_VALUE));
                return Optional.empty();
            }
            // What touches sealed time alone is done with as well.
            boolean isWhole = base.state().isEmpty() || !base.equals(wanted);
            long from = isWhole ? Long.MIN_VALUE : start.getAsLong();
            return Optional.of(new Healing(core, subject, base, start.getAsLong(),
                    core.touches.of(machine.id(), from)));
        } finally {
            subject.lock.unlock();
            core.closing.unlock();
        }
    }

    /** Nothing is known of a machine any more, as after the only entry about it was taken back. */
    private void empty(Subject subject, List<Touch> touches, long until) {
        String id = subject.id();
        List<Cell> cells = core.store.cells(id, Long.MIN_VALUE, Long.MAX_VALUE);
        subject.replaces();
        core.touches.progress(touches, 0, true, transaction -> {
            transaction.replace(id, Decided.NOTHING, Decided.EVERYTHING, List.of(), List.of());
            transaction.dropStates(id, core.store.stateTimes(id));
            if (!cells.isEmpty() && !touches.isEmpty()) {
                transaction.addRevision(core.now(), touches.getFirst().cause(), id, cells.getFirst().from(),
                        cells.getLast().to());
            }
        });
        subject.stopLive();
        subject.found(Optional.empty());
        subject.setEmptyUntil(until);
    }

    /** What is under way and what waits, in the sequence in which it is done. */
    List<Work> works() {
        List<Work> works = new ArrayList<>();
        Healing healing = current;
        long now = core.now();
        if (healing != null) {
            works.add(new Work(healing.workUnit(), healing.startTime(), healing.time(), healing.end()));
        }
        core.subjects.values().stream().filter(this::isBehind)
                .filter(subject -> healing == null || !subject.id().equals(healing.workUnit()))
                .forEach(subject -> works.add(new Work(subject.id(), subject.storedHour(), subject.storedHour(), now)));
        newestFirst(core.touches.all()).forEach(touch -> works.add(
                new Work(touch.workUnit(), touch.from(), touch.from(), Math.min(touch.until(), now))));
        return works;
    }
}
