package org.factfloor.imports.sheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts what is read of a stream, and refuses to read without end: more than a ration must be allowed for again and again.
 * Written by one thread, its count may be read by others.
 */
final class CountingStream extends FilterInputStream {

    private final long size;
    private final long ration;
    private volatile long count;
    private long allowed;

    /**
     * A stream.
     *
     * @param size all of it, in bytes; 0 where that is not known
     */
    CountingStream(InputStream in, long size) {
        this(in, size, Long.MAX_VALUE);
    }

    /** @param ration so many bytes may be read after each {@link #renew} */
    CountingStream(InputStream in, long size, long ration) {
        super(in);
        this.size = size;
        this.ration = ration;
        this.allowed = ration;
    }

    /** Allows for another ration from here on. */
    void renew() {
        allowed = ration;
    }

    /** How much of it was read, 0 to 1. */
    double share() {
        return size <= 0 ? 0 : Math.min(1, (double) count / size);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        add(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        add(Math.max(0, read));
        return read;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread reads the stream
    private void add(int read) {
        count += read;
        allowed -= read;
        if (allowed < 0) {
            throw SheetException.tooMuchText();
        }
    }
}
