package org.factfloor.edge.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.factfloor.edge.Code;
import org.factfloor.edge.Frame;
import org.factfloor.edge.Frame.Kind;
import org.factfloor.edge.Frames;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Messages.Refused.Why;
import org.factfloor.records.Edge;
import org.factfloor.records.Edges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port edge boxes connect to. Who does not say within seconds, over TLS, who it is, is cut off; who has said so stays.
 */
public final class EdgePort implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EdgePort.class);
    private static final Duration TEND = Duration.ofSeconds(5);
    /** Connections whose other side has not said yet who it is. */
    private static final int MOST_STRANGERS = 32;
    private static final int MOST_BOXES = 256;
    private static final Set<Kind> FIRST = EnumSet.of(Kind.ENROL, Kind.HELLO);

    private final EdgeHub hub;
    private final ServerIdentity identity;
    private final Duration patience;
    private final ServerSocket listener;
    private final Semaphore strangers = new Semaphore(MOST_STRANGERS);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("edge-port").factory());
    private final ExecutorService serving = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("edge-", 0).factory());
    private volatile boolean closed;

    private EdgePort(EdgeHub hub, ServerIdentity identity, Duration patience, ServerSocket listener) {
        this.hub = hub;
        this.identity = identity;
        this.patience = patience;
        this.listener = listener;
    }

    /**
     * Listens.
     *
     * @param certificates folder of the server's own certificate, which is made at first use
     * @param at port 0 for a free one
     * @throws IOException if the port cannot be had, or the certificate cannot be used
     */
    public static EdgePort open(EdgeHub hub, Path certificates, InetSocketAddress at)
            throws IOException {
        return open(hub, certificates, at, Duration.ofSeconds(10));
    }

    /** For tests: with another patience for strangers. */
    static EdgePort open(EdgeHub hub, Path certificates, InetSocketAddress at, Duration patience)
            throws IOException {
        ServerIdentity identity = ServerIdentity.in(certificates);
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(at, 64);
        EdgePort opened = new EdgePort(hub, identity, patience, listener);
        opened.ticker.scheduleWithFixedDelay(opened::tend, 0, TEND.toMillis(), TimeUnit.MILLISECONDS);
        Thread.ofVirtual().name("edge-accept").start(opened::accept);
        return opened;
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Makes a one-time code that enrols a box under a name. */
    public String code(String name, String actor) {
        return new Code(hub.code(name, actor), identity.fingerprint()).text();
    }

    private void tend() {
        try {
            hub.tend();
        } catch (RuntimeException e) {
            log.error("edge boxes could not be tended; it is tried again in {}", TEND, e);
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                if (sockets.size() > MOST_BOXES || !strangers.tryAcquire()) {
                    log.warn("too many connections to the edge port; the one from {} is cut off",
                            socket.getInetAddress());
                    end(socket);
                } else {
                    serving.execute(() -> serve(socket));
                }
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    log.warn("a connection to the edge port failed", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        ScheduledFuture<?> cut = ticker.schedule(() -> end(socket), patience.toMillis(), TimeUnit.MILLISECONDS);
        Optional<EdgeSession> session = Optional.empty();
        try {
            session = greet(socket);
        } catch (IOException | RuntimeException e) {
            log.debug("{} did not say who it is", socket.getInetAddress(), e);
        } finally {
            cut.cancel(false);
            strangers.release();
        }
        try {
            if (session.isPresent()) {
                serve(session.get());
            }
        } finally {
            end(socket);
        }
    }

    private void serve(EdgeSession session) {
        try {
            session.run();
        } catch (Frames.BadFrameException | IllegalArgumentException e) {
            log.warn("edge box at {} sends what cannot be read ({}); its connection is ended",
                    session.address(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            log.debug("the connection from {} has ended", session.address(), e);
        } finally {
            hub.closed(session.name(), session);
        }
    }

    /** Finds out who it is; empty if it is let go again. */
    private Optional<EdgeSession> greet(Socket socket) throws IOException {
        int millis = Math.toIntExact(patience.toMillis());
        socket.setSoTimeout(millis);
        socket.setTcpNoDelay(true);
        String address = socket.getInetAddress().getHostAddress();
        SSLSocket tls = (SSLSocket) identity.context().getSocketFactory().createSocket(socket, address,
                socket.getPort(), true);
        tls.setUseClientMode(false);
        tls.setEnabledProtocols(new String[]{"TLSv1.3"});
        tls.startHandshake();
        Frames frames = new Frames(tls, socket);
        Frame first = frames.read(FIRST, patience);
        if (first.kind() == Kind.ENROL) {
            enrol(frames, Messages.read(first.payload(), Messages.Enrol.class), address);
            return Optional.empty();
        }
        return hello(frames, Messages.read(first.payload(), Messages.Hello.class), address);
    }

    private void enrol(Frames frames, Messages.Enrol asked, String address) throws IOException {
        Optional<Edges.Enrolled> done = hub.enrol(asked.code(), asked.box(), address);
        if (done.isPresent()) {
            frames.send(Kind.ENROLLED, new Messages.Enrolled(done.get().name(), done.get().token()));
        } else {
            refuse(frames, Why.BAD_CODE,
                    "The code is wrong, was used or is over; make a new one on the Connections page.");
        }
    }

    private Optional<EdgeSession> hello(Frames frames, Messages.Hello hello, String address) throws IOException {
        if (hello.protocol() != Messages.PROTOCOL) {
            return refuse(frames, Why.VERSION, "The server and this box are of versions that do not understand each"
                    + " other; install the same version of Factfloor on both.");
        }
        Optional<Edge> edge = hub.find(hello.token()).filter(known -> known.box().equals(hello.box()));
        if (edge.isEmpty()) {
            return refuse(frames, Why.REVOKED);
        }
        EdgeSession session = new EdgeSession(hub, frames, address, edge.get().name(), hello);
        Optional<Why> refusal = hub.opened(hello.token(), session);
        return refusal.isPresent() ? refuse(frames, refusal.get()) : Optional.of(session);
    }

    private static Optional<EdgeSession> refuse(Frames frames, Why why) throws IOException {
        return refuse(frames, why, why == Why.NAME_IN_USE
                ? "Another process is connected under the name of this box; stop it, or enrol this box under another name."
                : "This box was revoked, or another one was enrolled in its place; make a code on the Connections page"
                        + " to enrol it again.");
    }

    private static Optional<EdgeSession> refuse(Frames frames, Why why, String text) throws IOException {
        frames.send(Kind.REFUSED, new Messages.Refused(why, text));
        return Optional.empty();
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("a connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            log.warn("the edge port could not be closed", e);
        }
        sockets.forEach(this::end);
        serving.shutdown();
        ticker.shutdownNow();
        try {
            if (!serving.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("a connection of an edge box is still being ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
