package org.factfloor.imports.sheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read of a stream. Written by one thread, its count may be read by others. */
final class CountingStream extends FilterInputStream {

    private final long size;
    private volatile long count;

    /**
     * A stream.
     *
     * @param size all of it, in bytes; 0 where that is not known
     */
    CountingStream(InputStream in, long size) {
        super(in);
        this.size = size;
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
    }
}
