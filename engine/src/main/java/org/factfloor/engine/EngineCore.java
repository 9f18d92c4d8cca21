package org.factfloor.engine;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.factfloor.engine.HandOver.Delivery;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.production.Plan;
import org.factfloor.plant.Calendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine's parts share. */
final class EngineCore {

    private static final Logger LOG = LoggerFactory.getLogger(EngineCore.class);

    final History history;
    final Plans plans;
    final FactStore store;
    final Touches touches;
    final Map<String, Subject> subjects = new ConcurrentHashMap<>();
    /** Held by whoever closes hours or puts others in their place; taken before a subject's lock. */
    final ReentrantLock closing = new ReentrantLock();
    private final InstantSource clock;
    private final List<Consumer<Changed>> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, Long> proofs = Map.of();
    private volatile boolean heard;

    EngineCore(EngineParts parts) {
        history = parts.history();
        plans = parts.plans();
        store = parts.store();
        touches = new Touches(store);
        clock = parts.clock();
    }

    long now() {
        return Micros.of(clock.instant());
    }

    void heard(Delivery delivery) {
        proofs = delivery.proofs();
        heard = delivery.heard();
    }

    long watermark(Machine machine) {
        return Watermark.of(machine.connections(), proofs, heard, now());
    }

    Plan plan(String workUnit, Calendar calendar) {
        return new Plan(calendar, plans.entries(workUnit), plans.standards(workUnit));
    }

    Optional<Subject> subject(String workUnit) {
        return Optional.ofNullable(subjects.get(workUnit));
    }

    AutoCloseable onChange(Consumer<Changed> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(Changed changed) {
        for (Consumer<Changed> listener : listeners) {
            try {
                listener.accept(changed);
            } catch (RuntimeException e) {
                LOG.error("a listener to changed facts failed on {}", changed, e);
            }
        }
    }
}
