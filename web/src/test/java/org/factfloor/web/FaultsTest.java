package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the server's own parts is told, and nothing looks better than it is. */
class FaultsTest {

    private static final String FAULT = "samples.parquet is damaged; restore it from a backup.";

    @Test
    void faultsOfHistoryAreToldToThoseWhoAreSignedIn(@TempDir Path folder) throws Exception {
        try (RunningServer server = RunningServer.withPlant(folder)) {
            server.history.fail(FAULT, "another fault", FAULT);
            JsonNode health = server.viewer().get("/api/v1/health").json();
            assertThat(health.path("status").asText()).isEqualTo("degraded");
            assertThat(health.path("faults").findValuesAsText("en")).containsExactly(FAULT, "another fault");
            assertThat(health.path("faults").findValuesAsText("code")).containsOnly("history");
            assertThat(server.stranger().get("/api/v1/health").text()).doesNotContain("parquet");
        }
    }

    @Test
    void historyThatCannotBeReadIsSaidInItsOwnWords(@TempDir Path folder) throws Exception {
        try (RunningServer server = RunningServer.withPlant(folder)) {
            server.history.fail(FAULT);
            Client.Answer answer = server.viewer().get("/api/v1/history?signals=" + TestPlant.LOAD
                    + "&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("history-unavailable");
            assertThat(answer.json().path("detail").asText()).isEqualTo(FAULT);
        }
    }

    @Test
    void nothingIsFreshWhileSamplesCannotBeTakenIn(@TempDir Path folder) throws Exception {
        try (RunningServer server = RunningServer.withPlant(folder, Long.MAX_VALUE)) {
            await().until(() -> server.supervision.status("cnc-1").orElseThrow()
                    .state() == ConnectionStatus.State.CONNECTED);
            long now = Micros.of(server.clock.instant());
            SampleBatch batch = new SampleBatch();
            batch.addNumber(server.ref(TestPlant.LOAD), now, 50, StatusCode.GOOD);
            server.intake.board().update(batch, now);
            JsonNode latest = server.viewer().get("/api/v1/latest?signals=" + TestPlant.LOAD).json().at("/items/0");
            assertThat(latest.path("quality").asText()).isEqualTo("good");
            assertThat(latest.path("fresh").asBoolean(true)).isFalse();
        }
    }

    @Test
    void whetherTheAuditTrailIsWholeIsToldOnceItIsChecked(@TempDir Path folder) throws Exception {
        try (RunningServer server = RunningServer.withPlant(folder)) {
            await().until(() -> server.viewer().get("/api/v1/system").json().path("auditIntact").asBoolean());
        }
    }
}
