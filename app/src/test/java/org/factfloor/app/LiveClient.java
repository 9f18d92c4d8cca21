package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads live values as a browser does and remembers every one it was shown. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEADER = 24;

    private final Map<Integer, String> keys = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Shown> shown = new ConcurrentLinkedQueue<>();
    private final CountDownLatch dictionary = new CountDownLatch(1);
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final WebSocket socket;

    /** A value as it was shown; numbers by their bits. */
    record Shown(String signal, long time, long bits, int status, long at) {}

    LiveClient(Api api, Collection<String> signals) throws IOException, InterruptedException {
        URI base = api.base();
        socket = api.client().newWebSocketBuilder().header("Origin", base.toString().replaceAll("/$", ""))
                .buildAsync(URI.create("ws://" + base.getAuthority() + "/api/v1/live"), this).join();
        socket.sendText(JSON.writeValueAsString(Map.of("subscribe", signals)), true).join();
        if (!dictionary.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no dictionary came");
        }
    }

    /** Everything shown so far, in the order it came. */
    Collection<Shown> shown() {
        return shown;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            onMessage(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void onMessage(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            if (json.path("type").asText().equals("dictionary")) {
                json.path("signals").properties().forEach(entry -> keys.put(entry.getValue().asInt(), entry.getKey()));
                dictionary.countDown();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            onFrame(ByteBuffer.wrap(binary.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
            binary.reset();
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void onFrame(ByteBuffer frame) {
        long now = System.currentTimeMillis();
        int count = frame.getInt(16);
        frame.position(HEADER);
        for (int i = 0; i < count; i++) {
            int ref = frame.getInt();
            long time = frame.getLong();
            frame.getInt();
            int status = frame.getInt();
            long bits = frame.getLong();
            String key = keys.get(ref);
            if (key != null) {
                shown.add(new Shown(key, time, bits, status, now));
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
