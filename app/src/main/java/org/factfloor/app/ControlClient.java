package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the server that runs on a data folder to do something. */
final class ControlClient {

    /** Bytes of an answer at most. */
    private static final int MOST_ANSWER = 4 * 1024 * 1024;

    private ControlClient() {}

    /** A request to be completed. */
    static ObjectNode request(String verb) {
        return ControlConversation.JSON.createObjectNode().put("do", verb);
    }

    /**
     * Sends a request and waits for its last answer, however long the work takes.
     *
     * @param listener told of each progress; what it returns is not looked at
     * @return the last answer; empty if no server listens in that folder
     * @throws StartException if the server could not do it, or ended meanwhile
     */
    static Optional<JsonNode> ask(Path folder, ObjectNode request, ControlSocket.Listener listener) {
        if (Files.notExists(folder.resolve(SocketPath.NAME))) {
            return Optional.empty();
        }
        try (SocketPath path = SocketPath.of(folder); SocketChannel channel = connect(path)) {
            ByteBuffer line = ControlConversation.line(request);
            while (line.hasRemaining()) {
                channel.write(line);
            }
            InputStream answers = new BufferedInputStream(Channels.newInputStream(channel));
            while (true) {
                JsonNode answer = ControlConversation.read(answers, MOST_ANSWER);
                if (answer.has("error")) {
                    throw new StartException(answer.path("error").asText(), null);
                } else if (answer.has("done")) {
                    return Optional.of(answer);
                }
                boolean _ = listener.progress(answer.path("progress").asDouble(), answer.path("text").asText());
            }
        } catch (ConnectException e) {
            // A socket that a killed server left.
            return Optional.empty();
        } catch (IOException e) {
            throw new StartException("The server on " + folder + " does not answer any more (" + e.getMessage()
                    + "); look at its log.", e);
        }
    }

    private static SocketChannel connect(SocketPath path) throws IOException {
        try {
            return SocketChannel.open(path.address());
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            // The file has gone since, or may not be used by this user.
            throw new IOException(e.getMessage() + "; run this as the user that runs the server", e);
        }
    }
}
