package org.factfloor.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.factfloor.app.ControlSocket.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on the control socket and its answers. A client that does not read loses progress, never holds up the work. */
final class ControlConversation implements Runnable {

    /** Bytes of a request at most. */
    static final int MOST_REQUEST = 64 * 1024;
    static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build()).build()).build();

    private static final Logger LOG = LoggerFactory.getLogger(ControlConversation.class);
    private static final Duration REQUEST_TIME = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    private final SocketChannel client;
    private final Handler handler;
    private final BlockingQueue<ObjectNode> answers = new ArrayBlockingQueue<>(16);
    private volatile boolean gone;

    ControlConversation(SocketChannel client, Handler handler) {
        this.client = client;
        this.handler = handler;
    }

    @Override
    public void run() {
        try (client) {
            Thread limit = Thread.ofVirtual().start(this::hangUpLater);
            JsonNode request = read(client, MOST_REQUEST);
            limit.interrupt();
            Thread teller = Thread.ofVirtual().name("control-answers").start(this::tell);
            ObjectNode last = work(request);
            if (!answers.offer(last, ANSWER_TIME.toSeconds(), TimeUnit.SECONDS) || !teller.join(ANSWER_TIME)) {
                LOG.debug("nobody reads the answer to {}", request);
            }
        } catch (IOException e) {
            LOG.debug("a command broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hangUpLater() {
        try {
            Thread.sleep(REQUEST_TIME);
            client.close();
        } catch (InterruptedException e) {
            // The request has come.
        } catch (IOException e) {
            LOG.debug("a silent command could not be cut off", e);
        }
    }

    /**
     * Reads one line.
     *
     * @throws IOException if it ends too early, is longer than that or is not JSON
     */
    static JsonNode read(SocketChannel channel, int mostBytes) throws IOException {
        return read(Channels.newInputStream(channel), mostBytes);
    }

    static JsonNode read(InputStream in, int mostBytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                throw new IOException("the other side ended");
            }
            if (line.size() == mostBytes) {
                throw new IOException("a line of more than " + mostBytes + " bytes");
            }
            line.write(next);
        }
        return JSON.readTree(line.toByteArray());
    }

    static ByteBuffer line(ObjectNode message) throws JsonProcessingException {
        return ByteBuffer.wrap((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode work(JsonNode request) {
        try {
            return handler.handle(request, this::progress).put("done", true);
        } catch (InterruptedException e) {
            return JSON.createObjectNode().put("error", "The server is stopping; nothing more was done.");
        } catch (Exception | Error e) {
            if (!Main.isExpected(e)) {
                LOG.error("{} failed", request.path("do").asText(), e);
            }
            return JSON.createObjectNode().put("error", String.valueOf(e.getMessage()));
        }
    }

    private boolean progress(double part, String text) {
        boolean _ = answers.offer(JSON.createObjectNode().put("progress", part).put("text", text));
        return !gone;
    }

    private void tell() {
        try {
            ObjectNode answer;
            do {
                answer = answers.take();
                ByteBuffer bytes = line(answer);
                while (bytes.hasRemaining()) {
                    client.write(bytes);
                }
            } while (answer.has("progress"));
        } catch (IOException e) {
            gone = true;
            answers.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
