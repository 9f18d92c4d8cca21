package org.factfloor.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;

/** A stream that ends in an exception behind so many bytes. */
final class BoundedStream extends FilterInputStream {

    private final long most;
    private final LongFunction<RuntimeException> tooLarge;
    private long count;

    BoundedStream(InputStream in, long most, LongFunction<RuntimeException> tooLarge) {
        super(in);
        this.most = most;
        this.tooLarge = tooLarge;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        count += read;
        if (count > most) {
            throw tooLarge.apply(most);
        }
    }
}
