package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plug is pulled on the box and on the machine's own server, and power comes back to the box first: nothing is shown as
 * running or fresh before the machine has said so again; then every connection and figure goes on by itself, and the gap is
 * written down.
 */
class PowerReturnsTest {

    private static final String ALWAYS = """
            - {id: day, name: Day, from: "06:00", to: "18:00"}
            - {id: night, name: Night, from: "18:00", to: "06:00"}
            """;
    private static final String[] PEER = {"--period", "0", "--children", "0", "--security", "none"};

    private final Instant begun = Instant.now();

    @TempDir
    private Path data;

    @Test
    void allThatRanRunsAgainAndNothingRunsBefore() throws Exception {
        int port;
        double before;
        try (OpcUaPeer peer = OpcUaPeer.start(PEER); ProductProcess product = ProductProcess.run(data)) {
            port = peer.port();
            work(peer);
            Api api = Api.signIn(product.awaitReady());
            api.put("plant.yaml", "text/yaml",
                    TestPlant.inBerlin(ALWAYS, TestPlant.PRESS, TestPlant.pressAt(peer.endpoint())), 200);
            PlantServer.eventually(() -> assertRuns(api));
            PlantServer.eventually(() -> assertThat(runTime(api)).isPositive());
            before = runTime(api);
            product.kill();
        }
        try (ProductProcess product = ProductProcess.run(data)) {
            Api api = Api.signIn(product.awaitReady());
            assertNothingRuns(api);
            PlantServer.eventually(() -> {
                assertThat(connection(api).path("state").asText()).isEqualTo("waiting");
                assertNothingRuns(api);
                assertThat(now(api).path("state").asText()).isEqualTo("noData");
            });
            try (OpcUaPeer peer = OpcUaPeer.start(with(port))) {
                work(peer);
                PlantServer.eventually(() -> assertRuns(api));
                PlantServer.eventually(() -> assertThat(runTime(api)).isGreaterThan(before));
                // The time without power is neither running nor standing.
                assertThat(api.fact("press", "noDataTime", begun, Instant.now()).path("value").asDouble()).isPositive();
            }
        }
    }

    private static String[] with(int port) {
        String[] all = java.util.Arrays.copyOf(PEER, PEER.length + 2);
        all[PEER.length] = "--port";
        all[PEER.length + 1] = "" + port;
        return all;
    }

    private static void work(OpcUaPeer peer) throws IOException {
        peer.tell("{\"cmd\":\"add\",\"id\":\"state\",\"type\":\"UInt32\",\"value\":2}");
        peer.tell("{\"cmd\":\"add\",\"id\":\"parts\",\"type\":\"UInt32\",\"value\":0}");
        peer.tell("{\"cmd\":\"count\",\"id\":\"parts\",\"type\":\"UInt32\",\"period\":200}");
    }

    private static JsonNode connection(Api api) throws IOException, InterruptedException {
        return api.get("connections").at("/items/0");
    }

    private static JsonNode now(Api api) throws IOException, InterruptedException {
        return api.get("production?subject=press").at("/machines/0/now");
    }

    private static JsonNode latest(Api api) throws IOException, InterruptedException {
        return api.get("latest?signals=press/state,press/parts").path("items");
    }

    private double runTime(Api api) throws IOException, InterruptedException {
        return api.fact("press", "runTime", begun, Instant.now()).path("value").asDouble();
    }

    private static void assertRuns(Api api) throws IOException, InterruptedException {
        assertThat(connection(api).path("state").asText()).isEqualTo("connected");
        assertThat(latest(api)).hasSize(2).allSatisfy(value -> {
            assertThat(value.path("fresh").asBoolean()).isTrue();
            assertThat(value.path("quality").asText()).isEqualTo("good");
        });
        assertThat(now(api).path("state").asText()).isEqualTo("running");
    }

    private static void assertNothingRuns(Api api) throws IOException, InterruptedException {
        assertThat(connection(api).path("state").asText()).isNotEqualTo("connected");
        assertThat(latest(api)).noneSatisfy(value -> assertThat(value.path("fresh").asBoolean()).isTrue());
        assertThat(now(api).path("state").asText()).isNotEqualTo("running");
    }
}
