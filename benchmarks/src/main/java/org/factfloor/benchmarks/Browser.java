package org.factfloor.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.factfloor.plant.Micros;
import org.jspecify.annotations.Nullable;

/**
 * A live socket as a page opens it. Takes the values of stamped signals for the time of their write and remembers how long
 * they took; counts the others. Frames are little endian: 24 bytes with the count at 16, then 28 bytes a value with the
 * reference at 0 and the bits at 20 (docs/reference/http-api.md).
 */
final class Browser implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEADER_BYTES = 24;
    private static final int COUNT_AT = 16;
    private static final int VALUE_BYTES = 28;
    private static final int BITS_AT = 20;

    private final Set<String> stamped;
    private final BitSet stampedRefs = new BitSet();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final WebSocket socket;
    private long values;
    private long @Nullable [] latencies;
    private int measured;
    private @Nullable String ended;

    private Browser(HttpClient client, URI live, String cookie, List<String> keys, Set<String> stamped)
            throws JsonProcessingException {
        this.stamped = stamped;
        socket = client.newWebSocketBuilder().header("Cookie", cookie).buildAsync(live, this).join();
        socket.sendText(JSON.writeValueAsString(Map.of("subscribe", keys)), true).join();
    }

    /**
     * Opens a socket and subscribes.
     *
     * @param stamped those of the keys whose value is the time of its write, µs
     */
    static Browser open(HttpClient client, URI live, String cookie, List<String> keys, Set<String> stamped)
            throws JsonProcessingException {
        return new Browser(client, live, cookie, keys, stamped);
    }

    /** Forgets what was measured and measures from now on. */
    synchronized void measure() {
        latencies = new long[1 << 16];
        measured = 0;
        values = 0;
    }

    /**
     * Milliseconds from write to frame since {@link #measure}, ascending.
     *
     * @throws IllegalStateException if the socket has ended
     */
    synchronized double[] latencies() {
        checkOpen();
        return latencies == null
                ? new double[0]
                : Arrays.stream(latencies, 0, measured).sorted().mapToDouble(micros -> micros / 1e3).toArray();
    }

    /** Values that came since {@link #measure}. */
    synchronized long values() {
        checkOpen();
        return values;
    }

    private void checkOpen() {
        if (ended != null) {
            throw new IllegalStateException("a live socket has ended: " + ended);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            learn(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void learn(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            if (json.path("type").asText().equals("dictionary")) {
                stamped.forEach(key -> stampedRefs.set(json.path("signals").path(key).asInt()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + message, e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        frame.writeBytes(part);
        if (last) {
            take(ByteBuffer.wrap(frame.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
            frame.reset();
        }
        webSocket.request(1);
        return null;
    }

    private synchronized void take(ByteBuffer whole) {
        long now = Micros.of(Instant.now());
        int count = whole.getInt(COUNT_AT);
        values += count;
        for (int i = 0; i < count && latencies != null; i++) {
            int at = HEADER_BYTES + i * VALUE_BYTES;
            if (stampedRefs.get(whole.getInt(at))) {
                if (measured == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * measured);
                }
                latencies[measured++] = now - (long) whole.getDouble(at + BITS_AT);
            }
        }
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        ended = code + " " + reason;
        return null;
    }

    @Override
    public synchronized void onError(WebSocket webSocket, Throwable error) {
        ended = error.toString();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
