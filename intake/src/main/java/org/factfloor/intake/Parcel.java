package org.factfloor.intake;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.factfloor.plant.SampleBatch;

/**
 * A stretch of an edge box's journal on its way to a server: records as they stand there.
 *
 * <pre>
 * from i64, to i64, past u8, then for each record: length u32, payload; little endian
 * </pre>
 */
public final class Parcel {

    /** A parcel ends with the record that brings it to so many samples … */
    static final int ENOUGH_SAMPLES = 4_096;
    /** … or to so many bytes. */
    static final int ENOUGH_BYTES = 512 << 10;
    /** No parcel is longer, in bytes: a record of the journal has at most 4,096 rows and about a million characters. */
    public static final int LONGEST = 16 << 20;
    private static final int HEADER = 17;
    private static final int MOST_ROWS = 65_536;

    private final long from;
    private final long to;
    private final boolean past;
    private final int samples;
    private final ByteBuffer records;

    private Parcel(long from, long to, boolean past, int samples, ByteBuffer records) {
        this.from = from;
        this.to = to;
        this.past = past;
        this.samples = samples;
        this.records = records;
    }

    /**
     * A parcel of payloads.
     *
     * @param past whether much is waiting behind it, so that the server lets live samples of others go first
     */
    static Parcel of(long from, long to, boolean past, List<ByteBuffer> payloads) {
        int bytes = payloads.stream().mapToInt(payload -> Integer.BYTES + payload.remaining()).sum();
        ByteBuffer records = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int samples = 0;
        for (ByteBuffer payload : payloads) {
            samples += RecordReader.rows(payload);
            records.putInt(payload.remaining()).put(payload.duplicate());
        }
        return new Parcel(from, to, past, samples, records.flip().asReadOnlyBuffer());
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws IllegalArgumentException if it is no parcel
     */
    public static Parcel read(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < HEADER || in.remaining() > LONGEST) {
            throw new IllegalArgumentException("a parcel of " + in.remaining() + " bytes");
        }
        long from = in.getLong();
        long to = in.getLong();
        boolean past = in.get() != 0;
        ByteBuffer records = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        int samples = 0;
        while (in.hasRemaining()) {
            samples = Math.addExact(samples, RecordReader.rows(payload(in)));
        }
        if (samples > MOST_ROWS) {
            throw new IllegalArgumentException("a parcel of " + samples + " samples");
        }
        return new Parcel(from, to, past, samples, records);
    }

    private static ByteBuffer payload(ByteBuffer in) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 1 || length > in.remaining()) {
            throw new IllegalArgumentException("a parcel with a record of " + length + " bytes");
        }
        ByteBuffer payload = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return payload;
    }

    /** Journal position it begins at. */
    public long from() {
        return from;
    }

    /** Journal position behind it. */
    public long to() {
        return to;
    }

    public boolean isPast() {
        return past;
    }

    /** How many samples are in it. */
    public int samples() {
        return samples;
    }

    boolean isEmpty() {
        return !records.hasRemaining();
    }

    /** As it travels. */
    public ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + records.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(from).putLong(to).put((byte) (past ? 1 : 0)).put(records.duplicate()).flip();
    }

    /**
     * Its records in order; samples that follow each other are in one.
     *
     * @throws IllegalArgumentException if one of them cannot be read, or is none that an edge box may send
     */
    List<JournalRecord> records() {
        List<JournalRecord> read = new ArrayList<>();
        ByteBuffer in = records.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        SampleBatch batch = new SampleBatch();
        try {
            while (in.hasRemaining()) {
                ByteBuffer payload = payload(in);
                int rows = RecordReader.rows(payload);
                if (batch.size() > 0 && (rows == 0 || batch.size() + rows > ENOUGH_SAMPLES)) {
                    read.add(new JournalRecord.Samples(batch));
                    batch = new SampleBatch();
                }
                if (!RecordReader.samples(payload, batch)) {
                    read.add(word(RecordReader.read(payload.rewind())));
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a parcel with a record that ends too early", e);
        }
        if (!batch.isEmpty()) {
            read.add(new JournalRecord.Samples(batch));
        }
        return read;
    }

    private static JournalRecord word(JournalRecord record) {
        return switch (record) {
            case JournalRecord.Samples _,JournalRecord.Edge _,JournalRecord.Counts _,JournalRecord.Report _ ->
                throw new IllegalArgumentException(
                        "a parcel with a record that no edge box writes");
            case JournalRecord.Life _,JournalRecord.Opened _,JournalRecord.Closed _,JournalRecord.State _ -> record;
        };
    }

    @Override
    public String toString() {
        return "Parcel[" + from + ", " + to + (past ? ", past" : "") + ", " + samples + " samples]";
    }
}
