package org.factfloor.app;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cable between two programs that a test can cut and mend: bytes go through it over real sockets. */
final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    private Relay(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** A cable to a port of this computer. */
    static Relay to(int port) throws IOException {
        return new Relay(port);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Ends what goes through it; whoever comes is turned away. */
    void cut() {
        cut = true;
        open.forEach(Relay::end);
        open.clear();
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                if (cut) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> pump(near, far));
                Thread.ofVirtual().start(() -> pump(far, near));
            }
        } catch (IOException e) {
            open.forEach(Relay::end);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8_192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                out.write(bytes, 0, n);
            }
        } catch (IOException e) {
            // Cut, or one of them went; the other one hears of it by its closed socket.
            end(to);
        }
    }

    private static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket does not close", e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
