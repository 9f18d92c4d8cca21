package org.factfloor.engine;

import java.util.List;
import org.factfloor.plant.Micros;

/** Lets go of states that are no longer worth their room. For one thread. */
final class Thinning {

    private static final long EVERY = 24 * Micros.PER_HOUR;

    private final EngineCore core;
    private long doneAt = Long.MIN_VALUE;

    Thinning(EngineCore core) {
        this.core = core;
    }

    /** Goes through all machines, once a day. */
    void thin() {
        long now = core.now();
        if (now - EVERY < doneAt) {
            return;
        }
        doneAt = now;
        for (Subject subject : core.subjects.values()) {
            core.closing.lock();
            try {
                thin(subject, now);
            } finally {
                core.closing.unlock();
            }
        }
    }

    private void thin(Subject subject, long now) {
        List<Long> times = core.store.stateTimes(subject.id());
        List<Long> dropped = times.stream().limit(Math.max(0, times.size() - 1L))
                .filter(time -> !StateRule.keeps(subject.machine().calendar(), time, now)).toList();
        if (!dropped.isEmpty()) {
            core.store.write(transaction -> {
                transaction.dropStates(subject.id(), dropped);
                return true;
            });
        }
    }
}
