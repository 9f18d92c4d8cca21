package org.factfloor.connectivity.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A line between two sockets of this computer that can be cut and mended. */
public final class Wire implements AutoCloseable {

    private final int target;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile @Nullable ServerSocket listener;

    private Wire(int target, ServerSocket listener) {
        this.target = target;
        this.port = listener.getLocalPort();
        this.listener = listener;
    }

    /** A whole line to a port. */
    public static Wire to(int target) throws IOException {
        Wire wire = new Wire(target, listen(0));
        wire.serve();
        return wire;
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** The port it begins at. */
    public int port() {
        return port;
    }

    /** From now on nothing comes through, and nobody answers. */
    public void cut() throws IOException {
        ServerSocket current = listener;
        listener = null;
        if (current != null) {
            current.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** It is whole again. */
    public void mend() throws IOException {
        listener = listen(port);
        serve();
    }

    private void serve() {
        ServerSocket current = listener;
        Thread.ofVirtual().start(() -> {
            try {
                while (current != null) {
                    Socket near = current.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(near);
                    sockets.add(far);
                    Thread.ofVirtual().start(() -> pump(near, far));
                    Thread.ofVirtual().start(() -> pump(far, near));
                }
            } catch (IOException cut) {
                // Nobody comes any more.
            }
        });
    }

    private static void pump(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cut) {
            // The other end hears of it by the closed socket.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
