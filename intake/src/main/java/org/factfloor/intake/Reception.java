package org.factfloor.intake;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.factfloor.history.SampleFate;
import org.factfloor.intake.JournalRecord.OpenConnection;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what this box's own connections deliver, and writes down their silence. Safe for many threads. */
final class Reception {

    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private final WriteQueue queue;
    private final SampleCutter cutter;
    private final DiskFloor floor;
    private final Ledger ledger;
    private final JournalTaker taker;
    private final JournalWriter writer;
    private final SilenceMarks marks;
    private final LifeSigns life;
    private final InstantSource clock;

    /** Orders what is filed with what is submitted; guards the rest. */
    private final ReentrantLock lock;
    private final SignalTracks tracks;
    private final Map<String, List<Integer>> open = new HashMap<>();

    Reception(WriteQueue queue, SampleCutter cutter, DiskFloor floor, Ledger ledger, JournalTaker taker,
            JournalWriter writer, SilenceMarks marks, LifeSigns life, InstantSource clock, ReentrantLock lock,
            SignalTracks tracks) {
        this.queue = queue;
        this.cutter = cutter;
        this.floor = floor;
        this.ledger = ledger;
        this.taker = taker;
        this.writer = writer;
        this.marks = marks;
        this.life = life;
        this.clock = clock;
        this.lock = lock;
        this.tracks = tracks;
    }

    /** Closes what was open when the last run ended. */
    void recover(List<OpenConnection> left) {
        for (OpenConnection connection : left) {
            log.warn("{}: was connected when the last run ended; silent since {}", connection.connection(),
                    Micros.toInstant(connection.lastProof()));
            open.put(connection.connection(), connection.signals());
            closed(connection.connection(), connection.lastProof());
        }
    }

    /**
     * A connection stands.
     *
     * @return those of its signals of which nothing is known, and since when
     */
    Map<Integer, Long> opened(String connection, List<Integer> refs, long at) {
        lock.lock();
        try {
            if (open.containsKey(connection)) {
                closed(connection, life.last(connection).orElse(at));
            }
            Map<Integer, Long> silentSince = tracks.silentSince(refs);
            tracks.reconnected(refs);
            open.put(connection, List.copyOf(refs));
            life.opened(connection, at);
            submit(JournalEntry.own(new JournalRecord.Opened(connection, List.copyOf(refs), at), at));
            return silentSince;
        } finally {
            lock.unlock();
        }
    }

    void accept(SampleBatch batch, long receivedAt) throws InterruptedException {
        int from = 0;
        while (from < batch.size()) {
            int to = cutter.end(batch, from);
            if (to == from) {
                refuse(batch, from, from + 1, SampleFate.TEXT_TOO_LONG);
                from++;
            } else {
                accept(batch, from, to, receivedAt);
                from = to;
            }
        }
    }

    private void accept(SampleBatch batch, int from, int to, long receivedAt) throws InterruptedException {
        int room = cutter.room(batch, from, to);
        if (floor.isLow()) {
            refuse(batch, from, to, SampleFate.DISK_FULL);
            return;
        }
        if (taker.full().isPresent()) {
            refuse(batch, from, to, SampleFate.EDGE_FULL);
            return;
        }
        if (!queue.reserve(room)) {
            refuse(batch, from, to, queue.refusal());
            return;
        }
        boolean submitted = false;
        lock.lock();
        try {
            marks.refused(receivedAt);
            SampleBatch filed = tracks.assign(batch, from, to);
            ledger.received(batch, from, filed);
            submitted = true;
            submit(JournalEntry.live(new JournalRecord.Samples(filed), room, receivedAt));
        } finally {
            lock.unlock();
            if (!submitted) {
                queue.giveBack(room, false);
            }
        }
    }

    /** Counts samples that are not taken, and marks that nothing is known of their signals from there on. */
    private void refuse(SampleBatch batch, int from, int to, SampleFate why) {
        ledger.refused(batch, from, to, why);
        lock.lock();
        try {
            tracks.refuse(batch, from, to);
            if (writer.fault().isEmpty()) {
                marks.refused(Micros.of(clock.instant()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void submit(JournalEntry entry) {
        if (!queue.submit(List.of(entry))) {
            ledger.dropped(entry);
        }
    }

    void closed(String connection, long lastProofOfLife) {
        lock.lock();
        try {
            List<Integer> signals = open.remove(connection);
            life.closed(connection);
            if (signals != null) {
                marks.closed(signals, lastProofOfLife, new JournalRecord.Closed(connection));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes what is open, as of its last proof of life. */
    void close() {
        lock.lock();
        try {
            List.copyOf(open.keySet()).forEach(connection -> closed(connection, life.last(connection).orElse(0)));
        } finally {
            lock.unlock();
        }
    }
}
