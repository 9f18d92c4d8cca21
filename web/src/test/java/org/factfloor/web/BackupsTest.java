package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the System page knows of backups, and what an administrator does with them. */
class BackupsTest {

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsHowItStands() {
        Instant at = Instant.parse("2026-11-24T02:00:00Z");
        server.backups.state = new Backups.State(Optional.of(new Backups.Plan("/b", LocalTime.of(2, 0), 7)),
                ZoneId.of("Asia/Shanghai"), Optional.of(at.plusSeconds(86_400)),
                Optional.of(new Backups.Last(at, "/b/x", 10, 4, 99, Duration.ofMillis(1_500),
                        List.of(new Backups.Warning("sameDisk", "careful")))),
                Optional.of(new Backups.Failure(at, new Label("no room", "空间不足"))),
                Optional.of(new Backups.Running(0.25, "history")),
                Optional.of(Backups.Attention.FAILED));
        JsonNode told = server.viewer().get("/api/v1/backups").json();
        assertThat(told.path("plan").toString()).isEqualTo("{\"folder\":\"/b\",\"at\":\"02:00\",\"keep\":7}");
        assertThat(told.at("/last/seconds").asDouble()).isEqualTo(1.5);
        assertThat(told.at("/last/at").asText()).isEqualTo("2026-11-24T02:00:00.000000Z");
        assertThat(told.at("/failure/text").toString()).isEqualTo("{\"en\":\"no room\",\"zh\":\"空间不足\"}");
        assertThat(told.at("/last/warnings/0/code").asText()).isEqualTo("sameDisk");
        assertThat(told.at("/running/part").asDouble()).isEqualTo(0.25);
        assertThat(told.path("attention").asText()).isEqualTo("failed");
    }

    @Test
    void anAdministratorPlansBeginsAndForgets() {
        Client admin = server.admin();
        assertThat(admin.put("/api/v1/backups/plan", "{\"folder\":\"/mnt/b\",\"at\":\"02:30\"}").json()
                .at("/plan/keep").asInt()).isEqualTo(14);
        assertThat(admin.post("/api/v1/backups", "").status()).isEqualTo(202);
        assertThat(admin.post("/api/v1/backups", "{\"folder\":\"/mnt/other\"}").status()).isEqualTo(202);
        assertThat(admin.delete("/api/v1/backups/plan").status()).isEqualTo(204);
        assertThat(server.backups.asked).hasSize(4).first().asString().endsWith("plans /mnt/b at 02:30, keeps 14");
    }

    @Test
    void refusesWhatDoesNotFit() {
        Client admin = server.admin();
        JsonNode place = admin.put("/api/v1/backups/plan", "{\"folder\":\"b\",\"at\":\"02:30\"}").json();
        assertThat(place.path("code").asText()).isEqualTo("backup-place");
        assertThat(place.path("detail").asText()).isEqualTo("The folder b is not absolute.");
        assertThat(place.at("/text/zh").asText()).isEqualTo("b 不是绝对路径。");
        assertThat(admin.put("/api/v1/backups/plan", "{\"folder\":\"/b\",\"at\":\"25:30\"}").code())
                .isEqualTo("invalid-field");
        assertThat(admin.put("/api/v1/backups/plan", "{\"folder\":\"/b\",\"at\":\"02:30\",\"keep\":0}").code())
                .isEqualTo("invalid-field");
        server.backups.state = new Backups.State(Optional.empty(), ZoneId.of("UTC"), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(new Backups.Running(0, "")), Optional.empty());
        assertThat(admin.post("/api/v1/backups", "").code()).isEqualTo("backup-running");
        assertThat(server.viewer().change("POST", "/api/v1/backups", "", "").status()).isEqualTo(403);
    }
}
