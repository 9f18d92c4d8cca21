package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The description and the server say the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private RunningServer server;
    private JsonNode description;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        description = server.viewer().get("/api/v1/openapi.json").json();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode operation(Route route) {
        return description.path("paths").path(route.path().substring(Route.PREFIX.length()))
                .path(route.method().toLowerCase(Locale.ROOT));
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        Set<String> described = new TreeSet<>();
        description.path("paths").properties().forEach(path -> path.getValue().fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> served = server.web.routes().stream()
                .map(route -> route.method() + " " + route.path().substring(Route.PREFIX.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        served.add("GET /live");
        assertThat(described).isEqualTo(served);
    }

    @Test
    void parametersAndAccessAreAsServed() {
        for (Route route : server.web.routes()) {
            Set<String> query = new TreeSet<>();
            operation(route).path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")) {
                    query.add(parameter.path("name").asText());
                }
            });
            assertThat(query).as(route.path()).isEqualTo(new TreeSet<>(route.query()));
            assertThat(operation(route).path("security").isEmpty()).as(route.path())
                    .isEqualTo(route.access() == Access.OPEN);
        }
    }

    @Test
    void everyReferenceLeadsToASchema() {
        description.findValuesAsText("$ref").forEach(
                reference -> assertThat(description.at(reference.substring(1)).isMissingNode()).as(reference)
                        .isFalse());
    }

    /** Answers have exactly the fields their schema names. */
    @Test
    void answersFitTheirSchemas() {
        check("/plant", "Plant");
        check("/shift", "Shift");
        check("/sites/suzhou/calendar", "Calendar");
        checkItems("/sites/suzhou/days?from=2026-10-01&to=2026-10-01", "Day");
        check("/system", "System");
        check("/system/disk", "Disk");
        check("/backups", "Backups");
        check("/health", "Health");
        check("/session", "Me");
        checkItems("/connections", "Connection");
        assertThat(server.records.edges().enrol(server.records.edges().code("hall-2", "ada"), "box")).isPresent();
        server.edges.revoke("nobody");
        checkItems("/edges", "Edge");
        checkItems("/signals", "Signal");
        checkItems("/certificates", "Certificate");
        checkItems("/plant/versions", "PlantVersion");
        Client admin = server.admin();
        assertThat(admin.put("/api/v1/products/a", "{\"name\":{\"en\":\"A\"}}").status()).isEqualTo(200);
        assertThat(admin.post("/api/v1/entries", "{\"workUnit\":\"cnc-1\",\"from\":\"2026-11-24T07:00:00Z\","
                + "\"claim\":{\"kind\":\"product\",\"product\":\"a\"}}").status()).isEqualTo(201);
        assertThat(admin
                .post("/api/v1/standards", "{\"id\":\"s\",\"workUnit\":\"cnc-1\",\"product\":\"a\",\"validFrom\":"
                        + "\"2026-11-24T07:00:00Z\",\"cycle\":4.5,\"partsPerCycle\":1,\"origin\":\"measured\"}")
                .status())
                .isEqualTo(201);
        assertThat(admin.post("/api/v1/standards/s/confirm", "").status()).isEqualTo(200);
        assertThat(admin.post("/api/v1/jobs", "{\"id\":\"4711\",\"product\":\"a\",\"quantity\":5}").status())
                .isEqualTo(201);
        checkItems("/entries?from=2026-11-24T06:00:00Z&to=2026-11-24T09:00:00Z", "Entry");
        assertThat(admin.post("/api/v1/calls", "{\"id\":\"c\",\"workUnit\":\"cnc-1\",\"kind\":\"quality\"}")
                .status()).isEqualTo(201);
        checkItems("/calls", "Call");
        check("/machines/cnc-1/production", "Production");
        check("/signals/cnc-1/state/codes", "Codes");
        int sent = admin.upload("/api/v1/sample-imports?name=a.csv",
                "time,cnc-1/load\n2026-11-23T10:00:00Z,1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .json().path("id").asInt();
        check("/sample-imports/" + sent + "/look", "SampleLook");
        checkItems("/sample-imports", "SampleImport");
        checkItems("/reasons", "Reason");
        checkItems("/products", "Product");
        checkItems("/people", "Person");
        checkItems("/standards", "Standard");
        checkItems("/jobs", "Job");
        checkItems("/users", "Me");
        checkItems("/audit", "AuditEntry");
        check("/sample-ledger?from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z", "SampleLedger");
        check("/sample-ledger?subject=cnc-1&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z", "SampleLedger");
        check("/history?signals=cnc-1/load&columns=2&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z", "History");
    }

    private void check(String path, String schema) {
        JsonNode answer = server.admin().get(Route.PREFIX + path).json();
        fits(answer, description.at("/components/schemas/" + schema), path);
    }

    private void checkItems(String path, String schema) {
        JsonNode items = server.admin().get(Route.PREFIX + path).json().path("items");
        assertThat(items).as(path).isNotEmpty();
        fits(items.get(0), description.at("/components/schemas/" + schema), path);
    }

    private void fits(JsonNode value, JsonNode schema, String place) {
        JsonNode known = schema.has("$ref") ? description.at(schema.path("$ref").asText().substring(1)) : schema;
        if (value.isNull() && known.path("type").toString().contains("null")) {
            return;
        }
        if (known.path("properties").isObject()) {
            value.fieldNames().forEachRemaining(name -> {
                assertThat(known.path("properties").has(name)).as(place + "/" + name).isTrue();
                fits(value.path(name), known.path("properties").path(name), place + "/" + name);
            });
            known.path("required").forEach(name -> assertThat(value.has(name.asText())).as(place + "/" + name.asText())
                    .isTrue());
        } else if (known.has("items") && value.isArray()) {
            value.forEach(item -> fits(item, known.path("items"), place + "/"));
        }
    }
}
