package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.factfloor.connectivity.opcua.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source that keeps a history loses nothing when the line to it is cut, against a server on a stack that is not ours.
 * Elsewhere an outage of OPC UA is a hole for ever, even where the server could have told.
 */
class HistoryReadFillsTheHoleTest {

    private static final Duration SOON = Duration.ofSeconds(45);

    @TempDir
    private Path data;

    private static String plant(int port) {
        StringBuilder signals = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            signals.append("    - {id: v-%d, kind: counter, address: \"%s\"}%n".formatted(i,
                    OpcUaPeer.address("v." + i)));
        }
        String machine = """
                - id: peer
                  name: Peer
                  connection: peer
                  signals:
                %s    - id: still
                      kind: state
                      role: state
                      address: "%s"
                      states: {1: {name: Stopped, meaning: stopped}, 2: {name: Running, meaning: running}}
                """.formatted(signals, OpcUaPeer.address("still"));
        return TestPlant.inBerlin(TestPlant.EARLY_AND_LATE, machine, """
                - {id: peer, name: Peer, protocol: opcua, endpoint: "opc.tcp://127.0.0.1:%d", security: none,
                   publishingInterval: 100ms}
                """.formatted(port));
    }

    private record Row(Instant time, String status, long value) {}

    private static List<Row> rows(Api api, String signal) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("history/raw?signal=" + signal + "&from=2020-01-01T00:00:00Z&to="
                    + Instant.now().plusSeconds(60) + "&limit=10000" + cursor);
            page.path("items").forEach(item -> rows.add(new Row(Instant.parse(item.path("time").asText()),
                    item.path("status").asText(), item.path("value").asLong(-1))));
            cursor = page.has("next") ? "&cursor=" + Api.encode(page.path("next").asText()) : "";
        } while (!cursor.isEmpty());
        return rows;
    }

    private static JsonNode connection(Api api) throws IOException, InterruptedException {
        return api.get("connections/peer");
    }

    private static void awaitState(Api api, String state) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100))
                .until(() -> connection(api).path("state").asText().equals(state));
    }

    /** How long the line is cut: the time alone makes the hole. */
    private static void letTheSourceCountOn(OpcUaPeer peer, int values) {
        long from = peer.written();
        await().atMost(SOON).until(() -> peer.written() >= from + values);
    }

    /** It has no continuation points left when it is asked for all signals, then for each alone, and then once more. */
    @Test
    void nothingIsMissingAfterTheLineWasCutThoughTheServerCannotTellAtOnce() throws Exception {
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "3", "--period", "300", "--children", "0", "--security",
                "none", "--history", "100000", "--busy", "3");
                Wire wire = Wire.to(peer.port());
                PlantServer server = PlantServer.start(data, InstantSource.system())) {
            Api api = server.admin();
            api.put("plant.yaml", "text/yaml", plant(wire.port()), 200);
            awaitState(api, "connected");
            letTheSourceCountOn(peer, 10);
            PlantServer.eventually(
                    () -> assertThat(connection(api).path("guarantee").asText()).isEqualTo("historized"));
            assertThat(connection(api).at("/kept/signals").asInt()).isEqualTo(4);

            wire.cut();
            awaitState(api, "waiting");
            PlantServer.eventually(() -> assertThat(rows(api, "peer/still")).last().extracting(Row::status)
                    .isEqualTo("BadNoCommunication"));
            letTheSourceCountOn(peer, 30);
            wire.mend();
            awaitState(api, "connected");
            PlantServer.eventually(() -> {
                assertThat(connection(api).at("/kept/last/samples").asInt()).isGreaterThan(80);
                assertThat(connection(api).at("/kept/openGaps").asInt()).isZero();
            });
            letTheSourceCountOn(peer, 10);
            peer.tell("{\"cmd\":\"pause\"}");
            long written = peer.written();
            for (String signal : List.of("peer/v-0", "peer/v-1", "peer/v-2")) {
                PlantServer.eventually(() -> assertThat(rows(api, signal).getLast().value()).isEqualTo(written));
                assertComplete(rows(api, signal), written);
            }
            assertThat(rows(api, "peer/still")).as("it stood, says its history, and the mark is gone")
                    .allSatisfy(row -> assertThat(row.value()).isEqualTo(2));
        }
    }

    /** Each value from the first on, once, in order; a repetition of the held value is none of them. */
    private static void assertComplete(List<Row> rows, long written) {
        long next = rows.getFirst().value();
        for (Row row : rows) {
            assertThat(row.status()).as("at %s", row.time()).isEqualTo("Good");
            assertThat(row.value()).as("at %s", row.time()).isBetween(next - 1, next);
            next += row.value() == next ? 1 : 0;
        }
        assertThat(next).as("every value up to the last one written").isEqualTo(written + 1);
    }

    /** Its server was away itself: of that time nobody knows, and the mark stays. */
    @Test
    void whatTheSourceDidNotSeeStaysUnknown() throws Exception {
        int port;
        try (PlantServer server = PlantServer.start(data, InstantSource.system())) {
            Api api = server.admin();
            try (OpcUaPeer peer = OpcUaPeer.start("--variables", "3", "--period", "300", "--children", "0",
                    "--security", "none", "--history", "100000")) {
                port = peer.port();
                api.put("plant.yaml", "text/yaml", plant(port), 200);
                awaitState(api, "connected");
                letTheSourceCountOn(peer, 5);
            }
            awaitState(api, "waiting");
            try (OpcUaPeer peer = OpcUaPeer.start("--variables", "3", "--period", "300", "--children", "0",
                    "--security", "none", "--history", "100000", "--port", "" + port)) {
                awaitState(api, "connected");
                PlantServer.eventually(() -> {
                    assertThat(connection(api).at("/kept/last").isObject()).isTrue();
                    assertThat(connection(api).at("/kept/openGaps").asInt()).isZero();
                });
                assertThat(rows(api, "peer/still")).extracting(Row::status).contains("BadNoCommunication");
                assertThat(rows(api, "peer/v-0")).extracting(Row::status).contains("BadNoCommunication");
            }
        }
    }
}
