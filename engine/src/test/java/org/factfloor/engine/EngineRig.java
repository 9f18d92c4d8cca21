package org.factfloor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.factfloor.history.History;
import org.factfloor.history.History.Applied;
import org.factfloor.intake.AppliedListener;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;

/** An engine on a history and records of its own, with a driven clock and without threads. */
final class EngineRig {

    /** 2025-10-09 06:00 in Shanghai: a production day and a shift begin. */
    static final long START = Micros.of(Instant.parse("2025-10-08T22:00:00Z"));
    static final long SECOND = Micros.PER_SECOND;
    static final long MINUTE = Micros.PER_MINUTE;
    static final long HOUR = Micros.PER_HOUR;

    final History history;
    final FactStore store;
    final TestPlans plans;
    final Map<String, Long> proofs = new HashMap<>();
    final List<Changed> changes = new CopyOnWriteArrayList<>();
    private final List<AppliedListener> listeners = new ArrayList<>();
    private int mostRowsHandedOver = 500_000;
    private long now = START;
    private Engine engine;

    EngineRig(History history, FactStore store, TestPlans plans) {
        this.history = history;
        this.store = store;
        this.plans = plans;
        engine = open();
    }

    void setMostRowsHandedOver(int most) {
        mostRowsHandedOver = most;
        restart();
    }

    private Engine open() {
        InstantSource clock = () -> Micros.toInstant(now);
        listeners.clear();
        Engine opened = Engine.open(new EngineParts(history, listener -> {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }, plans, store, clock), mostRowsHandedOver);
        opened.onChange(changes::add);
        return opened;
    }

    /** As after a kill: nothing is closed in order. */
    void restart() {
        engine = open();
    }

    Engine engine() {
        return engine;
    }

    long now() {
        return now;
    }

    /** The time of day; every connection that is open has just shown that it lives. */
    void setNow(long time) {
        now = time;
        proofs.replaceAll((_, _) -> time);
        hand(new SampleBatch(), false);
    }

    /** Has history take rows, and the engine told. */
    void deliver(SampleBatch batch) {
        Applied became = history.apply(batch, history.cursor() + 1);
        hand(batch, became.late() + became.superseded() > 0);
    }

    /** Has history take rows while the engine hears nothing of it. */
    void deliverUnheard(SampleBatch batch) {
        history.apply(batch, history.cursor() + 1);
    }

    private void hand(SampleBatch batch, boolean changedPast) {
        listeners.forEach(listener -> listener.applied(batch, changedPast, Map.copyOf(proofs)));
    }

    /** Has the engine take up everything. */
    void settle() {
        engine.catchUp(_ -> {});
        assertThat(engine.progress().works()).isEmpty();
    }

    static SampleBatch wholes(int signal, long from, long step, long... values) {
        SampleBatch batch = new SampleBatch();
        for (int i = 0; i < values.length; i++) {
            batch.addWhole(signal, from + i * step, values[i], StatusCode.GOOD);
        }
        return batch;
    }

    Book book(String workUnit) {
        return engine.facts().book(workUnit, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Closed cells of a machine. */
    List<Cell> cells(String workUnit) {
        Book book = book(workUnit);
        return book.cells().stream().filter(cell -> cell.to() <= book.closedTo()).toList();
    }

    List<Interval> intervals(String workUnit) {
        Book book = book(workUnit);
        return book.intervals().stream().filter(interval -> interval.to() <= book.closedTo()).toList();
    }

    List<Revision> revisions(String workUnit) {
        return engine.facts().revisions(workUnit, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Asserts that the facts are those that an engine without any memory computes. */
    void assertAsFromScratch(String workUnit, String where) {
        EngineRig scratch = new EngineRig(history, new MemoryFactStore(), plans);
        scratch.proofs.putAll(proofs);
        scratch.setNow(now);
        scratch.settle();
        Book found = book(workUnit);
        Book expected = scratch.book(workUnit);
        assertThat(found.cells()).as(where).isEqualTo(expected.cells());
        assertThat(found.intervals()).as(where).isEqualTo(expected.intervals());
        assertThat(engine.facts().recompute(workUnit, Long.MIN_VALUE, Long.MAX_VALUE).differences()).as(where).isEmpty();
    }
}
