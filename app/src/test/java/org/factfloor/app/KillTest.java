package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.factfloor.app.LiveClient.Shown;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.factfloor.plant.Micros;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person was shown must not be taken back: the product reads an independent OPC UA server under load, is killed at
 * random moments, and after each start everything it had ever shown is in its history, once. (That it had also been
 * synced to disk is what the journal's own properties show on a simulated one.)
 */
class KillTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 20);
    private static final int SIGNALS = 100;
    private static final List<String> KEYS = IntStream.range(0, SIGNALS).mapToObj(i -> "peer/v-" + i).toList();

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path data;

    @Test
    void everythingShownBeforeAKillIsThereAfterIt() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Map<Long, Long>> shown = new HashMap<>();
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "" + SIGNALS, "--period", "50", "--security", "none")) {
            for (int round = 0; round <= ROUNDS; round++) {
                try (ProductProcess product = ProductProcess.run(data)) {
                    URI address = product.awaitReady();
                    Api api = Api.signIn(address);
                    if (round == 0) {
                        api.put("plant.yaml", "text/yaml", TestPlant.yaml(peer.endpoint(), SIGNALS), 200);
                    } else {
                        List<String> probed = round == ROUNDS ? KEYS : KEYS.subList(0, 5);
                        for (String key : probed) {
                            assertHistoryHolds(api, key, shown.getOrDefault(key, Map.of()), round);
                        }
                    }
                    if (round < ROUNDS) {
                        watchAndKill(product, api, random.nextInt(200, 6_000), shown);
                    }
                }
            }
        }
        assertThat(shown).as("seed %d", seed).hasSize(SIGNALS);
        assertFactsAreWhatHistoryGives("--from-start");
        assertFactsAreWhatHistoryGives();
    }

    private void assertFactsAreWhatHistoryGives(String... more) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of("verify", "--data", data.toString()), Stream.of(more))
                .toArray(String[]::new);
        try (ProductProcess verify = ProductProcess.launch(command)) {
            assertThat(verify.awaitExit()).as("seed %d: %s", seed, verify.output()).isZero();
            assertThat(verify.output()).containsAnyOf("Peer (peer): nothing closed", "cells equal")
                    .contains("All facts of this range are what their history gives.");
        }
    }

    /** Kills the product once it has shown so many good values. */
    private void watchAndKill(ProductProcess product, Api api, int values, Map<String, Map<Long, Long>> shown)
            throws IOException, InterruptedException {
        try (LiveClient live = new LiveClient(api, KEYS)) {
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                    .until(() -> live.shown().stream().filter(KillTest::isGood).count() >= values);
            product.kill();
            for (Shown value : live.shown()) {
                if (isGood(value)) {
                    shown.computeIfAbsent(value.signal(), key -> new HashMap<>()).put(value.time(), value.bits());
                }
            }
        }
    }

    private static boolean isGood(Shown value) {
        return value.status() == StatusCode.GOOD;
    }

    private void assertHistoryHolds(Api api, String key, Map<Long, Long> shown, int round)
            throws IOException, InterruptedException {
        if (shown.isEmpty()) {
            return;
        }
        long first = shown.keySet().stream().min(Long::compare).orElseThrow();
        long last = shown.keySet().stream().max(Long::compare).orElseThrow();
        // History catches up with the journal after the ready line.
        await().atMost(Duration.ofSeconds(30)).until(() -> !api.get("history/raw?signal=" + Api.encode(key) + "&from="
                + Micros.toInstant(last) + "&to=" + Micros.toInstant(last + 1) + "&limit=1").path("items").isEmpty());
        Map<Long, Long> stored = new HashMap<>();
        Set<String> statuses = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = api
                    .get("history/raw?signal=" + Api.encode(key) + "&from=" + Micros.toInstant(first) + "&to="
                            + Micros.toInstant(last + 10 * Micros.PER_SECOND) + "&limit=10000" + cursor);
            for (JsonNode item : page.path("items")) {
                long time = Micros.of(Instant.parse(item.path("time").asText()));
                statuses.add(item.path("status").asText());
                Long before = stored.put(time, Double.doubleToRawLongBits(item.path("value").asDouble()));
                assertThat(before).as("%s at %d twice, round %d, seed %d", key, time, round, seed).isNull();
            }
            cursor = page.has("next") ? "&cursor=" + Api.encode(page.path("next").asText()) : "";
        } while (!cursor.isEmpty());
        assertThat(stored).as("%s, round %d, seed %d", key, round, seed).containsAllEntriesOf(shown);
        assertThat(statuses).as("the hole the kill left is written down").contains("BadNoCommunication");
    }
}
