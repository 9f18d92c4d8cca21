package org.factfloor.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.factfloor.history.History;
import org.factfloor.history.HourCounts;
import org.factfloor.plant.Label;
import org.factfloor.plant.SampleBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the journal to history on one thread of its own, some time's worth in a transaction, and lets go of journal
 * files that history has, and has counted in its ledger, for good. What history does not take stays in the journal and is
 * tried again.
 */
final class Applier implements JournalTaker {

    private static final Logger log = LoggerFactory.getLogger(Applier.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** So long what waits is applied when it is to stop. */
    private static final Duration CATCH_UP = Duration.ofSeconds(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    /** Words on life alone move history's cursor after so many bytes. */
    private static final long CURSOR_STEP = 1 << 20;
    /** Samples of the past wait while history is further behind, in bytes. */
    private static final long BEHIND = 16 << 20;
    /** A sample takes about so many bytes in the journal. */
    private static final long SAMPLE_BYTES = 16;
    /** History's ledger is told after so much time, or of so many counts, at the latest. */
    private static final Duration PAGE_INTERVAL = Duration.ofSeconds(30);
    private static final int PAGE_ROWS = 200_000;
    private static final History.Applied NOTHING = new History.Applied(0, 0, 0, 0);

    private final Journal journal;
    private final History history;
    private final IntakeSettings settings;
    private final Ledger ledger;
    private final Thread thread = Thread.ofPlatform().name("history-applier").daemon().unstarted(this::run);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private long applied;
    private long lastApply = System.nanoTime();
    private long lastPage = System.nanoTime();
    /** Up to where history's ledger was before its last page: the journal from there on is kept. */
    private long pageBefore;
    private int hurried;
    private boolean stopping;
    /** {@link System#nanoTime} from which on nothing more is begun, once stopping. */
    private long stopAt;
    private volatile @Nullable Label fault;
    private final List<AppliedListener> listeners = new CopyOnWriteArrayList<>();
    /** Held while history and the ledger change: what is read in between does not fit together. */
    private final ReentrantLock changing = new ReentrantLock();
    /** What is open as far as history has the journal; used by the thread only. */
    private OpenConnections open;

    Applier(Journal journal, History history, IntakeSettings settings, Ledger ledger) {
        this.journal = journal;
        this.history = history;
        this.settings = settings;
        this.ledger = ledger;
        // Those a crash left open stay so until the word that closes them is applied.
        this.open = journal.openConnections();
    }

    /** Has a listener told from the next transaction on. */
    @Override
    public AutoCloseable listen(AppliedListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public long known() {
        return history.cursor();
    }

    @Override
    public long counted() {
        return history.ledgerCursor();
    }

    @Override
    public SampleBatch latest(List<Integer> signals) {
        return history.latest(signals);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Why history does not take samples at present. */
    @Override
    public Optional<Label> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public boolean keepsUp() {
        lock.lock();
        try {
            return journal.end() - applied < BEHIND;
        } finally {
            lock.unlock();
        }
    }

    /** A history that is behind never stops live samples; the floor of the disk does. */
    @Override
    public Optional<Label> full() {
        return Optional.empty();
    }

    @Override
    public List<JournalRecord> notes(List<JournalRecord> counted) {
        return counted;
    }

    @Override
    public HourCounts hours(List<Integer> signals, long from, long to) {
        HourCounts underWay = new HourCounts();
        HourCounts counts = history.balance(signals, from, to, beginning -> {
            changing.lock();
            try {
                beginning.run();
                underWay.clear();
                ledger.addTo(underWay, signals, from, to);
            } finally {
                changing.unlock();
            }
        });
        counts.add(underWay);
        return counts;
    }

    @Override
    public boolean awaitApplied(long position, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            hurried++;
            work.signal();
            long left = nanos;
            while (applied < position) {
                if (left <= 0) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } finally {
            hurried--;
            lock.unlock();
        }
    }

    private void run() {
        Duration pause = settings.retryDelay();
        boolean more = true;
        while (more) {
            OpenConnections following = open.copy();
            HourCounts counts = new HourCounts();
            try (JournalReader reader = journal.read(history.cursor(), following, counts)) {
                applyAll(reader, following, counts);
                more = false;
            } catch (InterruptedException e) {
                log.warn("the thread that applies to history was interrupted and ends");
                more = false;
            } catch (IOException | RuntimeException | Error e) {
                if (fault == null) {
                    pause = settings.retryDelay();
                    log.error("history does not take samples; they stay in the journal and are tried again", e);
                }
                fault = new Label("History does not take samples (" + e.getMessage()
                        + "); they stay in the journal and are applied once it does.",
                        "历史库暂时无法写入采样（" + e.getMessage() + "）；采样保留在日志中，恢复后自动写入。");
                more = pauseOrStop(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void applyAll(JournalReader reader, OpenConnections following, HourCounts counts)
            throws IOException, InterruptedException {
        reached(reader.position());
        SampleBatch batch = new SampleBatch(4_096);
        while (awaitWork(reader.position())) {
            reader.read(batch, settings.applyRows());
            boolean changedPast = apply(batch, counts, reader.position());
            open = following.copy();
            tell(batch, changedPast);
            reached(reader.position());
            batch.clear();
            counts.clear();
        }
        if (ledger.pageRows() > 0) {
            apply(new HourCounts(), batch, reader.position(), true);
        }
    }

    /** Waits until there is something to read and it is time; false when it is to stop. */
    private boolean awaitWork(long position) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long waiting = journal.end() - position;
                if (stopping && (waiting == 0 || stopAt - System.nanoTime() <= 0)) {
                    return false;
                }
                long wait = TimeUnit.SECONDS.toNanos(1);
                if (waiting > 0) {
                    boolean now = stopping || hurried > 0 || waiting >= settings.applyRows() * SAMPLE_BYTES;
                    wait = now ? 0 : lastApply + settings.applyInterval().toNanos() - System.nanoTime();
                }
                if (wait <= 0) {
                    return true;
                }
                work.awaitNanos(wait);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Applies and says whether something known before has changed. */
    private boolean apply(SampleBatch batch, HourCounts counts, long position) {
        lastApply = System.nanoTime();
        History.Applied became = NOTHING;
        boolean pageIsDue = lastApply - lastPage >= PAGE_INTERVAL.toNanos() || ledger.pageRows() >= PAGE_ROWS
                || position - history.ledgerCursor() >= settings.segmentBytes();
        if (!batch.isEmpty() || !counts.isEmpty() || pageIsDue && ledger.pageRows() > 0
                || position - history.cursor() >= CURSOR_STEP) {
            became = apply(Ledger.ofJournal(batch, counts), batch, position, pageIsDue);
            release(pageBefore);
        }
        fault = null;
        return became.late() + became.superseded() > 0;
    }

    private History.Applied apply(HourCounts piece, SampleBatch batch, long position, boolean withPage) {
        changing.lock();
        try {
            long covered = history.ledgerCursor();
            History.Applied became = history.apply(batch, position,
                    withPage ? Optional.of(ledger.pageWith(piece)) : Optional.empty());
            ledger.applied(piece, became, withPage);
            if (withPage) {
                lastPage = lastApply;
                // A disk that lied about its last syncs may give back a history as it was some transactions ago.
                pageBefore = covered;
            }
            return became;
        } finally {
            changing.unlock();
        }
    }

    private void tell(SampleBatch batch, boolean changedPast) {
        Map<String, Long> proofs = listeners.isEmpty() ? Map.of() : open.lastProofs();
        for (AppliedListener listener : listeners) {
            listener.applied(batch, changedPast, proofs);
        }
    }

    private void reached(long position) {
        lock.lock();
        try {
            applied = position;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void release(long cursor) {
        try {
            journal.release(cursor);
        } catch (IOException e) {
            log.warn("a journal file that history has cannot be deleted; it is tried again", e);
        }
    }

    private boolean pauseOrStop(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (left > 0 && !stopping) {
                left = work.awaitNanos(left);
            }
            return !stopping;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Applies what is durable, as far as history takes it in a short time, and ends. The rest is for the next start. */
    @Override
    public void stop() {
        lock.lock();
        try {
            stopping = true;
            stopAt = System.nanoTime() + CATCH_UP.toNanos();
            work.signalAll();
        } finally {
            lock.unlock();
        }
        if (!ThreadEnd.await(thread, STOP_PATIENCE)) {
            log.error("history has not answered for {} s; the rest of the journal is applied at the next start",
                    STOP_PATIENCE.toSeconds());
        }
    }
}
