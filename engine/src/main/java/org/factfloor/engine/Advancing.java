package org.factfloor.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.Transaction;
import org.factfloor.engine.Subject.ClosedHour;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Advances live machines to their watermark and stores the hours that end. For one thread. */
final class Advancing {

    private static final Logger LOG = LoggerFactory.getLogger(Advancing.class);

    private final EngineCore core;

    Advancing(EngineCore core) {
        this.core = core;
    }

    void advance() {
        List<Changed> changes = new ArrayList<>();
        core.closing.lock();
        try {
            Map<Subject, List<ClosedHour>> ended = new LinkedHashMap<>();
            for (Subject subject : core.subjects.values()) {
                advance(subject, changes, ended);
            }
            store(ended);
        } finally {
            core.closing.unlock();
        }
        changes.forEach(core::tell);
    }

    private void advance(Subject subject, List<Changed> changes, Map<Subject, List<ClosedHour>> ended) {
        subject.lock.lock();
        try {
            KernelRun live = subject.live();
            if (live == null) {
                return;
            }
            long before = live.decidedTo();
            subject.advance(core.watermark(subject.machine()));
            if (live.decidedTo() > before) {
                changes.add(new Changed(subject.id(), before, live.decidedTo(), 0, false));
            }
            if (!subject.waiting().isEmpty()) {
                ended.put(subject, List.copyOf(subject.waiting()));
            }
        } catch (RuntimeException e) {
            LOG.error("{}: its kernel failed; it is read from history again", subject.id(), e);
            subject.stopLive();
        } finally {
            subject.lock.unlock();
        }
    }

    /** Stores hours that ended; where the store fails, they wait. */
    private void store(Map<Subject, List<ClosedHour>> ended) {
        if (ended.isEmpty()) {
            return;
        }
        core.store.write(transaction -> {
            ended.forEach((subject, hours) -> put(transaction, subject, hours));
            return true;
        });
        ended.forEach((subject, hours) -> {
            subject.lock.lock();
            try {
                subject.stored(hours.size());
            } finally {
                subject.lock.unlock();
            }
        });
    }

    private static void put(Transaction transaction, Subject subject, List<ClosedHour> hours) {
        Decided after = subject.storedTo();
        for (ClosedHour hour : hours) {
            transaction.replace(subject.id(), after, hour.state().decided(), hour.emitted().cells(),
                    hour.emitted().intervals());
            transaction.putState(subject.id(), hour.state());
            after = hour.state().decided();
        }
    }
}
