package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantTest {

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Client.Answer apply(String query, String yaml, String... headers) {
        return server.admin().change("PUT", "/api/v1/plant.yaml" + query, "text/yaml", yaml, headers);
    }

    @Test
    void thePlantIsToldWithItsSignals() {
        JsonNode plant = server.viewer().get("/api/v1/plant").json();
        assertThat(plant.path("version").asInt()).isEqualTo(1);
        assertThat(plant.path("at").asText()).isEqualTo("2026-11-24T08:00:00.123456Z");
        assertThat(plant.at("/enterprise/name/zh").asText()).isEqualTo("苏州精工");
        JsonNode site = plant.at("/enterprise/sites/0");
        assertThat(site.at("/calendar/zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(site.at("/calendar/dayStart").asText()).isEqualTo("07:00");
        assertThat(site.at("/calendar/shifts/0/to").asText()).isEqualTo("19:00");
        JsonNode center = site.at("/areas/0/workCenters/0");
        assertThat(center.path("kind").asText()).isEqualTo("productionLine");
        JsonNode load = center.at("/workUnits/0/signals/0");
        assertThat(load.path("key").asText()).isEqualTo(TestPlant.LOAD);
        assertThat(load.path("ref").asInt()).isEqualTo(server.ref(TestPlant.LOAD));
        assertThat(load.path("kind").asText()).isEqualTo("analog");
        assertThat(load.path("role").asText()).isEqualTo("main");
        assertThat(load.at("/normal/high").asDouble()).isEqualTo(85);
        assertThat(load.path("samplingIntervalMs").asInt()).isEqualTo(500);
        JsonNode state = center.at("/workUnits/0/signals/2");
        assertThat(state.at("/states/2/meaning").asText()).isEqualTo("running");
        assertThat(state.at("/states/2/name/zh").asText()).isEqualTo("运行");
    }

    @Test
    void theFileComesBackAsItWasGiven() {
        Client.Answer file = server.viewer().get("/api/v1/plant.yaml");
        assertThat(file.text()).isEqualTo(TestPlant.YAML);
        assertThat(file.header("Content-Type")).startsWith("text/yaml");
        assertThat(file.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void aDryRunTellsWhatWouldChangeAndChangesNothing() {
        Client.Answer answer = apply("?dryRun=true", TestPlant.YAML.replace("high: 85", "high: 90"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("version")).isFalse();
        assertThat(answer.json().at("/changes/0/kind").asText()).isEqualTo("changed");
        assertThat(answer.json().at("/changes/0/path").asText()).contains("load");
        assertThat(server.records.plants().current().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void aFileBecomesTheNextVersionAndTheRunningPlantFollows() {
        String yaml = TestPlant.YAML.replace("endpoint: opc.tcp://127.0.0.1:4840",
                "endpoint: opc.tcp://127.0.0.1:4841");
        Client.Answer answer = apply("?comment=moved", yaml, "If-Match", "\"1\"");
        assertThat(answer.json().path("version").asInt()).isEqualTo(2);
        assertThat(server.supervision.status("cnc-1").orElseThrow().connection().endpoint()).endsWith("4841");
        JsonNode versions = server.viewer().get("/api/v1/plant/versions").json();
        assertThat(versions.at("/items/0/version").asInt()).isEqualTo(2);
        assertThat(versions.at("/items/0/comment").asText()).isEqualTo("moved");
        assertThat(versions.at("/items/0/author").asText()).isEqualTo("ada");
        assertThat(server.viewer().get("/api/v1/plant.yaml?version=1").text()).isEqualTo(TestPlant.YAML);
        assertThat(server.records.audit().page(OptionalLong.empty(), 5)).anyMatch(
                entry -> entry.actor().equals("ada") && entry.source().equals("127.0.0.1"));
    }

    @Test
    void aFileMadeFromAnOlderVersionIsAConflict() {
        apply("", TestPlant.YAML.replace("high: 85", "high: 90"));
        Client.Answer answer = apply("", TestPlant.YAML.replace("high: 85", "high: 95"), "If-Match", "\"1\"");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("conflict");
    }

    @Test
    void anInvalidFileIsRefusedWithEveryProblemAtItsPlace() {
        Client.Answer answer = apply("", TestPlant.YAML.replace("kind: counter", "kind: conter"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("invalid-plant");
        JsonNode problem = answer.json().at("/errors/0");
        assertThat(problem.path("line").asInt()).isGreaterThan(20);
        assertThat(problem.path("column").asInt()).isPositive();
        assertThat(answer.json().path("errors").findValuesAsText("nearest")).as(answer.text()).contains("counter");
    }

    @Test
    void theShiftThatRunsIsToldInTheZoneOfTheSite() {
        JsonNode shift = server.viewer().get("/api/v1/shift").json();
        assertThat(shift.path("zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(shift.path("productionDay").asText()).isEqualTo("2026-11-24");
        assertThat(shift.at("/shift/id").asText()).isEqualTo("day");
        assertThat(shift.at("/shift/from").asText()).isEqualTo("2026-11-23T23:00:00.000000Z");
        assertThat(server.viewer().get("/api/v1/shift?site=nowhere").code()).isEqualTo("unknown-site");
    }

    @Test
    void theSchemaIsServedForEditors() {
        assertThat(server.viewer().get("/api/v1/plant.schema.json").json().has("$schema")).isTrue();
    }
}
