package org.factfloor.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32C;
import org.factfloor.history.HourCounts;
import org.factfloor.intake.JournalRecord.OpenConnection;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;

/**
 * Writes records to bytes; {@link RecordReader} is its inverse. Little endian throughout:
 *
 * <pre>
 * record   mark u32, length u32, checksum u32, payload of that length
 * mark     tells a group's first record from those written together with it
 * checksum CRC-32C of the record's journal position (u64), length and payload
 * payload  kind u8, then by kind:
 *   samples  rows u32, columns signal, time, type, bits, status, revision, then a text for each row of type text
 *   life     count u32, (name, µs i64)…
 *   opened   name, µs i64, count u32, signal i32…
 *   closed   name
 *   state    connections, then where there are edges: count u32, (name of the edge, connections, report i64)…
 *   counts   rows u32, (signal i32, hour i32, fate u8, count i64)…
 *   edge     name of the edge, then the payload of its word
 *   report   number i64, then as counts
 * connections count u32, (name, µs i64, count u32, signal i32…)…
 * column   form u8: 0 each value, 1 one value for all rows, 2 (times only) least value i64 and offsets u32
 * name     text; text = length u32 and UTF-8
 * </pre>
 *
 * Not safe for many threads.
 */
final class RecordWriter {

    static final int HEADER = 12;
    /** Begins a record that is written together with the one before it. Marks let a reader find on after damage. */
    static final int MARK = 0x380E_FF2A;
    /**
     * Begins a record that is written only after all before it is durable. Every byte is another than that of the other
     * mark: a byte of rubbish, as a power cut leaves it, does not make one of the other.
     */
    static final int GROUP_MARK = 0xC7F1_00D5;
    /** What {@link #MARK} was in journals of the first release. */
    static final int EARLIER_MARK = 0xC7F1_00D6;
    /** No record's payload is longer; a length above is damage. */
    static final int LONGEST = 64 << 20;

    static final byte SAMPLES = 1;
    static final byte LIFE = 2;
    static final byte OPENED = 3;
    static final byte CLOSED = 4;
    static final byte STATE = 5;
    static final byte COUNTS = 6;
    static final byte EDGE = 7;
    static final byte REPORT = 8;

    static final byte EACH = 0;
    static final byte ONE = 1;
    static final byte OFFSETS = 2;

    /** More than one row in all columns but text takes. */
    private static final int ROW = 32;
    /** What a row of counts takes. */
    private static final int COUNT = 17;
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private static final int ROOM = 64 << 10;
    private static final int MOST_KEPT = 4 << 20;

