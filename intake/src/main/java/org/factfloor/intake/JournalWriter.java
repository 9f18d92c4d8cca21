package org.factfloor.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is in the queue to the journal on one thread of its own, many records to a sync. A write that fails is
 * repeated until it works; meanwhile the queue gives no room.
 */
final class JournalWriter {

    private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A write that takes longer is a fault. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Journal journal;
    private final WriteQueue queue;
    private final IntakeSettings settings;
    private final Supplier<Map<String, Long>> signsOfLife;
    private final Supplier<List<JournalRecord>> notes;
    private final Listener listener;
    private final Thread thread;
    private long lifeDue = System.nanoTime();
    private volatile @Nullable Label fault;
    /** {@link System#nanoTime} when the write at hand began; null between writes. */
    private volatile @Nullable Long writingSince;

    /** Told what became of entries, on the writer's thread, in the order of the journal. */
    interface Listener {

        void durable(JournalEntry entry);

        /** The entry will not be written, because the journal is closed and its disk takes nothing. */
        void dropped(JournalEntry entry);
    }

    /**
     * A writer that has not started.
     *
     * @param signsOfLife what is new since the last call; asked once a {@code lifeInterval}
     * @param notes what else is to be written; asked for each write, after what it takes from the queue
     */
    JournalWriter(Journal journal, WriteQueue queue, IntakeSettings settings, Supplier<Map<String, Long>> signsOfLife,
            Supplier<List<JournalRecord>> notes, Listener listener) {
        this.journal = journal;
        this.queue = queue;
        this.settings = settings;
        this.signsOfLife = signsOfLife;
        this.notes = notes;
        this.listener = listener;
        // A disk that never comes back must not keep the process from ending.
        this.thread = Thread.ofPlatform().name("journal-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Why nothing can be written at present. */
    Optional<Label> fault() {
        Long since = writingSince;
        long seconds = since == null ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
        if (fault == null && seconds >= WRITE_PATIENCE.toSeconds()) {
            return Optional.of(new Label("The journal's disk has not answered for " + seconds
                    + " s, so samples wait in memory; check the disk of the data folder.",
                    "日志所在磁盘已 " + seconds + " s 无响应，采样暂存于内存；请检查数据文件夹所在磁盘。"));
        }
        return Optional.ofNullable(fault);
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                queue.awaitDue(lifeDue);
                // Asked before the queue is taken: what was delivered before a sign of life is never written behind it.
                Map<String, Long> signs = signsOfLifeIfDue();
                List<JournalEntry> group = queue.take();
                write(group, signs);
                more = !group.isEmpty() || !queue.isStopping();
            }
        } catch (InterruptedException e) {
            log.warn("the journal's writer was interrupted and ends");
        } catch (RuntimeException | Error e) {
            endsBy(e);
            log.error("the journal's writer failed", e);
        } finally {
            List<JournalEntry> left = queue.end();
            try {
                left.forEach(listener::dropped);
            } finally {
                queue.settle(left, false);
            }
        }
    }

    private void endsBy(Throwable e) {
        fault = new Label("The journal's writer failed (" + e + "), so no samples are taken; restart Factfloor.",
                "日志写入程序出错（" + e + "），不再接收采样；请重新启动 Factfloor。");
    }

    private Map<String, Long> signsOfLifeIfDue() {
        long now = System.nanoTime();
        if (now - lifeDue < 0) {
            return Map.of();
        }
        lifeDue = now + settings.lifeInterval().toNanos();
        return signsOfLife.get();
    }

    private void write(List<JournalEntry> group, Map<String, Long> signs) throws InterruptedException {
        boolean written = false;
        try {
            List<JournalRecord> records = new ArrayList<>(group.size() + 2);
            group.forEach(entry -> records.add(entry.record()));
            records.addAll(notes.get());
            if (!signs.isEmpty()) {
                records.add(new JournalRecord.Life(signs));
            }
            written = records.isEmpty() || append(records);
        } catch (RuntimeException | Error e) {
            // Told before those who wait wake up.
            endsBy(e);
            throw e;
        } finally {
            // Whatever happens, somebody may wait to hear what became of these.
            try {
                group.forEach(written ? listener::durable : listener::dropped);
            } finally {
                queue.settle(group, written);
            }
        }
    }

    /** Appends until it works; false when it does not and the writer is to stop. */
    private boolean append(List<JournalRecord> records) throws InterruptedException {
        Duration pause = settings.retryDelay();
        while (true) {
            try {
                writingSince = System.nanoTime();
                try {
                    journal.append(records);
                } finally {
                    writingSince = null;
                }
                works();
                return true;
            } catch (IOException e) {
                fails(e);
                if (!queue.pause(pause)) {
                    return false;
                }
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        }
    }

    private void works() {
        if (fault != null) {
            log.info("the journal can be written again");
            fault = null;
            queue.refuse(false);
        }
    }

    private void fails(IOException e) {
        if (fault == null) {
            log.error("the journal cannot be written; it is tried again until it works", e);
        }
        fault = new Label("The journal cannot be written (" + e.getMessage()
                + "), so new samples are refused; check the disk of the data folder.",
                "日志无法写入（" + e.getMessage() + "），因此拒收新采样；请检查数据文件夹所在磁盘。");
        queue.refuse(true);
    }

    /**
     * Writes what is in the queue and ends.
     *
     * @return false if the disk does not come back, so that the journal is still in use
     */
    boolean stop() {
        queue.stop();
        boolean ended = ThreadEnd.await(thread, STOP_PATIENCE);
        if (!ended) {
            log.error("the journal's disk has not answered for {} s; what it was given last may be lost",
                    STOP_PATIENCE.toSeconds());
        }
        return ended;
    }
}
