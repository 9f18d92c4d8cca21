package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.factfloor.records.ApiToken;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Help is called over HTTP. It is 08:00 UTC. */
class CallsTest {

    private static final String CALLS = "/api/v1/calls";

    private RunningServer server;
    private Client operator;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        operator = server.person(User.Role.OPERATOR);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String call(String id, String kind) {
        return "{\"id\":\"" + id + "\",\"workUnit\":\"cnc-1\",\"kind\":\"" + kind
                + "\",\"saidAt\":\"2026-11-24T07:58:00Z\"}";
    }

    private Client.Answer step(Client who, String id, String step) {
        return who.post(CALLS + "/" + id + "/steps", "{\"step\":\"" + step + "\"}");
    }

    @Test
    void aCallOfAnOutboxFiveTimesIsOne() {
        assertThat(operator.post(CALLS, call("a", "maintenance")).status()).isEqualTo(201);
        for (int i = 0; i < 4; i++) {
            assertThat(operator.post(CALLS, call("a", "maintenance")).status()).isEqualTo(200);
        }
        JsonNode open = server.viewer().get(CALLS).json();
        assertThat(open.path("items")).hasSize(1);
        assertThat(open.path("escalateAfter").toString()).isEqualTo("[300,900]");
        assertThat(open.path("at").asText()).isEqualTo("2026-11-24T08:00:00.123456Z");
        JsonNode call = open.at("/items/0");
        assertThat(call.path("calledAt").asText()).isEqualTo("2026-11-24T07:58:00.000000Z");
        assertThat(call.path("state").asText()).isEqualTo("called");
        assertThat(operator.post(CALLS, call("a", "quality")).code()).isEqualTo("id-taken");
        JsonNode same = operator.post(CALLS, call("b", "maintenance")).json();
        assertThat(same.path("id").asText()).as("called for already").isEqualTo("a");
    }

    @Test
    void stepsAreToldWithWhoAndWhen() {
        operator.post(CALLS, call("a", "teamLead"));
        Client lead = server.person(User.Role.TEAM_LEAD);
        server.clock.advance(Duration.ofMinutes(4));
        assertThat(step(lead, "a", "coming").json().path("state").asText()).isEqualTo("coming");
        assertThat(step(lead, "a", "coming").status()).as("again").isEqualTo(200);
        server.clock.advance(Duration.ofMinutes(2));
        step(lead, "a", "there");
        server.clock.advance(Duration.ofMinutes(14));
        step(operator, "a", "done");
        assertThat(server.viewer().get(CALLS).json().path("items")).isEmpty();
        JsonNode past = server.machine(ApiToken.Scope.READ)
                .get(CALLS + "?from=2026-11-24T08:10:00Z&to=2026-11-24T09:00:00Z").json().at("/items/0");
        assertThat(past.path("steps").findValuesAsText("step")).containsExactly("called", "coming", "there", "done");
        assertThat(past.path("steps").findValuesAsText("author")).containsExactly("operator", "team_lead",
                "team_lead", "operator");
        assertThat(past.at("/steps/3/at").asText()).isEqualTo("2026-11-24T08:20:00.123456Z");
        assertThat(server.viewer().get(CALLS + "?from=2026-11-24T08:30:00Z&to=2026-11-24T09:00:00Z").json()
                .path("items")).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(server.viewer().post(CALLS, call("a", "quality")).code()).isEqualTo("role-may-not");
        assertThat(operator.post(CALLS, call("a", "coffee")).code()).isEqualTo("invalid-field");
        assertThat(operator.post(CALLS, call("a", "quality").replace("cnc-1", "cnc-9")).code())
                .isEqualTo("unknown-work-unit");
        assertThat(step(operator, "a", "coming").code()).isEqualTo("unknown-call");
        operator.post(CALLS, call("a", "quality"));
        assertThat(step(operator, "a", "called").code()).isEqualTo("invalid-field");
        step(operator, "a", "cancelled");
        Client.Answer late = step(operator, "a", "there");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("call-over");
        assertThat(late.json().at("/text/zh").asText()).contains("operator");
        server.clock.advance(Duration.ofHours(1));
        assertThat(operator.post(CALLS, "{\"id\":\"b\",\"workUnit\":\"cnc-1\",\"kind\":\"quality\",\"sentAt\":"
                + "\"2026-11-24T08:30:00Z\"}").code()).isEqualTo("terminal-clock-off");
        assertThat(server.viewer().get(CALLS + "?from=2026-11-24T09:00:00Z&to=2026-11-24T08:00:00Z").code())
                .isEqualTo("invalid-field");
    }

    @Test
    void goesOnWithTheNextPage() {
        for (String kind : new String[]{"quality", "material", "setter"}) {
            operator.post(CALLS, call(kind, kind));
        }
        String range = CALLS + "?from=2026-11-24T07:00:00Z&to=2026-11-24T09:00:00Z&limit=2";
        JsonNode first = server.viewer().get(range).json();
        assertThat(first.path("items").findValuesAsText("id")).containsExactly("setter", "material");
        JsonNode second = server.viewer().get(range + "&cursor=" + first.path("next").asText()).json();
        assertThat(second.path("items").findValuesAsText("id")).containsExactly("quality");
        assertThat(second.has("next")).isFalse();
    }
}
