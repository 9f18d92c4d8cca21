package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger against the books of the source: a server of another maker counts what it wrote and when, while its cable is
 * cut and mended. Every value it wrote is in history, once and at its time, or lies in a gap that the ledger tells.
 */
class LedgerAndTheSourcesBooksTest {

    private static final int SIGNALS = 3;
    /** Values under way when the cable is cut are lost, although the source lived until a little later. */
    private static final long UNDER_WAY_MILLIS = 300;

    @TempDir
    private Path data;

    /** [from, to), ms. */
    private record Gap(long from, long to) {}

    @Test
    void everyValueTheSourceWroteIsStoredOrLiesInAGap() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "" + SIGNALS, "--period", "200", "--children", "0",
                "--security", "none");
                Relay cable = Relay.to(peer.port());
                PlantServer server = PlantServer.start(data, InstantSource.system())) {
            Api api = server.admin();
            api.put("plant.yaml", "text/yaml", TestPlant.yaml("opc.tcp://127.0.0.1:" + cable.port(), SIGNALS)
                    .replace("kind: analog", "kind: analog, samplingInterval: 10ms"), 200);
            for (int cuts = 0; cuts < 2; cuts++) {
                awaitMore(api, begin, 60);
                cable.cut();
                PlantServer.eventually(
                        () -> assertThat(api.get("connections/peer").path("state").asText()).isNotEqualTo("connected"));
                long written = peer.written();
                PlantServer.eventually(() -> assertThat(peer.written()).isGreaterThan(written + 20));
                cable.mend();
                api.post("connections/peer/retry", Map.of(), 202);
            }
            awaitMore(api, begin, 60);
            peer.tell("{\"cmd\":\"pause\"}");
            long last = peer.written();
            List<Long> times = times(peer);
            assertThat(times).hasSize((int) last);
            for (int i = 0; i < SIGNALS; i++) {
                String key = "peer/v-" + i;
                PlantServer.eventually(() -> assertThat(
                        api.get("latest?signals=" + key).at("/items/0/value").asLong()).isEqualTo(last));
                PlantServer.eventually(() -> assertThat(sum(api, key, begin).path("inFlight").asLong()).isZero());
                compare(api, key, begin, times);
            }
        }
    }

    private static void awaitMore(Api api, Instant begin, int samples) throws IOException, InterruptedException {
        long before = sum(api, "peer", begin).path("stored").asLong();
        PlantServer.eventually(
                () -> assertThat(sum(api, "peer", begin).path("stored").asLong()).isGreaterThan(before + samples));
    }

    private static String range(Instant begin) {
        return "&from=" + begin.minusSeconds(60) + "&to=" + begin.plus(Duration.ofHours(2));
    }

    private static JsonNode sum(Api api, String subject, Instant begin) throws IOException, InterruptedException {
        return api.get("sample-ledger?subject=" + subject + range(begin)).path("sum");
    }

    private static List<Long> times(OpcUaPeer peer) throws IOException {
        List<Long> times = new ArrayList<>();
        new ObjectMapper().readTree(peer.tell("{\"cmd\":\"times\"}")).path("times")
                .forEach(time -> times.add(time.asLong()));
        return times;
    }

    private static void compare(Api api, String key, Instant begin, List<Long> times)
            throws IOException, InterruptedException {
        JsonNode ledger = api.get("sample-ledger?subject=" + key + range(begin));
        List<Gap> gaps = new ArrayList<>();
        ledger.path("gaps").forEach(gap -> gaps.add(new Gap(Instant.parse(gap.path("from").asText()).toEpochMilli(),
                Instant.parse(gap.path("to").asText()).toEpochMilli())));
        JsonNode rows = api.get("history/raw?signal=" + key + range(begin) + "&limit=10000").path("items");
        // A value that is held when the source is back is filed twice: at its time, and where the silence ends.
        Map<Long, List<Long>> stored = new TreeMap<>();
        for (JsonNode row : rows) {
            if (row.path("status").asText().equals("Good")) {
                stored.computeIfAbsent(row.path("value").asLong(), _ -> new ArrayList<>())
                        .add(Instant.parse(row.path("time").asText()).toEpochMilli());
            }
        }
        long first = stored.keySet().stream().filter(value -> value > 0).min(Long::compare).orElseThrow();
        int lost = 0;
        List<String> unexplained = new ArrayList<>();
        for (long value = first; value <= times.size(); value++) {
            long written = times.get((int) value - 1);
            if (stored.containsKey(value)) {
                assertThat(stored.get(value)).as("%s %d", key, value).contains(written);
            } else {
                lost++;
                if (gaps.stream().noneMatch(
                        gap -> written >= gap.from() - UNDER_WAY_MILLIS && written < gap.to())) {
                    unexplained.add(value + " written at " + written);
                }
            }
        }
        assertThat(unexplained).as("%s: neither stored nor in one of %s", key, gaps).isEmpty();
        assertThat(lost).isGreaterThan(30);
        assertThat(gaps).hasSize(2);
        JsonNode sum = ledger.path("sum");
        assertThat(sum.path("addsUp").asBoolean()).isTrue();
        assertThat(sum.path("stored").asLong()).isEqualTo(rows.size());
        assertThat(sum.path("received").asLong()).isEqualTo(sum.path("stored").asLong() + sum.path("duplicate").asLong()
                + sum.path("superseded").asLong());
        assertThat(sum.path("overflowed").asLong()).isZero();
        assertThat(sum.path("gapMs").asLong())
                .isBetween(gaps.stream().mapToLong(gap -> gap.to() - gap.from()).sum() - 4,
                        gaps.stream().mapToLong(gap -> gap.to() - gap.from()).sum() + 4);
    }
}
