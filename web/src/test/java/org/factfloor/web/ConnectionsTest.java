package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    private RunningServer server;
    private Client admin;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        admin = server.admin();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionTellsHowItIsDoing() {
        await().until(() -> admin.get("/api/v1/connections/cnc-1").json().path("state").asText().equals("connected"));
        JsonNode connection = admin.get("/api/v1/connections").json().at("/items/0");
        assertThat(connection.path("id").asText()).isEqualTo("cnc-1");
        assertThat(connection.path("security").asText()).isEqualTo("none");
        assertThat(connection.path("guarantee").asText()).isEqualTo("liveOnly");
        assertThat(connection.path("publishingIntervalMs").asInt()).isEqualTo(500);
        assertThat(connection.path("signals").asInt()).isEqualTo(4);
        assertThat(connection.path("refused").isArray()).isTrue();
        assertThat(connection.has("fault")).isFalse();
    }

    @Test
    void aNewConnectionIsAVersionOfThePlantAndStarts() {
        Client.Answer made = admin.post("/api/v1/connections",
                "{\"name\":\"Press 7\",\"endpoint\":\"opc.tcp://127.0.0.1:4850\",\"security\":\"basic256sha256\","
                        + "\"user\":\"factfloor\",\"password\":\"pw of the press\",\"publishingIntervalMs\":250}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("id").asText()).isEqualTo("press-7");
        assertThat(made.header("Location")).isEqualTo("/api/v1/connections/press-7");
        assertThat(server.records.plants().current().orElseThrow().number()).isEqualTo(2);
        assertThat(server.records.secrets().get("press-7")).contains("pw of the press");
        assertThat(admin.get("/api/v1/plant.yaml").text()).contains("press-7").doesNotContain("pw of the press");
        assertThat(server.records.audit().page(OptionalLong.empty(), 20).toString()).doesNotContain("pw of the press");
        await().until(() -> admin.get("/api/v1/connections/press-7").json().path("state").asText().equals("connected"));
    }

    @Test
    void aConnectionThatIsTakenOrImpossibleIsRefused() {
        assertThat(admin.post("/api/v1/connections",
                "{\"id\":\"cnc-1\",\"name\":\"x\",\"endpoint\":\"opc.tcp://127.0.0.1:4850\"}").code())
                .isEqualTo("id-taken");
        assertThat(admin.post("/api/v1/connections", "{\"name\":\"x\"}").json().at("/errors/0/path").asText())
                .isEqualTo("endpoint");
        assertThat(admin.post("/api/v1/connections",
                "{\"name\":\"x\",\"endpoint\":\"opc.tcp://h:1\",\"security\":\"weak\"}").code())
                .isEqualTo("invalid-field");
        assertThat(admin.post("/api/v1/connections",
                "{\"id\":\"Not An Id\",\"name\":\"x\",\"endpoint\":\"opc.tcp://h:1\",\"user\":\"u\",\"password\":\"p\"}")
                .status())
                .isEqualTo(422);
        assertThat(server.records.secrets().names()).isEmpty();
        assertThat(admin.post("/api/v1/connections",
                "{\"id\":\"Not An Id\",\"name\":\"x\",\"endpoint\":\"opc.tcp://h:1\"}").status()).isEqualTo(422);
    }

    /** A button pressed twice. */
    @Test
    void oneConnectionSentManyTimesAtOnceIsMadeOnceAndKeepsItsPassword() throws Exception {
        List<Callable<Integer>> presses = Collections.nCopies(6, () -> admin.post("/api/v1/connections",
                "{\"id\":\"press\",\"name\":\"Press\",\"endpoint\":\"opc.tcp://127.0.0.1:1\",\"user\":\"u\","
                        + "\"password\":\"secret\"}")
                .status());
        try (ExecutorService people = Executors.newFixedThreadPool(presses.size())) {
            List<Integer> answers = people.invokeAll(presses).stream().map(Future::resultNow).toList();
            assertThat(answers).containsOnlyOnce(201).filteredOn(status -> status != 201).containsOnly(409);
        }
        assertThat(server.records.secrets().names()).containsExactly("press");
        assertThat(server.records.secrets().get("press")).contains("secret");
    }

    private static final String WITH_PASSWORD = "{\"name\":\"Press\",\"endpoint\":\"opc.tcp://127.0.0.1:1\","
            + "\"user\":\"u\",\"password\":\"mistyped\",\"publishingIntervalMs\":250}";

    private Client.Answer change(String id, String json) {
        return admin.change("PUT", "/api/v1/connections/" + id, "application/json", json);
    }

    private Optional<String> passwordOf(String id) {
        return server.records.plants().current().orElseThrow().model().connection(id).orElseThrow().passwordSecret()
                .flatMap(server.records.secrets()::get);
    }

    @Test
    void aWrongPasswordIsCorrectedAndTheRestStays() {
        admin.post("/api/v1/connections", WITH_PASSWORD);
        Client.Answer changed = change("press", "{\"password\":\"the right one\"}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().path("user").asText()).isEqualTo("u");
        assertThat(changed.json().path("publishingIntervalMs").asInt()).isEqualTo(250);
        assertThat(passwordOf("press")).contains("the right one");
        assertThat(server.records.secrets().names()).hasSize(1);
        assertThat(server.records.audit().page(OptionalLong.empty(), 3)).extracting(entry -> entry.action())
                .containsExactly("secret.delete", "plant.apply", "secret.put");
        assertThat(server.records.audit().page(OptionalLong.empty(), 20).toString()).doesNotContain("the right one");
    }

    @Test
    void everyFieldOfAConnectionCanBeChangedAndItsSignalsStay() {
        Client.Answer changed = change("cnc-1", "{\"name\":\"Mill\",\"endpoint\":\"opc.tcp://127.0.0.1:4850\","
                + "\"security\":\"basic256sha256\",\"user\":\"factfloor\",\"publishingIntervalMs\":100,"
                + "\"clock\":\"received\"}");
        JsonNode connection = changed.json();
        assertThat(connection.at("/name/en").asText()).isEqualTo("Mill");
        assertThat(connection.path("endpoint").asText()).isEqualTo("opc.tcp://127.0.0.1:4850");
        assertThat(connection.path("security").asText()).isEqualTo("basic256sha256");
        assertThat(connection.path("user").asText()).isEqualTo("factfloor");
        assertThat(connection.path("publishingIntervalMs").asInt()).isEqualTo(100);
        assertThat(connection.path("clock").asText()).isEqualTo("received");
        assertThat(connection.path("signals").asInt()).isEqualTo(4);
        assertThat(change("cnc-1", "{}").json()).isEqualTo(admin.get("/api/v1/connections/cnc-1").json());
    }

    @Test
    void aPasswordGoesWithItsUser() {
        admin.post("/api/v1/connections", WITH_PASSWORD);
        assertThat(change("press", "{\"user\":\"\"}").json().has("user")).isFalse();
        assertThat(server.records.secrets().names()).isEmpty();
    }

    @Test
    void aChangeThatIsImpossibleChangesNothing() {
        admin.post("/api/v1/connections", WITH_PASSWORD);
        assertThat(change("press", "{\"endpoint\":\"http://elsewhere\",\"password\":\"new\"}").status()).isEqualTo(422);
        assertThat(change("press", "{\"clock\":\"mine\"}").json().at("/errors/0/path").asText()).isEqualTo("clock");
        assertThat(change("none", "{}").code()).isEqualTo("unknown-connection");
        assertThat(passwordOf("press")).contains("mistyped");
        assertThat(server.records.secrets().names()).hasSize(1);
    }

    @Test
    void aFaultIsToldWithItsKindAndDetails() {
        admin.post("/api/v1/connections", "{\"name\":\"Lost\",\"endpoint\":\"opc.tcp://nowhere:4840\"}");
        await().until(() -> admin.get("/api/v1/connections/lost").json().has("fault"));
        JsonNode fault = admin.get("/api/v1/connections/lost").json().path("fault");
        assertThat(fault.path("kind").asText()).isEqualTo("unreachable");
        assertThat(fault.at("/details/endpoint").asText()).isEqualTo("opc.tcp://nowhere:4840");
        Client.Answer browse = admin.get("/api/v1/connections/lost/browse");
        assertThat(browse.status()).isEqualTo(502);
        assertThat(browse.code()).isEqualTo("connection-fault");
        assertThat(browse.json().at("/fault/kind").asText()).isEqualTo("unreachable");
    }

    @Test
    void whatASourceOffersBecomesSignalsOfANewMachine() {
        JsonNode root = admin.get("/api/v1/connections/cnc-1/browse").json();
        assertThat(root.at("/items/0/hasChildren").asBoolean()).isTrue();
        assertThat(root.path("next").asText()).isEqualTo("2");
        JsonNode leaf = admin.get("/api/v1/connections/cnc-1/browse?node=ns%3D1%3Bs%3DCnc1").json().at("/items/0");
        assertThat(leaf.at("/variable/kind").asText()).isEqualTo("analog");
        Client.Answer added = admin.post("/api/v1/connections/cnc-1/signals",
                """
                        {"workUnit":{"name":"Mill 3","workCenter":"line-1"},
                         "signals":[{"name":"Load","kind":"analog","unit":"%","address":"ns=1;s=Mill3.Load"},
                                    {"name":"主轴","kind":"counter","role":"count","address":"ns=1;s=Mill3.Parts","samplingIntervalMs":1000},
                                    {"name":"Load","kind":"analog","address":"ns=1;s=Mill3.Load2"}]}""");
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.json().at("/keys/0").asText()).isEqualTo("mill-3/load");
        assertThat(added.json().path("keys")).hasSize(3);
        assertThat(admin.get("/api/v1/signals?workUnit=mill-3").json().path("total").asInt()).isEqualTo(3);
        assertThat(admin.get("/api/v1/signals?workUnit=mill-3").json().at("/items/1/role").asText())
                .isEqualTo("count");
        assertThat(admin.get("/api/v1/machines/mill-3/production").json().path("role").asText())
                .isEqualTo("production");
        Client.Answer second = admin.post("/api/v1/connections/cnc-1/signals", """
                {"workUnit":{"id":"mill-3"},
                 "signals":[{"name":"Strokes","kind":"counter","role":"count","address":"ns=1;s=Mill3.Strokes"}]}""");
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.json().path("detail").asText()).contains("mill-3 has the signal signal with role count");
    }

    @Test
    void signalsWithoutAMachineOrOfAnUnknownKindAreRefused() {
        String path = "/api/v1/connections/cnc-1/signals";
        assertThat(admin.post(path, "{\"signals\":[]}").json().at("/errors/0/path").asText()).isEqualTo("workUnit");
        assertThat(admin.post(path,
                "{\"workUnit\":{\"id\":\"cnc-1\"},\"signals\":[{\"name\":\"x\",\"kind\":\"analgo\",\"address\":\"a\"}]}")
                .json().at("/errors/0/path").asText()).isEqualTo("signals/0/kind");
        assertThat(admin.post(path, "{\"workUnit\":{\"id\":\"cnc-1\"},\"signals\":[null]}").status()).isEqualTo(400);
        assertThat(admin.post("/api/v1/connections/none/signals", "{\"workUnit\":{\"id\":\"cnc-1\"},\"signals\":[]}")
                .status())
                .isEqualTo(404);
    }

    @Test
    void aRemovedConnectionTakesItsSignalsAndItsSecretAlong() {
        admin.post("/api/v1/connections",
                "{\"name\":\"Press\",\"endpoint\":\"opc.tcp://127.0.0.1:1\",\"user\":\"u\",\"password\":\"secret\"}");
        assertThat(admin.delete("/api/v1/connections/press").status()).isEqualTo(204);
        assertThat(server.records.secrets().names()).isEmpty();
        assertThat(admin.delete("/api/v1/connections/cnc-1").status()).isEqualTo(204);
        assertThat(admin.get("/api/v1/signals").json().path("total").asInt()).isZero();
        assertThat(admin.delete("/api/v1/connections/cnc-1").code()).isEqualTo("unknown-connection");
    }

    @Test
    void certificatesAreTrustedAndDistrusted() {
        String path = "/api/v1/certificates/" + OneCertificate.THUMBPRINT + "/trust";
        assertThat(admin.get("/api/v1/certificates").json().at("/items/0/trusted").asBoolean()).isFalse();
        assertThat(admin.post(path, "").status()).isEqualTo(204);
        assertThat(admin.get("/api/v1/certificates").json().at("/items/0/trusted").asBoolean()).isTrue();
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(admin.delete(path).status()).isEqualTo(404);
        assertThat(admin.post("/api/v1/certificates/xyz/trust", "").code()).isEqualTo("invalid-field");
        assertThat(server.records.audit().page(OptionalLong.empty(), 3)).extracting(entry -> entry.action())
                .contains("certificate.trust", "certificate.distrust");
    }
}
