package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.fresh(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Client.Answer setUp(String code, String password) {
        return server.stranger().post("/api/v1/setup", "{\"code\":\"" + code + "\",\"user\":\"ada\",\"password\":\""
                + password + "\",\"plantName\":\"Suzhou Precision\",\"zone\":\"Asia/Shanghai\"}");
    }

    @Test
    void theCodeMakesTheFirstAdministratorAndAnEmptyPlantAndSignsIn() {
        assertThat(server.stranger().get("/api/v1/health").json().path("firstRun").asBoolean()).isTrue();
        Client.Answer answer = setUp(RunningServer.CODE, RunningServer.PASSWORD);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("user").asText()).isEqualTo("ada");
        String cookie = answer.header("Set-Cookie");
        Client client = new Client(server.web.port(),
                Optional.of(cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'))), Optional.empty());
        Client.Answer plant = client.get("/api/v1/plant");
        assertThat(plant.json().at("/enterprise/name/en").asText()).isEqualTo("Suzhou Precision");
        assertThat(plant.json().at("/enterprise/sites/0/calendar/zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(server.stranger().get("/api/v1/health").json().path("firstRun").asBoolean()).isFalse();
    }

    /** As in the demo: its first page asks for the person alone. */
    @Test
    void tellsWhetherThereIsAPlantAlreadyAndKeepsIt() {
        assertThat(server.stranger().get("/api/v1/health").json().path("plant").isBoolean()).isTrue();
        assertThat(server.stranger().get("/api/v1/health").json().path("plant").asBoolean()).isFalse();
        server.records.plants().apply(TestPlant.YAML, "test", "");
        assertThat(server.stranger().get("/api/v1/health").json().path("plant").asBoolean()).isTrue();
        assertThat(setUp(RunningServer.CODE, RunningServer.PASSWORD).status()).isEqualTo(201);
        assertThat(server.stranger().get("/api/v1/health").json().has("plant")).isFalse();
    }

    @Test
    void aSecondFirstRunIsRefused() {
        setUp(RunningServer.CODE, RunningServer.PASSWORD);
        Client.Answer again = setUp(RunningServer.CODE, RunningServer.PASSWORD);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("already-set-up");
    }

    @Test
    void aWrongCodeIsRefusedAndGuessingItIsThrottled() {
        for (int i = 0; i < 5; i++) {
            assertThat(setUp("wrong " + i, RunningServer.PASSWORD).code()).isEqualTo("wrong-code");
        }
        assertThat(setUp(RunningServer.CODE, RunningServer.PASSWORD).code()).isEqualTo("throttled");
        assertThat(server.records.users().any()).isFalse();
    }

    @Test
    void aWeakPasswordIsRefusedAndNothingIsMade() {
        Client.Answer answer = setUp(RunningServer.CODE, "short");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("weak-password");
        assertThat(server.records.users().any()).isFalse();
    }

    @Test
    void anUnknownZoneIsRefusedBeforeTheUserIsMade() {
        Client.Answer answer = server.stranger().post("/api/v1/setup", "{\"code\":\"" + RunningServer.CODE
                + "\",\"user\":\"ada\",\"password\":\"" + RunningServer.PASSWORD + "\",\"zone\":\"Mars/Base\"}");
        assertThat(answer.code()).isEqualTo("invalid-field");
        assertThat(server.records.users().any()).isFalse();
    }
}
