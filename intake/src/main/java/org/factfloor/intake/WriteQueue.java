package org.factfloor.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.factfloor.history.SampleFate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the journal, bounded by samples and the length of their texts. Room is reserved first, then the record is
 * submitted without waiting, so that order can be settled in between. Samples of the past get room only while the live ones
 * leave most of theirs. One thread takes; the rest is safe for many threads.
 */
final class WriteQueue {

    private static final Logger log = LoggerFactory.getLogger(WriteQueue.class);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final IntakeSettings settings;
    private final Semaphore room;
    private final Semaphore pastRoom;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final ArrayDeque<JournalEntry> live = new ArrayDeque<>();
    private final ArrayDeque<JournalEntry> past = new ArrayDeque<>();
    private int liveSamples;
    private int pastSamples;
    private long oldestSince;
    private @Nullable JournalEntry lastLive;
    private @Nullable JournalEntry lastPast;
    private boolean refusing;
    private boolean stopping;
    private boolean ended;

    WriteQueue(IntakeSettings settings) {
        this.settings = settings;
        this.room = new Semaphore(settings.queueSamples(), true);
        this.pastRoom = new Semaphore(mostRoom(), true);
    }

    /** At most so many samples fit in one entry. */
    int largestEntry() {
        return Math.min(4_096, mostRoom());
    }

    /** No more room than this is given at once. */
    int mostRoom() {
        return settings.queueSamples() / 4;
    }

    /**
     * Waits for room for live samples.
     *
     * @param size in samples; texts count by their length
     * @return false if none is given at present
     */
    boolean reserve(int size) throws InterruptedException {
        while (isGivingRoom()) {
            if (room.tryAcquire(size, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits for room for samples of the past: until live ones leave at least three quarters of theirs, and the reader of
     * the journal keeps up.
     *
     * @param size in samples; texts count by their length
     * @return false if none is given at present
     */
    boolean reservePast(int size, BooleanSupplier readerKeepsUp) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isGivingRoom()) {
                if (liveSamples <= settings.queueSamples() / 4 && readerKeepsUp.getAsBoolean()
                        && pastRoom.tryAcquire(size)) {
                    return true;
                }
                awaitProgress();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes room back that was given and is not needed. */
    void giveBack(int size, boolean past) {
        (past ? pastRoom : room).release(size);
    }

    private boolean isGivingRoom() {
        lock.lock();
        try {
            return !refusing && !stopping && !ended;
        } finally {
            lock.unlock();
        }
    }

    /** Why no room was given last. */
    SampleFate refusal() {
        lock.lock();
        try {
            return stopping || ended ? SampleFate.STOPPING : SampleFate.JOURNAL_FAULT;
        } finally {
            lock.unlock();
        }
    }

    /** While true, no room is given; what is in the queue stays. */
    void refuse(boolean refuses) {
        lock.lock();
        try {
            refusing = refuses;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes entries in, which stay together in this order.
     *
     * @return false if nobody takes from the queue any more
     */
    boolean submit(List<JournalEntry> entries) {
        lock.lock();
        try {
            if (ended) {
                entries.forEach(entry -> entry.outcome(false));
                return false;
            }
            if (live.isEmpty() && past.isEmpty()) {
                oldestSince = System.nanoTime();
                work.signal();
            }
            entries.forEach(this::add);
            if (liveSamples + pastSamples >= settings.commitSamples()) {
                work.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(JournalEntry entry) {
        if (entry.isPast()) {
            past.add(entry);
            pastSamples += entry.samples();
            lastPast = entry;
        } else {
            live.add(entry);
            liveSamples += entry.samples();
            lastLive = entry;
        }
    }

    /**
     * Waits until it is known what became of an entry.
     *
     * @return whether it was written
     */
    boolean awaitOutcome(JournalEntry entry) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Boolean outcome = entry.outcome();
            while (outcome == null) {
                awaitProgress();
                outcome = entry.outcome();
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it is known what became of everything submitted before this call.
     *
     * @return false if that takes longer than the time given
     */
    boolean awaitOutcomes(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            JournalEntry liveOne = lastLive;
            JournalEntry pastOne = lastPast;
            long left = nanos;
            while (isOnItsWay(liveOne) || isOnItsWay(pastOne)) {
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

    private static boolean isOnItsWay(@Nullable JournalEntry entry) {
        return entry != null && entry.outcome() == null;
    }

    private void awaitProgress() throws InterruptedException {
        // Woken by progress; a look now and then costs nothing and needs no proof that every wake-up is sent.
        if (!progress.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
            log.trace("nothing written within {} ms", LOOK_AGAIN_MILLIS);
        }
    }

    /**
     * Waits until enough entries are there, one has waited long enough, or the queue is to stop.
     *
     * @param until returns at this {@link System#nanoTime} at the latest
     */
    void awaitDue(long until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopping && liveSamples + pastSamples < settings.commitSamples()) {
                long now = System.nanoTime();
                long wait = until - now;
                if (!live.isEmpty() || !past.isEmpty()) {
                    wait = Math.min(wait, oldestSince + settings.commitDelay().toNanos() - now);
                }
                if (wait <= 0 || work.awaitNanos(wait) <= 0) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes all live entries and a share of those of the past. */
    List<JournalEntry> take() {
        lock.lock();
        try {
            List<JournalEntry> group = new ArrayList<>(live);
            live.clear();
            liveSamples = 0;
            int share = settings.commitSamples();
            while (!past.isEmpty() && share > 0) {
                JournalEntry entry = past.remove();
                share -= entry.samples();
                pastSamples -= entry.samples();
                group.add(entry);
            }
            oldestSince = System.nanoTime();
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Tells what became of entries that were taken, and gives their room to others. */
    void settle(List<JournalEntry> group, boolean written) {
        lock.lock();
        try {
            for (JournalEntry entry : group) {
                entry.outcome(written);
                (entry.isPast() ? pastRoom : room).release(entry.reserved());
            }
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives no more room; what is in the queue can still be taken. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            work.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass; false as soon as the queue is to stop. */
    boolean pause(Duration pause) throws InterruptedException {
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

    /** Nobody takes any more; returns what was left. */
    List<JournalEntry> end() {
        lock.lock();
        try {
            ended = true;
            List<JournalEntry> left = new ArrayList<>(live);
            left.addAll(past);
            live.clear();
            past.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }
}
