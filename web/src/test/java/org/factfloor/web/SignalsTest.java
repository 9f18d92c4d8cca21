package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {

    private RunningServer server;
    private Client viewer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        viewer = server.viewer();
        await().until(() -> server.supervision.status("cnc-1").orElseThrow()
                .state() == ConnectionStatus.State.CONNECTED);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode latest(String key) {
        return viewer.get("/api/v1/latest?signals=" + key).json().at("/items/0");
    }

    @Test
    void signalsAreFoundByKeyNameAndPlace() {
        assertThat(viewer.get("/api/v1/signals").json().path("total").asInt()).isEqualTo(4);
        assertThat(viewer.get("/api/v1/signals?search=SPINDLE").json().at("/items/0/key").asText())
                .isEqualTo(TestPlant.LOAD);
        assertThat(viewer.get("/api/v1/signals?search=%E4%B8%BB%E8%BD%B4").json().path("total").asInt()).isEqualTo(1);
        assertThat(viewer.get("/api/v1/signals?connection=none").json().path("total").asInt()).isZero();
        JsonNode page = viewer.get("/api/v1/signals?limit=3").json();
        assertThat(page.path("items")).hasSize(3);
        JsonNode rest = viewer.get("/api/v1/signals?limit=3&cursor=" + page.path("next").asText()).json();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.has("next")).isFalse();
    }

    @Test
    void aLatestValueIsFreshWhileItsSourceConfirmsIt() {
        long time = Micros.of(Instant.parse("2026-11-24T08:00:05Z"));
        server.clock.advance(java.time.Duration.ofSeconds(10));
        SampleBatch batch = new SampleBatch();
        batch.addNumber(server.ref(TestPlant.LOAD), time, 42.5, StatusCode.GOOD);
        batch.addWhole(server.ref(TestPlant.PARTS), time, (1L << 53) + 1, StatusCode.GOOD);
        batch.addNone(server.ref(TestPlant.STATE), time, StatusCode.BAD_SENSOR_FAILURE);
        server.protocol.deliver("cnc-1", batch);
        await().until(() -> latest(TestPlant.STATE).has("status"));
        JsonNode load = latest(TestPlant.LOAD);
        assertThat(load.path("value").asDouble()).isEqualTo(42.5);
        assertThat(load.path("time").asText()).isEqualTo("2026-11-24T08:00:05.000000Z");
        assertThat(load.path("quality").asText()).isEqualTo("good");
        assertThat(load.path("fresh").asBoolean()).isTrue();
        assertThat(latest(TestPlant.PARTS).path("value").asText()).isEqualTo("9007199254740993");
        JsonNode state = latest(TestPlant.STATE);
        assertThat(state.path("value").isNull()).isTrue();
        assertThat(state.path("status").asText()).isEqualTo("BadSensorFailure");
        assertThat(state.path("fresh").asBoolean()).isFalse();
        assertThat(viewer.get("/api/v1/signals?search=load").json().at("/items/0/latest/value").asDouble())
                .isEqualTo(42.5);
        assertThat(viewer.get("/api/v1/latest?signals=cnc-1/none").code()).isEqualTo("unknown-signal");
    }

    @Test
    void systemHealthAndMetricsTellWhatBecameOfSamples() {
        JsonNode system = viewer.get("/api/v1/system").json();
        assertThat(system.path("version").asText()).isEqualTo("1.2.3");
        assertThat(system.path("startedAt").asText()).isEqualTo("2026-11-24T08:00:00.123456Z");
        assertThat(system.path("counts").has("inFlight")).isTrue();
        assertThat(system.at("/disk/freeBytes").asLong()).isPositive();
        assertThat(viewer.get("/api/v1/health").json().path("version").asText()).isEqualTo("1.2.3");
        assertThat(server.stranger().get("/api/v1/health").json().has("version")).isFalse();
        String metrics = server.machine(org.factfloor.records.ApiToken.Scope.METRICS).get("/api/v1/metrics").text();
        assertThat(metrics).contains("factfloor_intake_samples_total{fate=\"received\"}")
                .contains("factfloor_connection_connected{connection=\"cnc-1\"} 1.0")
                .contains("factfloor_history_hot_rows").contains("jvm_memory_used_bytes")
                .contains("route=\"/api/v1/system\"");
    }

    @Test
    void theAuditTrailComesPageByPage() {
        Client admin = server.admin();
        for (int i = 0; i < 5; i++) {
            admin.post("/api/v1/connections/cnc-1/retry", "");
        }
        JsonNode first = admin.get("/api/v1/audit?limit=3").json();
        assertThat(first.path("items")).hasSize(3);
        assertThat(first.at("/items/0/action").asText()).isEqualTo("connection.retry");
        JsonNode second = admin.get("/api/v1/audit?limit=3&before=" + first.path("next").asText()).json();
        assertThat(second.at("/items/0/id").asLong()).isEqualTo(first.at("/items/2/id").asLong() - 1);
    }
}
