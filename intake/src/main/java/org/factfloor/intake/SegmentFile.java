package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.factfloor.intake.JournalFiles.JournalFile;
import org.jspecify.annotations.Nullable;

/**
 * One file of a journal, for reading: header, the state at its start, then records. The file is named by the journal
 * position of its first byte. Not safe for many threads.
 *
 * <pre>
 * header   "FFJRNL", version u16, journal position of the first byte u64; little endian
 * </pre>
 */
final class SegmentFile implements AutoCloseable {

    static final int HEADER = 16;
    static final int VERSION = 1;
    private static final String SUFFIX = ".journal";
    private static final byte[] MAGIC = {'F', 'F', 'J', 'R', 'N', 'L'};
    private static final int WINDOW = 256 * 1024;

    private final JournalFile file;
    private final long start;
    private ByteBuffer window = ByteBuffer.allocate(0);
    /** Offset in the file of the window's first byte. */
    private long windowAt;

    SegmentFile(JournalFile file, long start) {
        this.file = file;
        this.start = start;
    }

    static String name(long start) {
        return String.format("%019d%s", start, SUFFIX);
    }

    /** The start a file name tells, if it is one of a segment. */
    static OptionalLong start(String name) {
        return name.matches("\\d{19}\\.journal")
                ? OptionalLong.of(Long.parseLong(name.substring(0, 19)))
                : OptionalLong.empty();
    }

    static ByteBuffer header(long start) {
        return ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putShort((short) VERSION)
                .putLong(start).flip();
    }

    /** The version the header tells; 0 if the header is not whole or not of this position. */
    int version() throws IOException {
        if (!load(0, HEADER, file.size())) {
            return 0;
        }
        ByteBuffer header = window.slice((int) -windowAt, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        if (!header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            return 0;
        }
        // The position stands there in every version: rubbish of a torn write must not pass for a newer one.
        return header.getLong(MAGIC.length + Short.BYTES) == start
                ? Short.toUnsignedInt(header.getShort(MAGIC.length))
                : 0;
    }

    /**
     * The payload of the record at a journal position; null if no whole record is there.
     *
     * @param limit journal position behind which nothing counts
     */
    @Nullable
    ByteBuffer payload(long position, long limit) throws IOException {
        long offset = position - start;
        if (!load(offset, RecordWriter.HEADER, limit - start)) {
            return null;
        }
        int at = (int) (offset - windowAt);
        int mark = window.getInt(at);
        int length = window.getInt(at + 4);
        int checksum = window.getInt(at + 8);
        if (!isMark(mark) || length < 1 || length > RecordWriter.LONGEST
                || !load(offset, RecordWriter.HEADER + length, limit - start)) {
            return null;
        }
        at = (int) (offset - windowAt);
        ByteBuffer payload = window.slice(at + RecordWriter.HEADER, length);
        return RecordWriter.checksum(position, length, payload.duplicate()) == checksum ? payload : null;
    }

    private static boolean isMark(int mark) {
        return mark == RecordWriter.MARK || mark == RecordWriter.GROUP_MARK || mark == RecordWriter.EARLIER_MARK;
    }

    /** The first position after {@code position} with a whole record; {@code limit} if there is none. */
    long nextWhole(long position, long limit) throws IOException {
        return next(position, limit, SegmentFile::isMark);
    }

    /** As {@link #nextWhole}, of a record that was written only after all before it was durable. */
    long nextGroup(long position, long limit) throws IOException {
        return next(position, limit, mark -> mark == RecordWriter.GROUP_MARK);
    }

    private long next(long position, long limit, IntPredicate marks) throws IOException {
        for (long next = position + 1; load(next - start, RecordWriter.HEADER, limit - start); next++) {
            if (marks.test(window.getInt((int) (next - start - windowAt))) && payload(next, limit) != null) {
                return next;
            }
        }
        return limit;
    }

    /** Journal position behind the last byte of the file. */
    long end() throws IOException {
        return start + file.size();
    }

    /** Has the bytes in the window; false if they do not all lie before the limit and the end of the file. */
    private boolean load(long offset, int length, long limit) throws IOException {
        if (offset + length > limit) {
            return false;
        }
        if (offset >= windowAt && offset + length <= windowAt + window.limit()) {
            return true;
        }
        int useful = (int) Math.max(length, Math.min(WINDOW, limit - offset));
        if (window.capacity() < useful || window.capacity() > WINDOW) {
            window = ByteBuffer.allocate(useful).order(ByteOrder.LITTLE_ENDIAN);
        }
        // Never beyond the limit: what lies there may still be in the middle of being written.
        window.clear().limit((int) Math.min(window.capacity(), limit - offset));
        windowAt = offset;
        while (window.hasRemaining() && file.read(window, windowAt + window.position()) > 0) {
            // A read may bring less than asked for.
        }
        window.flip();
        return window.limit() >= length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
