package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger against the books of the source: a server of another maker, which writes values that are known one by one while
 * its cable is cut and mended. Every value is in history, once and at its time, or lies in a gap that the ledger tells.
 */
class LedgerAndTheSourcesBooksTest {

    private static final int SIGNALS = 3;
    private static final int EACH = 12;
    private static final int CUTS = 2;

    @TempDir
    private Path data;

    /** When each value was written, ms: value k by element k − 1. */
    private final List<Long> books = new ArrayList<>();
    private final Instant begin = Instant.now();

    /** [from, to), ms. */
    private record Gap(long from, long to) {

        boolean holds(long time) {
            return from <= time && time < to;
        }
    }

    @Test
    void everyValueTheSourceWroteIsStoredOrLiesInAGap() throws IOException, InterruptedException {
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "" + SIGNALS, "--period", "0", "--children", "0",
                "--security", "none");
                Relay cable = Relay.to(peer.port());
                PlantServer server = PlantServer.start(data, InstantSource.system())) {
            Api api = server.admin();
            write(peer);
            api.put("plant.yaml", "text/yaml", TestPlant.yaml("opc.tcp://127.0.0.1:" + cable.port(), SIGNALS), 200);
            writeAndSee(peer, api);
            for (int cuts = 0; cuts < CUTS; cuts++) {
                cable.cut();
                PlantServer.eventually(() -> assertThat(state(api)).isNotEqualTo("connected"));
                for (int i = 0; i < EACH; i++) {
                    write(peer);
                }
                cable.mend();
                api.post("connections/peer/retry", Map.of(), 202);
                writeAndSee(peer, api);
            }
            for (int i = 0; i < SIGNALS; i++) {
                compare(api, "peer/v-" + i);
            }
        }
    }

    private static String state(Api api) throws IOException, InterruptedException {
        return api.get("connections/peer").path("state").asText();
    }

    /** Writes the next value to each signal. */
    private void write(OpcUaPeer peer) {
        // A source's time has milliseconds; two values never have the same one.
        long time = Math.max(Instant.now().toEpochMilli(), books.isEmpty() ? 0 : books.getLast() + 1);
        books.add(time);
        for (int i = 0; i < SIGNALS; i++) {
            peer.tell("{\"cmd\":\"write\",\"id\":\"v." + i + "\",\"type\":\"Double\",\"value\":" + books.size()
                    + ",\"time\":\"" + Instant.ofEpochMilli(time) + "\"}");
        }
    }

    /** Waits until what was written last is seen, and writes on, each value when the one before has been seen. */
    private void writeAndSee(OpcUaPeer peer, Api api) {
        awaitLast(api);
        for (int i = 0; i < EACH; i++) {
            write(peer);
            awaitLast(api);
        }
    }

    private void awaitLast(Api api) {
        PlantServer.eventually(() -> {
            JsonNode items = api.get("latest?signals=peer/v-0,peer/v-1,peer/v-2").path("items");
            assertThat(items).hasSize(SIGNALS)
                    .allSatisfy(item -> assertThat(item.path("value").asInt()).isEqualTo(books.size()));
        });
    }

    private String range() {
        return "&from=" + begin.minusSeconds(60).truncatedTo(ChronoUnit.SECONDS) + "&to="
                + begin.plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    }

    private void compare(Api api, String key) throws IOException, InterruptedException {
        PlantServer.eventually(() -> assertThat(
                api.get("sample-ledger?subject=" + key + range()).at("/sum/inFlight").asLong()).isZero());
        JsonNode ledger = api.get("sample-ledger?subject=" + key + range());
        List<Gap> gaps = new ArrayList<>();
        ledger.path("gaps").forEach(gap -> gaps.add(new Gap(Instant.parse(gap.path("from").asText()).toEpochMilli(),
                Instant.parse(gap.path("to").asText()).toEpochMilli())));
        assertThat(gaps).as(key).hasSize(CUTS);
        JsonNode rows = api.get("history/raw?signal=" + key + range() + "&limit=10000").path("items");
        // A value that is held when the source is back is filed twice: at its time, and where the silence ends.
        Map<Integer, List<Long>> stored = new TreeMap<>();
        for (JsonNode row : rows) {
            if (row.path("status").asText().equals("Good")) {
                stored.computeIfAbsent(row.path("value").asInt(), _ -> new ArrayList<>())
                        .add(Instant.parse(row.path("time").asText()).toEpochMilli());
            }
        }
        int lost = 0;
        for (int value = 1; value <= books.size(); value++) {
            long written = books.get(value - 1);
            if (stored.containsKey(value)) {
                assertThat(stored.get(value)).as("%s %d", key, value).contains(written);
            } else {
                lost++;
                assertThat(gaps).as("%s: %d, written at %d, is neither stored nor in a gap", key, value, written)
                        .anyMatch(gap -> gap.holds(written));
            }
        }
        // The last one of each cut was still there when the source came back.
        assertThat(lost).as(key).isEqualTo(CUTS * (EACH - 1));
        JsonNode sum = ledger.path("sum");
        assertThat(sum.path("addsUp").asBoolean()).isTrue();
        assertThat(sum.path("stored").asLong()).isEqualTo(rows.size());
        assertThat(sum.path("received").asLong())
                .isEqualTo(sum.path("stored").asLong() + sum.path("duplicate").asLong());
        assertThat(sum.path("overflowed").asLong() + sum.path("retimed").asLong()).isZero();
        long inGaps = gaps.stream().mapToLong(gap -> gap.to() - gap.from()).sum();
        assertThat(sum.path("gapMs").asLong()).isBetween(inGaps - 2 * CUTS, inGaps + 2 * CUTS);
    }
}
