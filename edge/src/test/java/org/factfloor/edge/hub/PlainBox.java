package org.factfloor.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.factfloor.edge.Code;
import org.factfloor.edge.Frame;
import org.factfloor.edge.Frame.Kind;
import org.factfloor.edge.Frames;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Pinned;

/** A box as far as frames go, which says whatever a test wants. */
final class PlainBox implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Set<Kind> ANSWERS = EnumSet.of(Kind.TAKEN, Kind.LATER, Kind.COUNTED);
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    private final Frames frames;

    /** Begins a session. */
    PlainBox(EdgePort port, Code code, String token) throws IOException {
        frames = connect(port, code);
        frames.send(Kind.HELLO, new Messages.Hello(Messages.PROTOCOL, token, "box-1", "run-1", "test", 0));
        assertThat(frames.read(EnumSet.of(Kind.WELCOME), SOON).kind()).isEqualTo(Kind.WELCOME);
    }

    private static Frames connect(EdgePort port, Code code) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
        SSLSocket tls = Pinned.over(socket, code.fingerprint(), 20_000);
        return new Frames(tls, socket);
    }

    /** Enrols a box; returns its token. */
    static String enrol(EdgePort port, Code code, String box) throws IOException {
        Frames frames = connect(port, code);
        frames.send(Kind.ENROL, new Messages.Enrol(code.secret(), box));
        String token = Messages.read(frames.read(ALL, SOON).payload(), Messages.Enrolled.class).token();
        frames.close();
        return token;
    }

    Frames frames() {
        return frames;
    }

    /** Sends something and waits for the answer, whatever else is said meanwhile. */
    Kind ask(Kind kind, Object message) throws IOException {
        frames.send(kind, message);
        return answer();
    }

    Kind bring(boolean past, List<ByteBuffer> records) throws IOException {
        int bytes = records.stream().mapToInt(record -> 4 + record.remaining()).sum();
        ByteBuffer parcel = ByteBuffer.allocate(17 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        parcel.putLong(0).putLong(1_000).put((byte) (past ? 1 : 0));
        records.forEach(record -> parcel.putInt(record.remaining()).put(record.duplicate()));
        frames.send(Kind.PARCEL, parcel.flip());
        return answer();
    }

    private Kind answer() throws IOException {
        Frame next = frames.read(ALL, SOON);
        while (!ANSWERS.contains(next.kind())) {
            next = frames.read(ALL, SOON);
        }
        return next.kind();
    }

    /** A journal record of so many equal samples. */
    static ByteBuffer samples(int rows, int signal, long time, double value, int revision) {
        ByteBuffer record = little(64);
        record.put((byte) 1).putInt(rows);
        record.put((byte) 1).putInt(signal).put((byte) 1).putLong(time).put((byte) 1).put((byte) 1);
        record.put((byte) 1).putLong(Double.doubleToRawLongBits(value)).put((byte) 1).putInt(0);
        return record.put((byte) 1).putInt(revision).flip();
    }

    /** A journal record that says that a connection stands. */
    static ByteBuffer opened(String connection, long at, List<Integer> signals) {
        byte[] name = connection.getBytes(StandardCharsets.UTF_8);
        ByteBuffer record = little(64 + name.length + 4 * signals.size());
        record.put((byte) 3).putInt(name.length).put(name).putLong(at).putInt(signals.size());
        signals.forEach(record::putInt);
        return record.flip();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        frames.close();
    }
}
