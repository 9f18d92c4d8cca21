package org.factfloor.intake;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.factfloor.history.HourCounts;
import org.factfloor.plant.SampleBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns what was filed before, from history and at a start from the journal: for the board, and to know where signals stand. */
final class Recall {

    private static final Logger log = LoggerFactory.getLogger(Recall.class);
    private static final int AT_ONCE = 4_096;

    private final Journal journal;
    private final JournalTaker taker;
    private final LiveBoard board;
    private final Ledger ledger;
    /** Orders what is filed with what is submitted. */
    private final ReentrantLock lock;
    private final SignalTracks tracks;

    Recall(Journal journal, JournalTaker taker, LiveBoard board, Ledger ledger, ReentrantLock lock,
            SignalTracks tracks) {
        this.journal = journal;
        this.taker = taker;
        this.board = board;
        this.ledger = ledger;
        this.lock = lock;
        this.tracks = tracks;
    }

    /** The newest sample history has of each of these signals. */
    void newest(List<Integer> signals) {
        SampleBatch newest = signals.isEmpty() ? new SampleBatch() : taker.latest(signals);
        lock.lock();
        try {
            tracks.know(newest);
        } finally {
            lock.unlock();
        }
        board.restore(newest);
    }

    /** A signal's newest sample has to be known before its silence can be placed after it. */
    void unknown(List<Integer> signals) {
        List<Integer> unknown;
        lock.lock();
        try {
            unknown = tracks.unknown(signals);
        } finally {
            lock.unlock();
        }
        try {
            newest(unknown);
        } catch (RuntimeException e) {
            log.warn("history does not tell the newest samples of {} signals", unknown.size(), e);
        }
    }

    /** What the journal has and nobody has taken, or taken without writing down the counts of it. At the start. */
    void journal() throws IOException {
        recount();
        SampleBatch batch = new SampleBatch();
        HourCounts counts = new HourCounts();
        try (JournalReader reader = journal.read(taker.known(), new OpenConnections(), counts)) {
            boolean more = true;
            while (more) {
                more = reader.read(batch, AT_ONCE);
                tracks.know(batch);
                board.restore(batch);
                ledger.recovered(batch, counts);
                batch.clear();
                counts.clear();
            }
        }
    }

    private void recount() throws IOException {
        SampleBatch batch = new SampleBatch();
        HourCounts counts = new HourCounts();
        try (JournalReader reader = journal.read(taker.counted(), new OpenConnections(), counts)) {
            boolean more = true;
            while (more) {
                more = reader.read(batch, AT_ONCE, taker.known());
                ledger.recounted(batch, counts);
                batch.clear();
                counts.clear();
            }
        }
    }
}
