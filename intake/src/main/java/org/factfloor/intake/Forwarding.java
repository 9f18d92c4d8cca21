package org.factfloor.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.factfloor.history.HourCounts;
import org.factfloor.intake.JournalRecord.OpenConnection;
import org.factfloor.plant.SampleBatch;

/**
 * Takes over parcels of edge boxes: samples under the times they were filed under there, and words on until when the
 * boxes' connections were alive. What cannot be taken is not counted: the box has it and brings it again.
 */
final class Forwarding {

    private static final Duration WRITING = Duration.ofSeconds(10);

    private final WriteQueue queue;
    private final SampleCutter cutter;
    private final DiskFloor floor;
    private final Ledger ledger;
    private final JournalTaker taker;

    private final SilenceMarks marks;

    /** Orders what is filed with what is submitted; guards the rest. */
    private final ReentrantLock lock;
    private final SignalTracks tracks;
    /** What boxes hold open, as far as entries were submitted. */
    private final OpenConnections open;

    Forwarding(WriteQueue queue, SampleCutter cutter, DiskFloor floor, Ledger ledger, JournalTaker taker,
            SilenceMarks marks, ReentrantLock lock, SignalTracks tracks, OpenConnections open) {
        this.queue = queue;
        this.cutter = cutter;
        this.floor = floor;
        this.ledger = ledger;
        this.taker = taker;
        this.marks = marks;
        this.lock = lock;
        this.tracks = tracks;
        this.open = open;
    }

    /** A connection opens here or on the named box: what any other box held open of it is closed, as of its last proof. */
    void movesTo(String connection, String edge) {
        lock.lock();
        try {
            open.holders(connection).stream().filter(holder -> !holder.equals(edge))
                    .forEach(holder -> close(holder, connection::equals));
        } finally {
            lock.unlock();
        }
    }

    /** Closes what a box holds open, as of the last proof of life it told; the next one counts its reports anew. */
    void abandon(String edge, long now) {
        lock.lock();
        try {
            close(edge, _ -> true);
            word(new JournalRecord.Edge(edge, new JournalRecord.Report(0, new HourCounts())), false, now,
                    new ArrayList<>());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts what a box had to let go; returns when that is durable.
     *
     * @return false if it cannot be written at present
     */
    boolean report(String edge, long number, HourCounts counts, long now) throws InterruptedException {
        List<JournalEntry> entries = new ArrayList<>();
        lock.lock();
        try {
            if (number > open.report(edge)) {
                word(new JournalRecord.Edge(edge, new JournalRecord.Report(number, counts)), false, now, entries);
            }
        } finally {
            lock.unlock();
        }
        // The one that came before may still be on its way.
        return entries.isEmpty() ? queue.awaitOutcomes(WRITING.toNanos()) : queue.awaitOutcome(entries.getFirst());
    }

    /** Until when each connection a box holds open was alive, µs. */
    Map<String, Long> lives(String edge) {
        lock.lock();
        try {
            return open.list(edge).stream()
                    .collect(Collectors.toMap(OpenConnection::connection, OpenConnection::lastProof));
        } finally {
            lock.unlock();
        }
    }

    private void close(String edge, Predicate<String> which) {
        open.list(edge).stream().filter(connection -> which.test(connection.connection()))
                .forEach(connection -> close(edge, connection));
    }

    private void close(String edge, OpenConnection connection) {
        JournalRecord.Edge closed = new JournalRecord.Edge(edge, new JournalRecord.Closed(connection.connection()));
        open.accept(closed);
        marks.closed(connection.signals(), connection.lastProof(), closed);
    }

    /** As {@link Intake#resumed}: what is missing lies between a closing and an opening. */
    List<String> resumed(String edge, List<Delivered> delivered, long now) {
        lock.lock();
        try {
            List<String> missing = new ArrayList<>();
            for (Delivered there : delivered) {
                Optional<OpenConnection> here = open.list(edge).stream()
                        .filter(connection -> connection.connection().equals(there.connection())).findFirst();
                if (here.isEmpty() || here.get().lastProof() < there.until()) {
                    missing.add(there.connection());
                    close(edge, here.orElseGet(() -> neverOpened(there)));
                    word(new JournalRecord.Edge(edge, new JournalRecord.Opened(there.connection(), there.signals(),
                            there.until())), false, now, new ArrayList<>());
                }
            }
            return missing;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing proves here that it was alive but the samples that its signals have; those that have none need no mark. */
    private OpenConnection neverOpened(Delivered there) {
        List<Integer> known = new ArrayList<>(there.signals());
        known.removeAll(tracks.unknown(there.signals()));
        return new OpenConnection(there.connection(), known, SignalTrack.NEVER);
    }

    /**
     * Returns when the records are durable.
     *
     * @param records within the reach of the box
     * @param now our time, µs
     * @return false if samples are not taken at present
     */
    boolean take(String edge, List<JournalRecord> records, boolean past, long now) throws InterruptedException {
        List<JournalEntry> entries = new ArrayList<>();
        boolean taken = true;
        for (int i = 0; taken && i < records.size(); i++) {
            taken = switch (records.get(i)) {
                case JournalRecord.Samples samples -> samples(samples, past, now, entries);
                case JournalRecord word -> word(new JournalRecord.Edge(edge, word), past, now, entries);
            };
        }
        for (JournalEntry entry : entries) {
            taken &= queue.awaitOutcome(entry);
        }
        return taken;
    }

    private boolean samples(JournalRecord.Samples samples, boolean past, long now, List<JournalEntry> entries)
            throws InterruptedException {
        SampleBatch batch = samples.batch();
        int room = cutter.room(batch, 0, batch.size());
        if (floor.isLow() || !(past ? queue.reservePast(room, taker::keepsUp) : queue.reserve(room))) {
            return false;
        }
        boolean submitted = false;
        lock.lock();
        try {
            tracks.know(batch);
            ledger.received(batch, 0, batch);
            JournalEntry entry = past ? JournalEntry.past(samples, room, now) : JournalEntry.live(samples, room, now);
            entries.add(entry);
            submitted = true;
            if (!queue.submit(List.of(entry))) {
                ledger.dropped(entry);
            }
            return true;
        } finally {
            lock.unlock();
            if (!submitted) {
                queue.giveBack(room, past);
            }
        }
    }

    private boolean word(JournalRecord.Edge word, boolean past, long now, List<JournalEntry> entries) {
        lock.lock();
        try {
            if (word.word() instanceof JournalRecord.Opened(String connection, List<Integer> _, long _)) {
                movesTo(connection, word.edge());
            }
            open.accept(word);
            // A word on life must not overtake the samples before it.
            JournalEntry entry = past ? JournalEntry.past(word, 0, now) : JournalEntry.own(word, now);
            entries.add(entry);
            return queue.submit(List.of(entry));
        } finally {
            lock.unlock();
        }
    }
}