    private ByteBuffer out = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);

    /** Forgets everything written, and does not keep the room that long texts took. */
    void clear() {
        if (out.capacity() > MOST_KEPT) {
            out = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
        }
        out.clear();
    }

    int size() {
        return out.position();
    }

    /** Everything written, to be read once and before the next call here. */
    ByteBuffer bytes() {
        return out.duplicate().flip();
    }

    /**
     * Appends a record; the first one since {@link #clear} begins a group.
     *
     * @param position where in the journal it will stand
     */
    void add(JournalRecord record, long position) {
        int start = out.position();
        room(HEADER);
        out.position(start + HEADER);
        payload(record);
        int length = out.position() - start - HEADER;
        if (length > LONGEST) {
            throw new IllegalArgumentException("a journal record of " + length + " bytes");
        }
        out.putInt(start, start == 0 ? GROUP_MARK : MARK);
        out.putInt(start + 4, length);
        out.putInt(start + 8, checksum(position, length, out.duplicate().flip().position(start + HEADER)));
    }

    private void payload(JournalRecord record) {
        room(1);
        switch (record) {
            case JournalRecord.Samples(SampleBatch batch) -> samples(batch);
            case JournalRecord.Life(Map<String, Long> lastProofs) -> {
                out.put(LIFE);
                number(lastProofs.size());
                lastProofs.forEach((connection, at) -> {
                    text(connection);
                    time(at);
                });
            }
            case JournalRecord.Opened(String connection, List<Integer> signals, long at) -> {
                out.put(OPENED);
                connection(connection, signals, at);
            }
            case JournalRecord.Closed(String connection) -> {
                out.put(CLOSED);
                text(connection);
            }
            case JournalRecord.Counts(HourCounts counts) -> {
                out.put(COUNTS);
                counts(counts);
            }
            case JournalRecord.Report(long number, HourCounts counts) -> {
                out.put(REPORT);
                time(number);
                counts(counts);
            }
            case JournalRecord.State(List<OpenConnection> open, Map<String, JournalRecord.OfEdge> edges) -> {
                out.put(STATE);
                connections(open);
                if (!edges.isEmpty()) {
                    number(edges.size());
                    edges.forEach((edge, theirs) -> {
                        text(edge);
                        connections(theirs.open());
                        time(theirs.report());
                    });
                }
            }
            case JournalRecord.Edge(String edge, JournalRecord word) -> {
                out.put(EDGE);
                text(edge);
                payload(word);
            }
        }
    }

    private void connections(List<OpenConnection> open) {
        number(open.size());
        open.forEach(each -> connection(each.connection(), each.signals(), each.lastProof()));
    }

    static int checksum(long position, int length, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(position).putInt(length).flip());
        crc.update(payload);
        return (int) crc.getValue();
    }

    private void samples(SampleBatch batch) {
        int rows = batch.size();
        room(Math.addExact(64, Math.multiplyExact(rows, ROW)));
        out.put(SAMPLES);
        out.putInt(rows);
        ints(rows, batch::signal);
        times(batch);
        types(batch);
        bits(batch);
        ints(rows, batch::status);
        ints(rows, batch::revision);
        for (int i = 0; i < rows; i++) {
            if (batch.type(i) == ValueType.TEXT) {
                text(batch.text(i));
            }
        }
    }

    private void ints(int rows, IntUnaryOperator column) {
        int form = out.position();
        out.put(ONE);
        int first = rows == 0 ? 0 : column.applyAsInt(0);
        out.putInt(first);
        int i = 1;
        while (i < rows && column.applyAsInt(i) == first) {
            i++;
        }
        if (i < rows) {
            out.position(form).put(EACH);
            for (int row = 0; row < rows; row++) {
                out.putInt(column.applyAsInt(row));
            }
        }
    }

    private void times(SampleBatch batch) {
        int rows = batch.size();
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            least = Math.min(least, batch.time(i));
            greatest = Math.max(greatest, batch.time(i));
        }
        if (least >= greatest) {
            out.put(ONE).putLong(least);
        } else if (greatest - least > 0 && greatest - least <= UNSIGNED_INT) {
            out.put(OFFSETS).putLong(least);
            for (int i = 0; i < rows; i++) {
                out.putInt((int) (batch.time(i) - least));
            }
        } else {
            out.put(EACH);
            for (int i = 0; i < rows; i++) {
                out.putLong(batch.time(i));
            }
        }
    }

    private void types(SampleBatch batch) {
        int rows = batch.size();
        byte first = rows == 0 ? 0 : batch.type(0).code();
        boolean one = true;
        for (int i = 1; i < rows && one; i++) {
            one = batch.type(i).code() == first;
        }
        if (one) {
            out.put(ONE).put(first);
            return;
        }
        out.put(EACH);
        for (int i = 0; i < rows; i++) {
            out.put(batch.type(i).code());
        }
    }

    private void bits(SampleBatch batch) {
        int rows = batch.size();
        long first = rows == 0 ? 0 : batch.bits(0);
        boolean one = true;
        for (int i = 1; i < rows && one; i++) {
            one = batch.bits(i) == first;
        }
        if (one) {
            out.put(ONE).putLong(first);
            return;
        }
        out.put(EACH);
        for (int i = 0; i < rows; i++) {
            out.putLong(batch.bits(i));
        }
    }

    private void counts(HourCounts counts) {
        room(Math.addExact(8, Math.multiplyExact(counts.size(), COUNT)));
        out.putInt(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            out.putInt(counts.signal(i)).putInt(counts.hour(i)).put(counts.fate(i).code()).putLong(counts.count(i));
        }
    }

    private void connection(String connection, List<Integer> signals, long at) {
        text(connection);
        time(at);
        number(signals.size());
        signals.forEach(this::number);
    }

    private void number(int value) {
        room(4);
        out.putInt(value);
    }

    private void time(long micros) {
        room(8);
        out.putLong(micros);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        room(bytes.length);
        out.put(bytes);
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            int needed = Math.addExact(out.position(), bytes);
            ByteBuffer grown = ByteBuffer.allocate(Math.max(needed, Math.multiplyExact(out.capacity(), 2)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            out = grown.put(out.flip());
        }
    }
}
