package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of the product, an edge box that reads an independent OPC UA server and the server it belongs to, are
 * killed at random moments. The source writes 1, 2, 3 …: a kill of the server leaves no number out, and one of the box
 * only numbers about which history says that nothing is known.
 */
class EdgeKillTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 20) / 2;
    private static final String SIGNAL = "peer/v-1";

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path folder;
    private int edgePort;

    private ProductProcess server() throws IOException {
        return ProductProcess.launch("run", "--port", "0", "--edge-port", String.valueOf(edgePort), "--data",
                folder.resolve("server").toString());
    }

    private ProductProcess box(String... more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("edge", "--free-space-floor", "0", "--data", folder.resolve("box").toString()));
        command.addAll(List.of(more));
        return ProductProcess.launch(command.toArray(String[]::new));
    }

    @Test
    void whoeverIsKilledNothingIsMissing() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            edgePort = free.getLocalPort();
        }
        int boxKills = 0;
        Instant begin = Instant.now();
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "10", "--period", "250", "--security", "none")) {
            ProductProcess server = server();
            ProductProcess box = null;
            try {
                Api api = Api.signIn(server.awaitReady());
                api.put("plant.yaml", "text/yaml",
                        TestPlant.yaml(peer.endpoint(), 10).replace("security: none,", "security: none, edge: hall,"),
                        200);
                String code = api.post("edges/codes", Map.of("name", "hall"), 201).path("code").asText();
                box = box("--server", "https://127.0.0.1:" + edgePort, "--code", code);
                box.awaitLine("Edge box hall is running");
                awaitNewer(api, 0);
                for (int round = 0; round < ROUNDS; round++) {
                    Thread.sleep(random.nextInt(2_000));
                    if (random.nextInt(3) > 0) {
                        server.kill();
                        server = server();
                        api = Api.signIn(server.awaitReady());
                    } else {
                        boxKills++;
                        box.kill();
                        box = box();
                        box.awaitLine("Edge box hall is running");
                    }
                    awaitNewer(api, peer.written());
                }
                assertNothingIsMissing(api, begin, boxKills);
            } finally {
                server.close();
                if (box != null) {
                    box.close();
                }
            }
        }
    }

    /** Waits until history has a greater number than this one. */
    private static void awaitNewer(Api api, long number) {
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(
                () -> api.get("latest?signals=" + Api.encode(SIGNAL)).at("/items/0/value").asLong() > number);
    }

    private void assertNothingIsMissing(Api api, Instant begin, int boxKills)
            throws IOException, InterruptedException {
        List<JsonNode> rows = rows(api, begin);
        long before = 0;
        int holes = 0;
        boolean unknown = false;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).path("status").asText().equals("BadNoCommunication")) {
                unknown = true;
                continue;
            }
            long number = rows.get(i).path("value").asLong();
            if (before != 0 && number > before + 1) {
                holes++;
                assertThat(unknown).as("seed %d, %s", seed,
                        rows.subList(Math.max(0, i - 8), Math.min(rows.size(), i + 4))).isTrue();
            }
            assertThat(number).as("seed %d", seed).isGreaterThanOrEqualTo(before);
            unknown = false;
            before = number;
        }
        assertThat(before).as("seed %d", seed).isPositive();
        assertThat(holes).as("seed %d", seed).isLessThanOrEqualTo(boxKills);
    }

    private static List<JsonNode> rows(Api api, Instant begin) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("history/raw?signal=" + Api.encode(SIGNAL) + "&from=" + begin.minusSeconds(60)
                    + "&to=" + Instant.now().plusSeconds(60) + "&limit=10000" + cursor);
            page.path("items").forEach(rows::add);
            cursor = page.has("next") ? "&cursor=" + Api.encode(page.path("next").asText()) : "";
        } while (!cursor.isEmpty());
        return rows;
    }
}
