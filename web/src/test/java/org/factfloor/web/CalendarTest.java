package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarTest {

    private static final String PATH = "/api/v1/sites/suzhou/calendar";

    /** Berlin's clocks change at the end of October; Friday is short; the week of the first is free. */
    private static final String BERLIN = """
            {"zone": "Europe/Berlin", "dayStart": "06:00",
             "shifts": [{"id": "night", "name": {"en": "Night", "zh": "夜班"}, "from": "22:00", "to": "06:00",
               "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
               "breaks": [{"name": {"en": "Meal", "zh": "夜餐"}, "from": "02:30", "to": "02:45", "runsThrough": false}]}],
             "plannedStops": [{"name": {"en": "Cleaning", "zh": "清扫"}, "from": "23:00", "to": "23:30", "days": ["fri"]}],
             "exceptions": [{"from": "2026-10-01", "to": "2026-10-02", "name": {"en": "Free", "zh": "放假"}, "kind": "closed"},
                            {"from": "2026-10-04", "to": "2026-10-04", "name": {"en": "Late", "zh": "补班"}, "kind": "worksAs", "day": "fri"}],
             "changes": [{"validFrom": "2027-01-01", "shifts": [], "plannedStops": []}]}
            """;

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Client.Answer put(String json, String... headers) {
        return server.admin().change("PUT", PATH, "application/json", json, headers);
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }

    @Test
    void theCalendarIsToldAsItIsWritten() {
        Client.Answer answer = server.viewer().get(PATH);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        JsonNode calendar = answer.json();
        assertThat(calendar.path("zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(calendar.at("/shifts/0/name/zh").asText()).isEqualTo("白班");
        assertThat(calendar.at("/shifts/0/days")).hasSize(7);
        assertThat(calendar.path("changes")).isEmpty();
        assertThat(server.viewer().get("/api/v1/sites/nowhere/calendar").code()).isEqualTo("unknown-site");
    }

    @Test
    void theCalendarThatIsToldCanBeSentBackAndChangesNothing() {
        put(BERLIN);
        Client.Answer answer = put(server.viewer().get(PATH).text());
        assertThat(answer.json().path("version").asInt()).isEqualTo(2);
        assertThat(answer.json().path("changes")).isEmpty();
    }

    @Test
    void aNewCalendarBecomesAVersionAndTheAnswerTellsWhatChangedAndWho() throws Exception {
        Client.Answer answer = server.admin().change("PUT", PATH + "?comment=moved%20to%20Berlin", "application/json",
                BERLIN, "If-Match", "\"1\"");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().path("author").asText()).isEqualTo("ada");
        assertThat(texts(answer.json().path("changes"), "path")).contains("sites[suzhou].calendar.zone",
                "sites[suzhou].calendar.exceptions[2026-10-01]", "sites[suzhou].calendar.shifts[night]");
        JsonNode sent = new com.fasterxml.jackson.databind.ObjectMapper().readTree(BERLIN);
        assertThat(server.viewer().get(PATH).json()).isEqualTo(sent);
        String yaml = server.viewer().get("/api/v1/plant.yaml").text();
        assertThat(yaml).endsWith(TestPlant.YAML.substring(TestPlant.YAML.indexOf("      areas:")));
        assertThat(server.viewer().get("/api/v1/plant/versions").json().at("/items/0/comment").asText())
                .isEqualTo("moved to Berlin");
        // The plant tells the plan that holds now, in November; in 2027 there is no shift.
        assertThat(server.viewer().get("/api/v1/plant").json().at("/enterprise/sites/0/calendar/shifts/0/id").asText())
                .isEqualTo("night");
    }

    @Test
    void aCalendarWithProblemsIsRefusedWithTheFieldOfEach() {
        Client.Answer answer = put(BERLIN.replace("\"22:00\"", "\"10 pm\"").replace("\"2026-10-02\"", "\"2026-09-02\"")
                .replace("worksAs", "works"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("invalid-plant");
        assertThat(texts(answer.json().path("errors"), "path")).containsExactly("shifts[0].from", "exceptions[0].to",
                "exceptions[1].kind");
        assertThat(server.records.plants().current().orElseThrow().number()).isEqualTo(1);
        assertThat(put("null").status()).isEqualTo(422);
        assertThat(put("{").code()).isEqualTo("malformed-json");
    }

    @Test
    void aCalendarThatSomeoneElseChangedMeanwhileIsNotOverwritten() {
        String first = server.viewer().get(PATH).text();
        put(BERLIN);
        Client.Answer late = put(first, "If-Match", "\"1\"");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("conflict");
        assertThat(server.viewer().get(PATH).json().path("zone").asText()).isEqualTo("Europe/Berlin");
        // Another change of the plant does no harm.
        String yaml = server.viewer().get("/api/v1/plant.yaml").text().replace("high: 85", "high: 90");
        server.admin().change("PUT", "/api/v1/plant.yaml", "text/yaml", yaml);
        ObjectNode noChanges = (ObjectNode) server.viewer().get(PATH).json();
        noChanges.putArray("changes");
        assertThat(put(noChanges.toString(), "If-Match", "\"2\"").json().path("version").asInt()).isEqualTo(4);
        assertThat(server.viewer().get("/api/v1/plant.yaml").text()).contains("high: 90");
    }

    @Test
    void onlyAdministratorsChangeTheCalendar() {
        assertThat(server.viewer().change("PUT", PATH, "application/json", BERLIN).code()).isEqualTo("admin-only");
        assertThat(server.admin().change("PUT", "/api/v1/sites/nowhere/calendar", "application/json", BERLIN).code())
                .isEqualTo("unknown-site");
    }

    @Test
    void daysAreToldAsPlanned() {
        put(BERLIN);
        JsonNode days = server.viewer().get("/api/v1/sites/suzhou/days?from=2026-10-01&to=2026-10-31").json()
                .path("items");
        assertThat(days).hasSize(31);
        assertThat(days.at("/0/exception/name/zh").asText()).isEqualTo("放假");
        assertThat(days.at("/0/shifts")).isEmpty();
        assertThat(days.at("/0/plannedMinutes").asInt()).isZero();
        // Sunday the 4th is worked like a Friday, with its cleaning; eight hours less break and cleaning.
        assertThat(days.at("/3/exception/day").asText()).isEqualTo("fri");
        assertThat(texts(days.at("/3/shifts/0/spans"), "timeClass")).containsExactly("planned", "plannedStop",
                "planned",
                "break", "planned");
        assertThat(days.at("/3/plannedMinutes").asInt()).isEqualTo(480 - 15 - 30);
        // Saturday the 24th lasts until the clocks are back at 06:00 winter time.
        JsonNode change = days.get(23);
        assertThat(change.path("date").asText()).isEqualTo("2026-10-24");
        assertThat(change.path("hours").asDouble()).isEqualTo(25);
        assertThat(change.path("start").asText()).isEqualTo("2026-10-24T04:00:00.000000Z");
        assertThat(change.path("end").asText()).isEqualTo("2026-10-25T05:00:00.000000Z");
        assertThat(change.at("/shifts/0/to").asText()).isEqualTo("2026-10-25T05:00:00.000000Z");
        assertThat(change.path("plannedMinutes").asInt()).isEqualTo(525);
        assertThat(days.at("/9/hours").asDouble()).isEqualTo(24);
    }

    @Test
    void rangesOfDaysAreBounded() {
        String path = "/api/v1/sites/suzhou/days?from=2026-01-01&to=";
        assertThat(server.viewer().get(path + "2027-02-04").json().path("items")).hasSize(400);
        assertThat(server.viewer().get(path + "2027-02-05").code()).isEqualTo("invalid-field");
        assertThat(server.viewer().get(path + "2025-12-31").code()).isEqualTo("invalid-field");
        assertThat(server.viewer().get(path + "2026-02-30").code()).isEqualTo("invalid-field");
        assertThat(server.viewer().get(path + "tomorrow").code()).isEqualTo("invalid-field");
        assertThat(server.viewer().get("/api/v1/sites/nowhere/days?from=2026-01-01&to=2026-01-01").code())
                .isEqualTo("unknown-site");
    }
}
