package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatesTest {

    private static final String SIGNAL = "/api/v1/signals/cnc-1/state";
    /** The time of day is 2026-11-24T08:00Z. */
    private static final long NOW = Micros.of(Instant.parse("2026-11-24T08:00:00Z"));

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void store(int rows, long step) throws InterruptedException {
        SampleBatch batch = new SampleBatch();
        for (int i = 0; i < rows; i++) {
            batch.addWhole(server.ref(TestPlant.STATE), NOW - (rows - i) * step, i % 3, StatusCode.GOOD);
        }
        server.store(batch);
    }

    @Test
    void codesOfTheLastDaysAreFoundWithTheOneThatHeldBefore() throws Exception {
        SampleBatch old = new SampleBatch();
        old.addWhole(server.ref(TestPlant.STATE), NOW - 20 * 24 * Micros.PER_HOUR, 8, StatusCode.GOOD);
        old.addWhole(server.ref(TestPlant.STATE), NOW - 10 * 24 * Micros.PER_HOUR, 9, StatusCode.GOOD);
        old.addNone(server.ref(TestPlant.STATE), NOW - Micros.PER_HOUR, StatusCode.BAD_SENSOR_FAILURE);
        server.store(old);
        store(6, Micros.PER_MINUTE);
        JsonNode codes = server.viewer().get(SIGNAL + "/codes").json();
        assertThat(codes.path("complete").asBoolean()).isTrue();
        assertThat(codes.path("items").findValuesAsText("code")).containsExactly("0", "1", "2", "9");
        assertThat(codes.at("/items/0/count").asInt()).isEqualTo(2);
        assertThat(codes.at("/items/0/first").asText()).isEqualTo("2026-11-24T07:54:00.000000Z");
        assertThat(codes.at("/items/0/last").asText()).isEqualTo("2026-11-24T07:57:00.000000Z");
    }

    /** A code nobody said the meaning of came from the machine: that is another thing than no data. */
    @Test
    void codesWithoutAMeaningAreToldWithTheirTimes() throws Exception {
        int ref = server.ref(TestPlant.STATE);
        SampleBatch rows = new SampleBatch();
        rows.addWhole(ref, NOW - 60 * Micros.PER_MINUTE, 4, StatusCode.GOOD);
        rows.addWhole(ref, NOW - 40 * Micros.PER_MINUTE, 4, StatusCode.GOOD);
        rows.addWhole(ref, NOW - 30 * Micros.PER_MINUTE, 2, StatusCode.GOOD);
        rows.addWhole(ref, NOW - 20 * Micros.PER_MINUTE, 7, StatusCode.GOOD);
        rows.addNone(ref, NOW - 10 * Micros.PER_MINUTE, StatusCode.BAD_NO_COMMUNICATION);
        rows.addWhole(ref, NOW - 5 * Micros.PER_MINUTE, 9, StatusCode.GOOD);
        server.store(rows);
        JsonNode unsaid = server.viewer()
                .get(SIGNAL + "/unsaid?from=2026-11-24T07:10:00Z&to=2026-11-24T09:00:00Z").json();
        assertThat(unsaid.path("complete").asBoolean()).isTrue();
        assertThat(unsaid.path("items").findValuesAsText("code")).containsExactly("4", "7", "9");
        assertThat(unsaid.at("/items/0/from").asText()).isEqualTo("2026-11-24T07:10:00.000000Z");
        assertThat(unsaid.at("/items/0/to").asText()).isEqualTo("2026-11-24T07:30:00.000000Z");
        assertThat(unsaid.at("/items/1/to").asText()).isEqualTo("2026-11-24T07:50:00.000000Z");
        assertThat(unsaid.at("/items/2/to").asText()).as("not after now").startsWith("2026-11-24T08:00:00.");
        server.admin().put(SIGNAL + "/states", "{\"states\":{\"4\":{\"name\":{\"en\":\"Off\"},\"meaning\":\"off\"},"
                + "\"2\":{\"name\":{\"en\":\"On\"},\"meaning\":\"running\"}}}");
        assertThat(server.viewer().get(SIGNAL + "/unsaid?from=2026-11-24T07:00:00Z&to=2026-11-24T08:00:00Z").json()
                .path("items").findValuesAsText("code")).containsExactly("7", "9");
    }

    @Test
    void ofMoreSamplesThanAreLookedAtTheNewestCount() throws Exception {
        SampleBatch old = new SampleBatch();
        old.addWhole(server.ref(TestPlant.STATE), NOW - 50 * Micros.PER_HOUR, 9, StatusCode.GOOD);
        server.store(old);
        store(210_000, 50_000);
        JsonNode codes = server.viewer().get(SIGNAL + "/codes").json();
        assertThat(codes.path("complete").asBoolean()).isFalse();
        assertThat(codes.path("items").findValuesAsText("code")).containsExactly("0", "1", "2");
        int counted = codes.path("items").findValues("count").stream().mapToInt(JsonNode::asInt).sum();
        assertThat(counted).isBetween(199_000, 200_000);
    }

    @Test
    void meaningsOfCodesBecomePartOfThePlant() {
        Client admin = server.admin();
        Client.Answer answer = admin.put(SIGNAL + "/states",
                """
                        {"states":{"2":{"name":{"zh":"运行"},"meaning":"running"},"7":{"name":{"en":"Fault","zh":"故障"},"meaning":"stopped"}}}""");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/states/7/name/zh").asText()).isEqualTo("故障");
        assertThat(admin.get("/api/v1/signals?search=state").json().at("/items/0/states")).hasSize(2);
        assertThat(admin.get("/api/v1/plant/versions").text()).contains("Change what the codes of cnc-1/state mean");
    }

    @Test
    void whatHasNoMeaningIsRefused() {
        Client admin = server.admin();
        assertThat(admin.put(SIGNAL + "/states", "{}").code()).isEqualTo("invalid-field");
        assertThat(admin.put(SIGNAL + "/states", "{\"states\":{\"x\":{\"name\":{\"en\":\"a\"},\"meaning\":\"off\"}}}")
                .json().at("/errors/0/path").asText()).isEqualTo("states/x");
        assertThat(admin.put(SIGNAL + "/states", "{\"states\":{\"1\":{\"name\":{\"en\":\"a\"},\"meaning\":\"on\"}}}")
                .json().at("/errors/0/path").asText()).isEqualTo("states/1/meaning");
        assertThat(admin.put("/api/v1/signals/cnc-1/load/states", "{\"states\":{}}").code()).isEqualTo("not-a-state");
        assertThat(admin.get("/api/v1/signals/cnc-1/none/codes").code()).isEqualTo("unknown-signal");
        assertThat(server.viewer().put(SIGNAL + "/states", "{\"states\":{}}").status()).isEqualTo(403);
    }
}
