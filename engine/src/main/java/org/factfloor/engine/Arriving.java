package org.factfloor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.factfloor.engine.HandOver.Delivery;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.engine.Revision.Code;
import org.factfloor.history.History.Change;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * Takes up what history has got: rows whose time has not come wait with their machine, others touch its past. For one
 * thread.
 *
 * <p>A row older than what its machine was fed is in history's log of changes if it was not its signal's newest. Where it
 * was, only who is handed it knows; the other way round a row that was handed over is only sure to have changed nothing if
 * nothing of its batch has.
 */
final class Arriving {

    private static final String MARK = "historyChanges";
    private static final int PAGE = 10_000;

    private final EngineCore core;
    private final HandOver handOver;
    private boolean isFirst = true;

    Arriving(EngineCore core, HandOver handOver) {
        this.core = core;
        this.handOver = handOver;
    }

    void take() {
        Delivery delivery = handOver.take();
        core.heard(delivery);
        if (delivery.overflown()) {
            core.subjects.values().forEach(Arriving::stop);
        }
        Map<String, Long> news = new LinkedHashMap<>();
        List<Touched> touched = rows(delivery, news);
        if (!touched.isEmpty()) {
            core.touches.add(touched, _ -> {
            });
        }
        if (isFirst || delivery.changedPast() || delivery.overflown()) {
            isFirst = false;
            changes();
        }
        long now = core.now();
        news.forEach((id, from) -> core.tell(new Changed(id, from, Math.max(now, from + 1), 0, false)));
    }

    private static void stop(Subject subject) {
        subject.lock.lock();
        try {
            subject.stopLive();
        } finally {
            subject.lock.unlock();
        }
    }

    private List<Touched> rows(Delivery delivery, Map<String, Long> news) {
        SampleBatch rows = delivery.rows();
        Routes routes = handOver.routes();
        List<Touched> touched = new ArrayList<>();
        Map<Integer, Integer> lastOf = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Subject subject = routes.of(rows.signal(i));
            if (subject == null) {
                continue;
            }
            subject.lock.lock();
            try {
                if (isPast(subject, rows, i, delivery.changedPast())) {
                    add(touched, lastOf, subject, rows.signal(i), rows.time(i));
                } else {
                    news.merge(subject.id(), rows.time(i), Math::min);
                }
            } finally {
                subject.lock.unlock();
            }
        }
        return touched;
    }

    /** Has the row wait, or says that it touches what was fed. */
    private static boolean isPast(Subject subject, SampleBatch rows, int i, boolean changedPast) {
        subject.setEmptyUntil(Long.MIN_VALUE);
        KernelRun live = subject.live();
        long time = rows.time(i);
        if (live == null) {
            // It is read from history; what has been read already is gone through again.
            return time < subject.reach();
        }
        if (time < live.time()) {
            return changedPast || live.isNews(rows.signal(i), time);
        }
        if (!subject.hold(rows, i)) {
            subject.stopLive();
        }
        return false;
    }

    /** Adds a touch, or widens the last one of its signal where it is near. */
    private static void add(List<Touched> touched, Map<Integer, Integer> lastOf, Subject subject, int signal,
            long time) {
        Integer index = lastOf.get(signal);
        Touched last = index == null ? null : touched.get(index);
        if (last != null && index != null && time >= last.from() - Micros.PER_HOUR
                && time <= last.until() + Micros.PER_HOUR) {
            touched.set(index, new Touched(last.workUnit(), Math.min(last.from(), time),
                    Math.max(last.until(), time + 1), last.cause()));
            return;
        }
        lastOf.put(signal, touched.size());
        touched.add(new Touched(subject.id(), time, time + 1, late(subject, signal)));
    }

    private static Cause late(Subject subject, int signal) {
        return new Cause(Code.LATE_SAMPLES, subject.machine().inputs().stream()
                .filter(input -> input.signal() == signal).map(Machine.Input::key).limit(1).toList());
    }

    /** Notes what history's log of changes touches. */
    private void changes() {
        long cursor = core.store.mark(MARK).orElse(0);
        List<Change> changes = core.history.changes(cursor, PAGE);
        Routes routes = handOver.routes();
        while (!changes.isEmpty()) {
            List<Touched> touched = new ArrayList<>();
            for (Change change : changes) {
                Subject subject = routes.of(change.signal());
                if (subject != null && isFed(subject, change.from())) {
                    touched.add(new Touched(subject.id(), change.from(), change.to(), late(subject, change.signal())));
                }
            }
            long next = changes.getLast().revision();
            core.touches.add(touched, transaction -> transaction.putMark(MARK, next));
            changes = core.history.changes(next, PAGE);
        }
    }

    private static boolean isFed(Subject subject, long time) {
        subject.lock.lock();
        try {
            return time < subject.reach();
        } finally {
            subject.lock.unlock();
        }
    }
}
