package org.factfloor.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a journal on one thread of its own, many records to a sync. Room in its queue is reserved first, then the record
 * is handed over without waiting, so that order can be settled in between. Samples of the past wait until the queue of
 * live ones is nearly empty. A write that fails is repeated until it works; meanwhile there is no room for new samples.
 */
final class JournalWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Journal journal;
    private final IntakeSettings settings;
    private final Supplier<Map<String, Long>> signsOfLife;
    private final Listener listener;
    private final Semaphore room;
    private final Semaphore pastRoom;
    private final Thread thread = new Thread(this::run, "journal-writer");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final ArrayDeque<Entry> live = new ArrayDeque<>();
    private final ArrayDeque<Entry> past = new ArrayDeque<>();
    private int liveSamples;
    private int pastSamples;
    private long oldestSince;
    private long lifeDue = System.nanoTime();
    private Map<String, Long> signs = Map.of();
    private @Nullable Entry lastLive;
    private @Nullable Entry lastPast;
    private boolean stopping;
    private boolean ended;
    private volatile @Nullable String fault;

    /** Told what became of entries, on the writer's thread, in the order of the journal. */
    interface Listener {

        void durable(Entry entry);

        /** The entry will not be written, because the journal is closed and its disk takes nothing. */
        void dropped(Entry entry);
    }

    /** A record on its way. */
    static final class Entry {

        private final JournalRecord record;
        private final int samples;
        private final int reserved;
        private final boolean isPast;
        private final long receivedAt;
        private @Nullable Boolean outcome;

        private Entry(JournalRecord record, int reserved, boolean isPast, long receivedAt) {
            this.record = record;
            this.samples = record instanceof JournalRecord.Samples some ? some.batch().size() : 0;
            this.reserved = reserved;
            this.isPast = isPast;
            this.receivedAt = receivedAt;
        }

        /** Live samples for which room was reserved. */
        static Entry live(JournalRecord.Samples samples, long receivedAt) {
            return new Entry(samples, samples.batch().size(), false, receivedAt);
        }

        /** Samples of the past for which room was reserved. */
        static Entry past(JournalRecord.Samples samples, long receivedAt) {
            return new Entry(samples, samples.batch().size(), true, receivedAt);
        }

        /** A record of our own, which is never refused and needs no room. */
        static Entry own(JournalRecord record, long receivedAt) {
            return new Entry(record, 0, false, receivedAt);
        }

        JournalRecord record() {
            return record;
        }

        int samples() {
            return samples;
        }

        long receivedAt() {
            return receivedAt;
        }
    }

    /**
     * A writer that has not started.
     *
     * @param signsOfLife what is new since the last call; asked once a {@code lifeInterval}
     */
    JournalWriter(Journal journal, IntakeSettings settings, Supplier<Map<String, Long>> signsOfLife,
            Listener listener) {
        this.journal = journal;
        this.settings = settings;
        this.signsOfLife = signsOfLife;
        this.listener = listener;
        this.room = new Semaphore(settings.queueSamples(), true);
        this.pastRoom = new Semaphore(settings.queueSamples() / 4, true);
    }

    void start() {
        thread.start();
    }

    /** At most so many samples fit in one entry. */
    int largestEntry() {
        return Math.min(4_096, settings.queueSamples() / 4);
    }

    /**
     * Waits for room for live samples.
     *
     * @return false if nothing is taken at present
     */
    boolean reserve(int samples) throws InterruptedException {
        while (isTaking()) {
            if (room.tryAcquire(samples, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits for room for samples of the past: until live ones leave at least three quarters of theirs, and the reader of
     * the journal keeps up.
     *
     * @return false if nothing is taken at present
     */
    boolean reservePast(int samples, BooleanSupplier readerKeepsUp) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isTaking()) {
                if (liveSamples <= settings.queueSamples() / 4 && readerKeepsUp.getAsBoolean()
                        && pastRoom.tryAcquire(samples)) {
                    return true;
                }
                awaitProgress();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isTaking() {
        lock.lock();
        try {
            return fault == null && !stopping && !ended;
        } finally {
            lock.unlock();
        }
    }

    /** Hands records over, which stay together in this order. */
    void submit(List<Entry> entries) {
        lock.lock();
        try {
            if (ended) {
                entries.forEach(this::drop);
                return;
            }
            if (live.isEmpty() && past.isEmpty()) {
                oldestSince = System.nanoTime();
                work.signal();
            }
            for (Entry entry : entries) {
                if (entry.isPast) {
                    past.add(entry);
                    lastPast = entry;
                    pastSamples += entry.samples;
                } else {
                    live.add(entry);
                    lastLive = entry;
                    liveSamples += entry.samples;
                }
            }
            if (liveSamples + pastSamples >= settings.commitSamples()) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until an entry is durable.
     *
     * @return false if it was dropped
     */
    boolean awaitDurable(Entry entry) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (entry.outcome == null) {
                awaitProgress();
            }
            return entry.outcome;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything submitted before this call is durable or dropped.
     *
     * @return false if that takes longer than the time given
     */
    boolean awaitSettled(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Entry live = lastLive;
            Entry past = lastPast;
            long left = nanos;
            while (live != null && live.outcome == null || past != null && past.outcome == null) {
                if (left <= 0) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void awaitProgress() throws InterruptedException {
        if (!progress.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
            log.trace("no write within {} ms", LOOK_AGAIN_MILLIS);
        }
    }

    /** Why nothing can be written at present. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                List<Entry> group = nextGroup();
                write(group);
                more = !group.isEmpty() || !isStopping();
            }
        } catch (InterruptedException e) {
            log.warn("the journal's writer was interrupted and ends");
        } catch (RuntimeException | Error e) {
            fault = "The journal's writer failed (" + e + "), so no samples are taken; restart Factfloor.";
            log.error("the journal's writer failed", e);
        } finally {
            end();
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a group that is due; an empty one when it is time to look at signs of life, or to stop. */
    private List<Entry> nextGroup() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopping && liveSamples + pastSamples < settings.commitSamples()) {
                long now = System.nanoTime();
                long wait = lifeDue - now;
                if (!live.isEmpty() || !past.isEmpty()) {
                    wait = Math.min(wait, oldestSince + settings.commitDelay().toNanos() - now);
                }
                if (wait <= 0) {
                    break;
                }
                if (work.awaitNanos(wait) <= 0) {
                    break;
                }
            }
            oldestSince = System.nanoTime();
            if (oldestSince - lifeDue >= 0) {
                // Asked before the queue is taken: samples delivered before a sign of life are never behind it.
                signs = signsOfLife.get();
                lifeDue = oldestSince + settings.lifeInterval().toNanos();
            }
            List<Entry> group = new ArrayList<>(live);
            live.clear();
            liveSamples = 0;
            int share = settings.commitSamples();
            while (!past.isEmpty() && share > 0) {
                Entry entry = past.remove();
                share -= entry.samples;
                pastSamples -= entry.samples;
                group.add(entry);
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Entry> group) throws InterruptedException {
        List<JournalRecord> records = new ArrayList<>(group.size() + 1);
        group.forEach(entry -> records.add(entry.record));
        if (!signs.isEmpty()) {
            records.add(new JournalRecord.Life(signs));
            signs = Map.of();
        }
        boolean written = records.isEmpty() || append(records);
        settle(group, written);
    }

    /** Appends until it works; false when it does not and the writer is to stop. */
    private boolean append(List<JournalRecord> records) throws InterruptedException {
        Duration pause = settings.retryDelay();
        while (true) {
            try {
                journal.append(records);
                if (fault != null) {
                    log.info("the journal can be written again");
                    fault = null;
                }
                return true;
            } catch (IOException e) {
                if (fault == null) {
                    log.error("the journal cannot be written; it is tried again until it works", e);
                }
                fault = "The journal cannot be written (" + e.getMessage()
                        + "), so new samples are refused; check the disk of the data folder.";
                if (!pauseOrStop(pause)) {
                    return false;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Lets time pass; false as soon as the writer is to stop. */
    private boolean pauseOrStop(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = pause.toNanos();
            while (left > 0 && !stopping) {
                left = work.awaitNanos(left);
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private void settle(Collection<Entry> group, boolean written) {
        for (Entry entry : group) {
            if (written) {
                listener.durable(entry);
            } else {
                listener.dropped(entry);
            }
        }
        lock.lock();
        try {
            for (Entry entry : group) {
                entry.outcome = written;
                (entry.isPast ? pastRoom : room).release(entry.reserved);
            }
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drop(Entry entry) {
        listener.dropped(entry);
        entry.outcome = false;
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            live.forEach(this::drop);
            past.forEach(this::drop);
            live.clear();
            past.clear();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was handed over and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
