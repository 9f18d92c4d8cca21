package org.factfloor.intake;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/** Takes over samples of the past, giving way to live ones. Safe for many threads. */
final class Backfill {

    private final WriteQueue queue;
    private final SampleCutter cutter;
    private final DiskFloor floor;
    private final Ledger ledger;
    private final InstantSource clock;
    private final BooleanSupplier historyKeepsUp;

    private final ReentrantLock lock = new ReentrantLock();
    /** Tracks of its own, so that the past does not move what live samples are compared with. */
    private final SignalTracks tracks = new SignalTracks();

    Backfill(WriteQueue queue, SampleCutter cutter, DiskFloor floor, Ledger ledger, InstantSource clock,
            BooleanSupplier historyKeepsUp) {
        this.queue = queue;
        this.cutter = cutter;
        this.floor = floor;
        this.ledger = ledger;
        this.clock = clock;
        this.historyKeepsUp = historyKeepsUp;
    }

    /**
     * Returns when the samples are durable.
     *
     * @return how many were refused
     */
    int add(SampleBatch batch) throws InterruptedException {
        mayRepeat(batch);
        return add(batch, true);
    }

    /**
     * As {@link #add}, for samples whose times stand.
     *
     * @return how many were refused
     */
    int addFiled(SampleBatch batch) throws InterruptedException {
        return add(batch, false);
    }

    private int add(SampleBatch batch, boolean assigned) throws InterruptedException {
        List<JournalEntry> entries = new ArrayList<>();
        int refused = 0;
        int from = 0;
        while (from < batch.size()) {
            int fitting = cutter.end(batch, from);
            int to = Math.max(from + 1, fitting);
            int room = cutter.room(batch, from, to);
            Optional<SampleFate> refusal = fitting == from
                    ? Optional.of(SampleFate.TEXT_TOO_LONG)
                    : floor.isLow() ? Optional.of(SampleFate.DISK_FULL) : reserve(room);
            if (refusal.isEmpty()) {
                entries.add(submit(batch, from, to, room, assigned));
            } else {
                ledger.refused(batch, from, to, refusal.get());
                refused += to - from;
            }
            from = to;
        }
        for (JournalEntry entry : entries) {
            refused += queue.awaitOutcome(entry) ? 0 : entry.samples();
        }
        return refused;
    }

    /** Why there is no room; empty when there is. */
    private Optional<SampleFate> reserve(int room) throws InterruptedException {
        return queue.reservePast(room, historyKeepsUp) ? Optional.empty() : Optional.of(queue.refusal());
    }

    /** Each call may bring again what an earlier one brought. */
    private void mayRepeat(SampleBatch batch) {
        lock.lock();
        try {
            tracks.reconnected(IntStream.range(0, batch.size()).map(batch::signal).boxed().toList());
        } finally {
            lock.unlock();
        }
    }

    private JournalEntry submit(SampleBatch batch, int from, int to, int room, boolean assigned) {
        boolean submitted = false;
        lock.lock();
        try {
            SampleBatch filed = assigned ? tracks.assign(batch, from, to) : part(batch, from, to);
            JournalEntry entry = JournalEntry.past(new JournalRecord.Samples(filed), room, Micros.of(clock.instant()));
            ledger.received(batch, from, filed);
            submitted = true;
            if (!queue.submit(List.of(entry))) {
                ledger.dropped(entry);
            }
            return entry;
        } finally {
            lock.unlock();
            if (!submitted) {
                queue.giveBack(room, true);
            }
        }
    }

    private static SampleBatch part(SampleBatch batch, int from, int to) {
        SampleBatch part = new SampleBatch(to - from);
        for (int i = from; i < to; i++) {
            part.addFrom(batch, i);
        }
        return part;
    }
}
