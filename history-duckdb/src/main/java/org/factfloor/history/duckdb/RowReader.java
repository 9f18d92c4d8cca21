package org.factfloor.history.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.factfloor.history.Extent;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;

/** Reads rows of the columns of {@link Layout}, chunk by chunk and without an object per row. */
final class RowReader {

    /** Rows of an engine's chunk. */
    private static final int CHUNK = 2_048;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

    private RowReader() {}

    static SampleBatch all(DuckDBConnection connection, String query) throws SQLException {
        SampleBatch rows = new SampleBatch();
        each(connection, query, rows::addFrom);
        return rows;
    }

    /** Takes a chunk of a result, for as long as it says so. */
    @FunctionalInterface
    private interface ChunkSink {

        boolean accept(DuckDBDataChunkReader chunk) throws SQLException;
    }

    /**
     * Runs a query and passes on its chunks.
     *
     * @return whether all were taken
     */
    private static boolean chunks(DuckDBConnection connection, String query, ChunkSink sink) throws SQLException {
        try (DuckDBPreparedStatement statement = new DuckDBPreparedStatement(connection, query);
                DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                if (!sink.accept(result.chunk())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Appends rows to a batch. */
    static void into(DuckDBConnection connection, String query, SampleBatch rows) throws SQLException {
        chunks(connection, query, chunk -> {
            decode(chunk, rows);
            return true;
        });
    }

    static void each(DuckDBConnection connection, String query, RowSink sink) throws SQLException {
        SampleBatch buffer = new SampleBatch(CHUNK);
        chunks(connection, query, chunk -> {
            buffer.clear();
            decode(chunk, buffer);
            for (int i = 0; i < buffer.size(); i++) {
                sink.accept(buffer, i);
            }
            return true;
        });
    }

    /** Reads rows of the columns of {@link Layout#PICTURE}. */
    static void picture(DuckDBConnection connection, String query, Picture picture) throws SQLException {
        chunks(connection, query, chunk -> {
            DuckDBReadableVector times = chunk.vector(0);
            DuckDBReadableVector numbers = chunk.vector(1);
            DuckDBReadableVector unknown = chunk.vector(2);
            long count = chunk.rowCount();
            for (long i = 0; i < count; i++) {
                picture.accept(times.getLong(i), numbers.getDouble(i), unknown.getBoolean(i));
            }
            return true;
        });
    }

    /** Takes a signal and a time. */
    @FunctionalInterface
    interface TimeSink {

        void accept(int signal, long time);
    }

    /** Reads rows of signal and time. */
    static void times(DuckDBConnection connection, String query, TimeSink sink) throws SQLException {
        chunks(connection, query, chunk -> {
            DuckDBReadableVector signals = chunk.vector(0);
            DuckDBReadableVector times = chunk.vector(1);
            long count = chunk.rowCount();
            for (long i = 0; i < count; i++) {
                sink.accept(signals.getInt(i), times.getLong(i));
            }
            return true;
        });
    }

    /** Takes the rows of {@link #inOrder}. */
    @FunctionalInterface
    interface Visitor {

        void accept(int signal, long time, double number, boolean unknown, int status) throws SQLException;
    }

    /**
     * Reads rows of signal, status and the columns of {@link Layout#PICTURE}, for as long as they come by rising signal
     * and time.
     *
     * @return whether all did
     */
    static boolean inOrder(DuckDBConnection connection, String query, Visitor visitor) throws SQLException {
        Sequence sequence = new Sequence();
        return chunks(connection, query, chunk -> {
            DuckDBReadableVector signals = chunk.vector(0);
            DuckDBReadableVector statuses = chunk.vector(1);
            DuckDBReadableVector times = chunk.vector(2);
            DuckDBReadableVector numbers = chunk.vector(3);
            DuckDBReadableVector unknown = chunk.vector(4);
            long count = chunk.rowCount();
            for (long i = 0; i < count; i++) {
                if (!sequence.rises(signals.getInt(i), times.getLong(i))) {
                    return false;
                }
                visitor.accept(signals.getInt(i), times.getLong(i), numbers.getDouble(i), unknown.getBoolean(i),
                        statuses.getInt(i));
            }
            return true;
        });
    }

    /** Watches that rows come by rising signal and time. */
    private static final class Sequence {

        private int signal = Integer.MIN_VALUE;
        private long time = Long.MIN_VALUE;

        boolean rises(int nextSignal, long nextTime) {
            boolean rises = nextSignal > signal || nextSignal == signal && nextTime > time;
            signal = nextSignal;
            time = nextTime;
            return rises;
        }
    }

    /** Takes the rows of {@link #extents}. */
    @FunctionalInterface
    interface ExtentSink {

        void accept(int file, Extent extent);
    }

    /** Reads tallies: the place of their file among those that are read, and the columns of {@link Layout#EXTENT}. */
    static void extents(DuckDBConnection connection, String query, ExtentSink sink) throws SQLException {
        chunks(connection, query, chunk -> {
            DuckDBReadableVector[] columns = new DuckDBReadableVector[10];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = chunk.vector(i);
            }
            long count = chunk.rowCount();
            for (long i = 0; i < count; i++) {
                boolean isHeldUnknown = columns[9].getBoolean(i);
                sink.accept(columns[0].getInt(i),
                        new Extent(columns[1].getLong(i), columns[2].getInt(i), columns[3].getBoolean(i),
                                columns[4].getDouble(i), columns[5].getDouble(i), columns[6].getDouble(i),
                                columns[7].getDouble(i), isHeldUnknown ? Double.NaN : columns[8].getDouble(i),
                                isHeldUnknown));
            }
            return true;
        });
    }

    private static void decode(DuckDBDataChunkReader chunk, SampleBatch rows) {
        DuckDBReadableVector signals = chunk.vector(0);
        DuckDBReadableVector times = chunk.vector(1);
        DuckDBReadableVector types = chunk.vector(2);
        DuckDBReadableVector digits = chunk.vector(3);
        DuckDBReadableVector decimals = chunk.vector(4);
        DuckDBReadableVector numbers = chunk.vector(5);
        DuckDBReadableVector texts = chunk.vector(6);
        DuckDBReadableVector statuses = chunk.vector(7);
        DuckDBReadableVector revisions = chunk.vector(8);
        long count = chunk.rowCount();
        for (long i = 0; i < count; i++) {
            ValueType type = ValueType.of(types.getByte(i));
            long bits = switch (type) {
                case NUMBER -> Double.doubleToRawLongBits(decimals.isNull(i)
                        ? numbers.getDouble(i)
                        : digits.getLong(i) / POWERS[decimals.getByte(i)]);
                case WHOLE -> digits.getLong(i);
                case NONE, TEXT -> 0;
            };
            String text = type != ValueType.TEXT ? null : texts.isNull(i) ? "" : texts.getString(i);
            rows.add(signals.getInt(i), times.getLong(i), type, bits, text, statuses.getInt(i), revisions.getInt(i));
        }
    }
}
