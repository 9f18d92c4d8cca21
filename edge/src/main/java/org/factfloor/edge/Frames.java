package org.factfloor.edge;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The frames of one connection. One thread reads; any number send. */
public final class Frames implements AutoCloseable {

    private static final Map<Byte, Frame.Kind> KINDS = Arrays.stream(Frame.Kind.values())
            .collect(Collectors.toMap(Frame.Kind::code, Function.identity()));
    /** So long a frame may take once its first byte is there: a sender of single bytes does not get longer. */
    private static final long FRAME_NANOS = Duration.ofSeconds(30).toNanos();

    private final Socket socket;
    private final Socket below;
    private final DataInputStream in;
    private final DataOutputStream out;
    /** {@link System#nanoTime} by which the frame at hand has to be there; 0 between frames. */
    private long deadline;
    private final ReentrantLock sending = new ReentrantLock();

    /** What the other side says is not what it should be; the connection is of no use any more. */
    public static final class BadFrameException extends IOException {

        private static final long serialVersionUID = 1L;

        public BadFrameException(String message) {
            super(message);
        }
    }

    /**
     * The frames of a TLS connection.
     *
     * @param below the connection it stands on: closing that one never waits for a sender that is stuck
     */
    public Frames(Socket tls, Socket below) throws IOException {
        this.socket = tls;
        this.below = below;
        this.in = new DataInputStream(new Bounded(tls.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(tls.getOutputStream(), 64 << 10));
    }

    /**
     * The next frame.
     *
     * @param expected kinds that are in place; any other, or one that is too long, ends in {@link BadFrameException}
     *        before it is read
     * @param silence so long the other side may say nothing
     * @throws SocketTimeoutException if it does
     * @throws EOFException if it has closed the connection
     */
    public Frame read(Set<Frame.Kind> expected, Duration silence) throws IOException {
        socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
        deadline = 0;
        int first = in.readUnsignedByte();
        deadline = System.nanoTime() + FRAME_NANOS;
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte();
        byte code = in.readByte();
        Frame.Kind kind = KINDS.get(code);
        if (kind == null || !expected.contains(kind) || length < 1 || length - 1 > kind.longest()) {
            throw new BadFrameException("an unexpected frame: kind " + code + " of " + Integer.toUnsignedString(length)
                    + " bytes");
        }
        return new Frame(kind, payload(length - 1));
    }

    /** Room grows with what has come, so that an announced length costs nothing. */
    private ByteBuffer payload(int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, 64 << 10)];
        int filled = 0;
        while (filled < length) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, bytes.length * 2L));
            }
            int more = in.read(bytes, filled, bytes.length - filled);
            if (more < 0) {
                throw new EOFException();
            }
            filled += more;
        }
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** Sends a message as JSON. */
    public void send(Frame.Kind kind, Object message) throws IOException {
        send(kind, ByteBuffer.wrap(Messages.bytes(message)));
    }

    /** Sends a payload; waits while the other side does not read. */
    public void send(Frame.Kind kind, ByteBuffer payload) throws IOException {
        if (payload.remaining() > kind.longest()) {
            throw new IllegalArgumentException("a frame of kind " + kind + " and " + payload.remaining() + " bytes");
        }
        sending.lock();
        try {
            out.writeInt(payload.remaining() + 1);
            out.writeByte(kind.code());
            out.write(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
            out.flush();
        } finally {
            sending.unlock();
        }
    }

    /** Closes the connection under whoever reads or sends. */
    @Override
    public void close() {
        try {
            below.close();
        } catch (IOException e) {
            // It is of no use either way.
        }
    }

    private final class Bounded extends InputStream {

        private final InputStream from;

        Bounded(InputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (deadline != 0 && System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException("a frame took longer than " + FRAME_NANOS / 1_000_000_000 + " s");
            }
            return from.read(into, offset, length);
        }
    }
}
