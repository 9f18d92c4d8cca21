package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.factfloor.history.HourCounts;
import org.factfloor.plant.SampleBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's samples in order, up to what is durable, and follows which connections are open there and what is
 * counted. Steps over damage and reports it. For one thread.
 */
final class JournalReader implements AutoCloseable {

    /** More than many rows without texts take. */
    private static final int ENOUGH_BYTES = 8 << 20;

    private final Journal journal;
    private final JournalFiles files;
    private final OpenConnections open;
    private final HourCounts counts;
    private long position;
    private Journal.@Nullable Segment segment;
    private @Nullable SegmentFile file;

    /**
     * A reader that begins at a position.
     *
     * @param open the connections that are open there; followed from here on
     * @param counts takes the counts that are read
     */
    JournalReader(Journal journal, JournalFiles files, long position, OpenConnections open, HourCounts counts) {
        this.journal = journal;
        this.files = files;
        this.open = open;
        this.counts = counts;
        this.position = position;
    }

    /** Everything before this position has been read. */
    long position() {
        return position;
    }

    /**
     * Reads on, and appends samples to the batch. Stops also when it has read some megabytes, since texts are long.
     *
     * @param enough stops when the batch has so many rows; the last record read may bring more
     * @return false if the end was reached first
     */
    boolean read(SampleBatch into, int enough) throws IOException {
        return read(into, enough, Long.MAX_VALUE);
    }

    /**
     * Reads on as {@link #read(SampleBatch, int)} does.
     *
     * @param until nothing that begins at or behind this position
     * @return false if the end or that position was reached first
     */
    boolean read(SampleBatch into, int enough, long until) throws IOException {
        int bytes = 0;
        while (into.size() < enough && bytes < ENOUGH_BYTES) {
            ByteBuffer payload = position < until ? next() : null;
            if (payload == null) {
                return false;
            }
            bytes += payload.remaining();
            if (!RecordReader.samples(payload, into)) {
                JournalRecord record = RecordReader.read(payload.rewind());
                if (record instanceof JournalRecord.Counts(HourCounts read)) {
                    counts.add(read);
                } else if (record instanceof JournalRecord.Edge(String _, JournalRecord.Report(long _, HourCounts read))) {
                    counts.add(read);
                }
                open.accept(record);
            }
        }
        return true;
    }

    /** The payload of the next record, to be read before the next call; null at the end. */
    @Nullable
    ByteBuffer next() throws IOException {
        for (SegmentFile at = segment(); at != null && segment != null; at = segment()) {
            ByteBuffer payload = at.payload(position, segment.end());
            if (payload != null) {
                position += RecordWriter.HEADER + payload.remaining();
                return payload;
            }
            stepOver(at, segment);
        }
        return null;
    }

    /** The file at the position; null at the end. Moves the position to the first record where it is before it. */
    private @Nullable SegmentFile segment() throws IOException {
        Journal.Segment next = journal.segmentAt(position).orElse(null);
        if (next == null) {
            return null;
        }
        if (file == null || segment == null || segment.start() != next.start()) {
            close();
            file = new SegmentFile(files.open(next.name()), next.start());
        }
        segment = next;
        position = Math.max(position, next.start() + SegmentFile.HEADER);
        return file;
    }

    private void stepOver(SegmentFile at, Journal.Segment segment) throws IOException {
        long whole = at.nextWhole(position, segment.end());
        journal.damaged(new Journal.Damage(segment.name(), position, whole - position));
        position = whole;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
