package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where commands reach the server that runs on their data folder: the socket {@code control.sock} in it, which only the
 * folder's owner may use. One JSON object a line: a request {@code {"do":"backup",…}}; then answers
 * {@code {"progress":0.4,"text":"…"}}, and last {@code {"done":true,…}} or {@code {"error":"…"}}. Made by whoever holds the
 * folder's lock, so a socket file found there is one that a killed server left.
 */
final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final int MOST_CONVERSATIONS = 8;
    private static final long STOP_SECONDS = 20;
    private static final long AFTER_A_FAULT = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final ServerSocketChannel server;
    private final Map<String, Handler> handlers;
    private final Semaphore room = new Semaphore(MOST_CONVERSATIONS);
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService conversations = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());

    /** Does what a request asks for. Never called a second time before it has returned; interrupted when the server stops. */
    @FunctionalInterface
    interface Handler {

        /**
         * Does the work.
         *
         * @param request the whole request; its fields are not checked yet
         * @return fields of the last answer
         * @throws StartException if it cannot be done; its message goes to the person at the terminal
         */
        ObjectNode handle(JsonNode request, Listener listener) throws Exception;
    }

    /** Told how far the work is. */
    @FunctionalInterface
    interface Listener {

        /**
         * Tells it; never waits.
         *
         * @param part 0 to 1
         * @param text what is being done, for a person
         * @return false once nobody listens any more
         */
        boolean progress(double part, String text);
    }

    private ControlSocket(Path file, ServerSocketChannel server, Map<String, Handler> handlers) {
        this.file = file;
        this.server = server;
        this.handlers = Map.copyOf(handlers);
    }

    /**
     * Opens the socket of a folder whose lock the caller holds.
     *
     * @param handlers by what a request asks to do
     * @throws StartException if it cannot be made
     */
    static ControlSocket open(Path folder, Map<String, Handler> handlers) {
        Path file = folder.resolve(SocketPath.NAME);
        try (SocketPath path = SocketPath.of(folder)) {
            Files.deleteIfExists(file);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(path.address());
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            ControlSocket socket = new ControlSocket(file, server, handlers);
            Thread.ofVirtual().name("control").start(socket::listen);
            return socket;
        } catch (IOException e) {
            throw new StartException(
                    "The socket " + file + ", through which commands reach this server, cannot be made: "
                            + e.getMessage(),
                    e);
        }
    }

    private void listen() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (!room.tryAcquire()) {
                    client.close();
                    continue;
                }
                conversations.execute(() -> {
                    try {
                        new ControlConversation(client, this::answer).run();
                    } finally {
                        room.release();
                    }
                });
            } catch (IOException | RuntimeException e) {
                if (server.isOpen()) {
                    LOG.warn("a command could not reach this server", e);
                    LockSupport.parkNanos(AFTER_A_FAULT);
                }
            }
        }
    }

    private ObjectNode answer(JsonNode request, Listener listener) throws Exception {
        String verb = request.path("do").asText();
        Handler handler = handlers.get(verb);
        if (handler == null) {
            throw new StartException("The running server does not know \"" + verb + "\"; it is of another version than"
                    + " this command.", null);
        }
        if (!busy.add(verb)) {
            throw new StartException(
                    "The running server is doing that already (" + verb + "); try again when it is done.",
                    null);
        }
        try {
            return handler.handle(request, listener);
        } finally {
            busy.remove(verb);
        }
    }

    /** Takes no more requests, interrupts the work at hand, waits a while for its end, and removes the socket. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the socket {} could not be removed; the next start does it", file, e);
        }
        conversations.shutdownNow();
        try {
            if (!conversations.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("what a command asked for is still going on while stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
