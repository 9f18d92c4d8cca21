package org.factfloor.intake;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.intake.JournalRecord.OpenConnection;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;

/** Reads the payloads that {@link RecordWriter} wrote. */
final class RecordReader {

    private RecordReader() {}

    /**
     * The record of a payload whose checksum is right.
     *
     * @param payload its remaining bytes
     * @throws IllegalArgumentException if this version does not understand it
     */
    static JournalRecord read(ByteBuffer payload) {
        payload.order(ByteOrder.LITTLE_ENDIAN);
        try {
            byte kind = payload.get();
            return switch (kind) {
                case RecordWriter.SAMPLES -> {
                    payload.position(payload.position() - 1);
                    SampleBatch batch = new SampleBatch();
                    samples(payload, batch);
                    yield new JournalRecord.Samples(batch);
                }
                case RecordWriter.LIFE -> life(payload);
                case RecordWriter.OPENED -> {
                    OpenConnection opened = connection(payload);
                    yield new JournalRecord.Opened(opened.connection(), opened.signals(), opened.lastProof());
                }
                case RecordWriter.CLOSED -> new JournalRecord.Closed(text(payload));
                case RecordWriter.STATE -> state(payload);
                case RecordWriter.COUNTS -> new JournalRecord.Counts(counts(payload));
                case RecordWriter.EDGE -> new JournalRecord.Edge(text(payload), read(payload));
                case RecordWriter.REPORT -> new JournalRecord.Report(payload.getLong(), counts(payload));
                default -> throw new IllegalArgumentException("a journal record of unknown kind " + kind);
            };
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a journal record that ends too early", e);
        }
    }

    /**
     * Appends a payload's samples to a batch.
     *
     * @return false if the payload is of another kind
     */
    static boolean samples(ByteBuffer payload, SampleBatch into) {
        payload.order(ByteOrder.LITTLE_ENDIAN);
        if (payload.get() != RecordWriter.SAMPLES) {
            return false;
        }
        int rows = payload.getInt();
        Column signals = new Column(payload, rows, 4);
        Column times = new Column(payload, rows, 8);
        Column types = new Column(payload, rows, 1);
        Column bits = new Column(payload, rows, 8);
        Column statuses = new Column(payload, rows, 4);
        Column revisions = new Column(payload, rows, 4);
        for (int i = 0; i < rows; i++) {
            ValueType type = ValueType.of(types.byteAt(i));
            into.add(signals.intAt(i), times.longAt(i), type, bits.longAt(i),
                    type == ValueType.TEXT ? text(payload) : null, statuses.intAt(i), revisions.intAt(i));
        }
        return true;
    }

    /**
     * How many samples a payload holds; reads no more of it than that, and leaves its position.
     *
     * @throws IllegalArgumentException if that is less than none
     */
    static int rows(ByteBuffer payload) {
        int at = payload.position();
        if (payload.get(at) != RecordWriter.SAMPLES) {
            return 0;
        }
        int rows = payload.remaining() < 5 ? -1 : payload.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(at + 1);
        if (rows < 0) {
            throw new IllegalArgumentException("a journal record of " + rows + " samples");
        }
        return rows;
    }

    private static JournalRecord life(ByteBuffer payload) {
        int count = payload.getInt();
        Map<String, Long> lastProofs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            lastProofs.put(text(payload), payload.getLong());
        }
        return new JournalRecord.Life(lastProofs);
    }

    private static JournalRecord state(ByteBuffer payload) {
        List<OpenConnection> open = connections(payload);
        Map<String, JournalRecord.OfEdge> edges = new LinkedHashMap<>();
        int count = payload.hasRemaining() ? payload.getInt() : 0;
        for (int i = 0; i < count; i++) {
            edges.put(text(payload), new JournalRecord.OfEdge(connections(payload), payload.getLong()));
        }
        return new JournalRecord.State(open, edges);
    }

    private static List<OpenConnection> connections(ByteBuffer payload) {
        int count = payload.getInt();
        List<OpenConnection> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            open.add(connection(payload));
        }
        return open;
    }

    private static HourCounts counts(ByteBuffer payload) {
        int rows = payload.getInt();
        HourCounts counts = new HourCounts();
        for (int i = 0; i < rows; i++) {
            counts.add(payload.getInt(), payload.getInt(), SampleFate.of(payload.get()), payload.getLong());
        }
        return counts;
    }

    private static OpenConnection connection(ByteBuffer payload) {
        String connection = text(payload);
        long at = payload.getLong();
        int count = payload.getInt();
        List<Integer> signals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            signals.add(payload.getInt());
        }
        return new OpenConnection(connection, List.copyOf(signals), at);
    }

    private static String text(ByteBuffer payload) {
        int length = payload.getInt();
        if (length < 0 || length > payload.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        payload.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Where a column's values lie in the payload, whichever form it is in. */
    private static final class Column {

        private final ByteBuffer payload;
        private final byte form;
        private final int start;

        /** Leaves the payload behind the column. */
        Column(ByteBuffer payload, int rows, int width) {
            this.payload = payload;
            this.form = payload.get();
            this.start = payload.position();
            int length = switch (form) {
                case RecordWriter.EACH -> rows * width;
                case RecordWriter.ONE -> width;
                case RecordWriter.OFFSETS -> 8 + rows * 4;
                default -> throw new IllegalArgumentException("a journal column of unknown form " + form);
            };
            payload.position(start + length);
        }

        byte byteAt(int i) {
            return payload.get(form == RecordWriter.ONE ? start : start + i);
        }

        int intAt(int i) {
            return payload.getInt(form == RecordWriter.ONE ? start : start + 4 * i);
        }

        long longAt(int i) {
            return switch (form) {
                case RecordWriter.EACH -> payload.getLong(start + 8 * i);
                case RecordWriter.ONE -> payload.getLong(start);
                default -> payload.getLong(start) + Integer.toUnsignedLong(payload.getInt(start + 8 + 4 * i));
            };
        }
    }
}
