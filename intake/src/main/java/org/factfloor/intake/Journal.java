package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.factfloor.history.HourCounts;
import org.factfloor.intake.JournalFiles.JournalFile;
import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only sequence of {@linkplain JournalRecord records} in files of bounded size. A position is a byte offset over
 * all files that were ever written; positions never come back. What {@link #append} returned for is durable: it survives
 * a kill and a power cut, as far as the disk keeps its word.
 *
 * <p>Each file begins with the connections open at that point, so that the last file alone tells what a crash left open.
 * A file counts from when that beginning is durable, and before it nothing else is written to it.
 *
 * <p>One thread appends; readers and {@link #release} are safe beside it.
 */
final class Journal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final JournalFiles files;
    private final long segmentBytes;
    private final RecordWriter writer = new RecordWriter();
    private final OpenConnections open = new OpenConnections();

    private final ReentrantLock lock = new ReentrantLock();
    /** Where each file starts. */
    private final TreeSet<Long> segments = new TreeSet<>();
    private final List<Damage> damages = new ArrayList<>();
    /** How many want every file to stay. */
    private int holds;

    private volatile long end;
    /** The file appended to; null before the first and after a failed write. */
    private @Nullable JournalFile current;
    private long currentStart;

    /**
     * A stretch that cannot be read.
     *
     * @param bytes its length
     */
    record Damage(String file, long position, long bytes) {

        @Override
        public String toString() {
            return "journal file " + file + " is damaged at position " + position + ": " + bytes
                    + " bytes cannot be read; check the disk";
        }

        /** What to tell people. */
        Label told() {
            return new Label(toString(),
                    "日志文件 " + file + " 在位置 " + position + " 处损坏，有 " + bytes + " 字节无法读取；请检查磁盘");
        }
    }

    private Journal(JournalFiles files, long segmentBytes) {
        this.files = files;
        this.segmentBytes = segmentBytes;
    }

    /**
     * Opens the journal of a folder and cuts what a crash left half-written at its end. A damaged file stays, and another
     * one is begun.
     *
     * @param segmentBytes a file is closed when it has grown to this size
     * @param atLeast new records get positions from here on, even if the journal ends earlier
     */
    static Journal open(JournalFiles files, long segmentBytes, long atLeast) throws IOException {
        Journal journal = new Journal(files, segmentBytes);
        try {
            journal.recover(atLeast);
        } catch (IOException | RuntimeException e) {
            journal.abandon();
            throw e;
        }
        return journal;
    }

    /** The journal of a folder to be read only; nothing in the folder changes, and nothing may be appended. */
    static Journal look(JournalFiles files) throws IOException {
        Journal journal = new Journal(files, Long.MAX_VALUE);
        for (String name : files.names()) {
            SegmentFile.start(name).ifPresent(journal.segments::add);
        }
        boolean counts = false;
        while (!counts && !journal.segments.isEmpty()) {
            long start = journal.segments.last();
            try (JournalFile file = files.open(SegmentFile.name(start))) {
                SegmentRemains remains = SegmentRemains.of(new SegmentFile(file, start), start, journal.open);
                remains.damages().forEach(journal::damaged);
                journal.end = remains.end();
                counts = remains.counts();
            }
            if (!counts) {
                journal.segments.removeLast();
            }
        }
        return journal;
    }

    private void recover(long atLeast) throws IOException {
        for (String name : files.names()) {
            SegmentFile.start(name).ifPresent(segments::add);
        }
        end = atLeast;
        while (!segments.isEmpty() && !recoverLast()) {
            String unfinished = SegmentFile.name(segments.removeLast());
            log.warn("{}/{}: no whole beginning, as a crash leaves it; the file is removed", files.place(), unfinished);
            files.delete(unfinished);
        }
        if (end < atLeast) {
            // History is ahead: the journal was lost or is older. Its positions must not be given again.
            abandon();
            end = atLeast;
        }
        if (current == null) {
            startSegment();
        }
    }

    /** Takes the last file up again, unless it is damaged; false if it never got as far as to count. */
    private boolean recoverLast() throws IOException {
        long start = segments.last();
        JournalFile file = files.open(SegmentFile.name(start));
        boolean usable = false;
        try {
            SegmentRemains remains = SegmentRemains.of(new SegmentFile(file, start), start, open);
            end = remains.end();
            if (!remains.counts()) {
                return false;
            }
            if (end < start + file.size()) {
                log.warn("{}/{}: {} bytes behind the last whole record at {} are cut", files.place(),
                        SegmentFile.name(start), start + file.size() - end, end);
                file.truncate(end - start);
            }
            // What a killed process wrote may be in memory only; from here on it counts as durable.
            file.force();
            remains.damages().forEach(this::damaged);
            usable = remains.damages().isEmpty();
        } finally {
            if (!usable) {
                file.close();
            }
        }
        if (usable) {
            current = file;
            currentStart = start;
        }
        return true;
    }

    /** Everything before this position is durable. */
    long end() {
        return end;
    }

    /** The connections that are open after the last record; for the thread that appends. */
    OpenConnections openConnections() {
        return open.copy();
    }

    /**
     * Appends records and makes them durable, all or none of them.
     *
     * @return the position behind them
     * @throws IOException if none of them is in the journal; the call may be repeated
     */
    long append(List<JournalRecord> records) throws IOException {
        JournalFile file = current;
        if (file == null || end - currentStart >= segmentBytes) {
            file = startSegment();
        }
        writer.clear();
        for (JournalRecord record : records) {
            writer.add(record, end + writer.size());
        }
        try {
            file.write(writer.bytes(), end - currentStart);
            file.force();
        } catch (IOException | RuntimeException e) {
            // After a failed sync nobody knows which of the bytes are on the disk, so the file is not used again.
            abandon();
            throw e;
        }
        end += writer.size();
        records.forEach(open::accept);
        return end;
    }

    private JournalFile startSegment() throws IOException {
        closeCurrent();
        long start = end;
        String name = SegmentFile.name(start);
        writer.clear();
        writer.add(open.state(), start + SegmentFile.HEADER);
        JournalFile file = files.create(name);
        try {
            file.write(SegmentFile.header(start), 0);
            file.write(writer.bytes(), SegmentFile.HEADER);
            file.force();
            files.syncFolder();
        } catch (IOException | RuntimeException e) {
            try (file) {
                files.delete(name);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        lock.lock();
        try {
            segments.add(start);
        } finally {
            lock.unlock();
        }
        current = file;
        currentStart = start;
        end = start + SegmentFile.HEADER + writer.size();
        return file;
    }

    /** Leaves the present file at its last durable record; the next append starts another. */
    private void abandon() {
        JournalFile file = current;
        current = null;
        if (file != null) {
            try (file) {
                file.truncate(end - currentStart);
                file.force();
            } catch (IOException e) {
                log.debug("{}: left as it is; readers end at {}", SegmentFile.name(currentStart), end, e);
            }
        }
    }

    private void closeCurrent() throws IOException {
        JournalFile file = current;
        current = null;
        if (file != null) {
            file.close();
        }
    }

    /** Deletes files that end at or before the position; the newest always stays, and all do while they are held. */
    void release(long position) throws IOException {
        lock.lock();
        try {
            while (holds == 0 && segments.size() > 1 && endOf(segments.first()) <= position) {
                files.delete(SegmentFile.name(segments.first()));
                segments.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps every file from now on, until the hold is closed. */
    JournalHold hold() {
        lock.lock();
        try {
            holds++;
        } finally {
            lock.unlock();
        }
        return new JournalHold(this, files);
    }

    void letGo() {
        lock.lock();
        try {
            holds--;
        } finally {
            lock.unlock();
        }
    }

    /** All files, up to what is durable now. */
    List<Segment> segments() {
        lock.lock();
        try {
            return segments.stream().map(start -> new Segment(SegmentFile.name(start), start, endOf(start))).toList();
        } finally {
            lock.unlock();
        }
    }

    /** A reader from a position, or from the oldest record kept if that is later; close it when done. */
    JournalReader read(long position) {
        return read(position, new OpenConnections(), new HourCounts());
    }

    /**
     * A reader as {@link #read(long)} gives it, that follows which connections are open and what is counted.
     *
     * @param open the connections that are open at the position; followed by the reader
     * @param counts takes the counts that are read
     */
    JournalReader read(long position, OpenConnections open, HourCounts counts) {
        return new JournalReader(this, files, position, open, counts);
    }

    /**
     * The file that holds a position, or the next one after it.
     *
     * @param end position behind its last record
     */
    record Segment(String name, long start, long end) {}

    Optional<Segment> segmentAt(long position) {
        lock.lock();
        try {
            if (segments.isEmpty()) {
                return Optional.empty();
            }
            Long holding = segments.floor(position);
            long start = holding == null ? segments.first() : holding;
            long behind = endOf(start);
            return behind <= position
                    ? Optional.empty()
                    : Optional.of(new Segment(SegmentFile.name(start), start, behind));
        } finally {
            lock.unlock();
        }
    }

    /** The oldest file; empty while it is the one that is written. */
    Optional<Segment> oldest() {
        lock.lock();
        try {
            long start = segments.first();
            return segments.size() == 1
                    ? Optional.empty()
                    : Optional.of(new Segment(SegmentFile.name(start), start, endOf(start)));
        } finally {
            lock.unlock();
        }
    }

    /** How much of it is kept, in bytes. */
    long bytes() {
        lock.lock();
        try {
            return end - segments.first();
        } finally {
            lock.unlock();
        }
    }

    private long endOf(long start) {
        Long next = segments.higher(start);
        return next == null ? end : next;
    }

    /** Reports damage, once for each position however often it is met. */
    void damaged(Damage damage) {
        lock.lock();
        try {
            if (damages.stream().anyMatch(known -> known.position() == damage.position())) {
                return;
            }
            damages.add(damage);
        } finally {
            lock.unlock();
        }
        log.error("{}/{}", files.place(), damage);
    }

    /** Stretches that could not be read, in the order they were met. */
    List<Damage> damages() {
        lock.lock();
        try {
            return List.copyOf(damages);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        closeCurrent();
    }
}
