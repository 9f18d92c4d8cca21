package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.factfloor.edge.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgesTest {

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
    void anAdministratorMakesACodeThatIsToldOnce() {
        Client.Answer made = server.admin().post("/api/v1/edges/codes", "{\"name\":\"hall-2\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(Code.read(made.json().path("code").asText())).isPresent();
        assertThat(made.json().path("expiresAt").asText()).isEqualTo("2026-11-24T09:00:00.123456Z");
        assertThat(made.json().path("port").asInt()).isEqualTo(server.edgePort.port());
        assertThat(server.records.audit().page(OptionalLong.empty(), 1).getFirst())
                .satisfies(entry -> assertThat(entry.action()).isEqualTo("edge.code"))
                .satisfies(entry -> assertThat(entry.toString()).doesNotContain(made.json().path("code").asText()));
    }

    @Test
    void namesAreThoseOfThePlantModel() {
        for (String name : new String[]{"", "Hall 2", "-hall", "二号", "h".repeat(61), "hall/2"}) {
            Client.Answer answer = server.admin().post("/api/v1/edges/codes", "{\"name\":\"" + name + "\"}");
            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("invalid-field");
        }
    }

    @Test
    void aBoxIsListedWithItsNameAndLosesItsTokenWhenItIsRevoked() {
        String code = server.records.edges().code("hall-2", "ada");
        server.edges.revoke("nobody");
        assertThat(server.records.edges().enrol(code, "box")).isPresent();
        assertThat(server.admin().change("DELETE", "/api/v1/edges/hall-2/token", "", "").status()).isEqualTo(204);
        assertThat(server.admin().change("DELETE", "/api/v1/edges/hall-2/token", "", "").code())
                .isEqualTo("unknown-edge");
        JsonNode edge = server.viewer().get("/api/v1/edges").json().at("/items/0");
        assertThat(edge.path("name").asText()).isEqualTo("hall-2");
        assertThat(edge.path("state").asText()).isEqualTo("revoked");
        assertThat(edge.path("lost").asInt()).isZero();
    }

    @Test
    void aConnectionIsGivenToABoxAndTakenBack() {
        String press = "{\"name\":\"Press\",\"endpoint\":\"opc.tcp://10.0.0.9:4840\",\"edge\":\"hall-2\"}";
        Client.Answer made = server.admin().post("/api/v1/connections", press);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("edge").asText()).isEqualTo("hall-2");
        assertThat(made.json().at("/fault/kind").asText()).isEqualTo("edgeUnknown");
        assertThat(server.viewer().get("/api/v1/edges").json().at("/items/0/state").asText()).isEqualTo("expected");

        Client.Answer back = server.admin().put("/api/v1/connections/press", "{\"edge\":\"\"}");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().has("edge")).isFalse();
        assertThat(server.viewer().get("/api/v1/edges").json().path("items")).isEmpty();
    }
}
