package org.factfloor.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.engine.Revision.Code;
import org.factfloor.production.WorkUnitKernel;
import org.factfloor.records.Changes;
import org.factfloor.records.Changes.Change;

/**
 * Takes up new plant versions, entries and standards: has machines go on under them, and notes which of their past they
 * touch, in one transaction with how far it has looked. For one thread.
 */
final class PlanWatch {

    private static final String VERSION = "plantVersion";
    private static final String FORMULA = "formula";
    private static final int PAGE = 500;

    private final EngineCore core;
    private final HandOver handOver;
    private int version = -1;

    PlanWatch(EngineCore core, HandOver handOver) {
        this.core = core;
        this.handOver = handOver;
    }

    /** Looks for what is new. */
    void look() {
        int newest = core.plans.newestVersion();
        if (newest != version) {
            takeUp(newest);
        }
        takeUp("entries", after -> core.plans.entryChanges(after, PAGE), Touched::by);
        takeUp("standards", after -> core.plans.standardChanges(after, PAGE), Touched::byStandard);
    }

    private void takeUp(int newest) {
        Map<String, Machine> before = machines(version < 0 ? (int) core.store.mark(VERSION).orElse(0) : version);
        Map<String, Machine> after = machines(newest);
        boolean isOtherRules = core.store.mark(FORMULA).orElse(WorkUnitKernel.FORMULA) != WorkUnitKernel.FORMULA;
        Cause cause = isOtherRules
                ? new Cause(Code.FORMULA, List.of("" + WorkUnitKernel.FORMULA))
                : new Cause(Code.PLANT_MODEL, List.of("" + newest));
        core.closing.lock();
        try {
            List<Step> steps = after.values().stream().map(machine -> new Step(subject(machine), machine, isOtherRules
                    ? Long.MIN_VALUE
                    : MachineDifference.from(Optional.ofNullable(before.get(machine.id())), machine))).toList();
            List<Touched> touched = steps.stream().filter(step -> step.from() < step.subject().reach())
                    .map(step -> new Touched(step.machine().id(), step.from(), Long.MAX_VALUE, cause)).toList();
            core.touches.add(touched, transaction -> {
                // States of a machine that was read otherwise are of no use.
                steps.stream().filter(Step::isAnew).map(step -> step.machine().id())
                        .forEach(id -> transaction.dropStates(id, core.store.stateTimes(id)));
                transaction.putMark(VERSION, newest);
                transaction.putMark(FORMULA, WorkUnitKernel.FORMULA);
            });
            steps.forEach(this::take);
            publish(steps);
            version = newest;
        } finally {
            core.closing.unlock();
        }
    }

    private Map<String, Machine> machines(int number) {
        return core.plans.version(number).map(model -> Machine.all(model, core.plans)).orElse(Map.of());
    }

    /**
     * What a plant version brings to a machine.
     *
     * @param from since when it is another, µs; {@link Long#MAX_VALUE} where it is not
     */
    private record Step(Subject subject, Machine machine, long from) {

        boolean isAnew() {
            return from == Long.MIN_VALUE;
        }
    }

    private Subject subject(Machine machine) {
        return core.subject(machine.id()).orElseGet(() -> {
            Subject fresh = new Subject(machine, core.plan(machine.id(), machine.calendar()));
            fresh.found(core.store.stateBefore(machine.id(), Long.MAX_VALUE));
            return fresh;
        });
    }

    private void take(Step step) {
        Subject subject = step.subject();
        subject.lock.lock();
        try {
            if (step.isAnew()) {
                subject.setMachine(step.machine());
            }
            if (step.from() != Long.MAX_VALUE) {
                subject.setPlan(step.machine(), core.plan(step.machine().id(), step.machine().calendar()), step.from());
            }
        } finally {
            subject.lock.unlock();
        }
    }

    /** Has rows led to the machines of a version, and lets go of others. Rows first: who is caught up misses none. */
    private void publish(List<Step> steps) {
        Map<String, Subject> subjects = steps.stream()
                .collect(Collectors.toMap(step -> step.machine().id(), Step::subject));
        handOver.setRoutes(Routes.to(subjects.values()));
        core.subjects.putAll(subjects);
        core.subjects.values().removeIf(subject -> {
            boolean isGone = !subjects.containsValue(subject);
            if (isGone) {
                stop(subject);
            }
            return isGone;
        });
    }

    private static void stop(Subject subject) {
        subject.lock.lock();
        try {
            subject.stopLive();
        } finally {
            subject.lock.unlock();
        }
    }

    private <T> void takeUp(String mark, LongFunction<Changes<T>> changesAfter, Function<Change<T>, Touched> touch) {
        long cursor = core.store.mark(mark).orElse(0);
        Changes<T> changes = changesAfter.apply(cursor);
        while (!changes.changes().isEmpty()) {
            long next = changes.cursor();
            core.closing.lock();
            try {
                List<Touched> touched = changes.changes().stream().map(touch).toList();
                Map<String, Long> earliest = touched.stream()
                        .collect(Collectors.toMap(Touched::workUnit, Touched::from, Math::min));
                // Where one of a machine's changes lies in its past, the live kernel cannot go on under any of them.
                core.touches.add(touched.stream()
                        .filter(each -> isFed(each.workUnit(), earliest.getOrDefault(each.workUnit(), each.from())))
                        .toList(), transaction -> transaction.putMark(mark, next));
                earliest.forEach((id, from) -> core.subject(id).ifPresent(subject -> replan(subject, from)));
            } finally {
                core.closing.unlock();
            }
            changes = changesAfter.apply(next);
        }
    }

    private boolean isFed(String workUnit, long time) {
        return core.subject(workUnit).filter(subject -> time < subject.reach()).isPresent();
    }

    private void replan(Subject subject, long from) {
        boolean isAhead;
        subject.lock.lock();
        try {
            Machine machine = subject.machine();
            isAhead = from >= subject.reach();
            subject.setPlan(machine, core.plan(machine.id(), machine.calendar()), from);
        } finally {
            subject.lock.unlock();
        }
        // What is fed already is told when it has been computed anew.
        if (isAhead) {
            core.tell(new Changed(subject.id(), from, Math.max(core.now(), from + 1), 0, true));
        }
    }
}
