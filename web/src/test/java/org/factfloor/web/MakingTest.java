package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reasons, products, standards and jobs, over HTTP. */
class MakingTest {

    private static final String STANDARD = "{\"id\":\"s\",\"workUnit\":\"cnc-1\",\"product\":\"housing-a\","
            + "\"tool\":null,\"validFrom\":\"2026-11-24T02:00:00Z\",\"cycle\":42.2,\"partsPerCycle\":1,"
            + "\"targetPerHour\":80,\"origin\":\"guessed\"}";
    private static final String JOB = "{\"id\":\"4711\",\"product\":\"housing-a\",\"quantity\":500,"
            + "\"due\":\"2026-11-24T07:00:00Z\",\"machines\":[\"cnc-1\"]}";

    private RunningServer server;
    private Client operator;
    private Client lead;
    private Client engineer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        operator = server.person(User.Role.OPERATOR);
        lead = server.person(User.Role.TEAM_LEAD);
        engineer = server.person(User.Role.ENGINEER);
        assertThat(lead.put("/api/v1/products/housing-a", "{\"name\":{\"en\":\"Housing A\",\"zh\":\"壳体 A\"}}").status())
                .isEqualTo(200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void reasonsAreThereAndEngineersChangeThem() {
        JsonNode reasons = server.viewer().get("/api/v1/reasons?workUnit=cnc-1").json().path("items");
        assertThat(reasons).hasSize(8);
        assertThat(reasons.get(0).path("policy").asText()).isEqualTo("availability");
        assertThat(reasons.get(0).at("/name/zh").asText()).isEqualTo("故障");
        assertThat(reasons.get(0).path("uses").asInt()).isZero();
        assertThat(engineer.post("/api/v1/reasons",
                "{\"id\":\"feeder\",\"name\":{\"zh\":\"送料器\"},\"policy\":\"performance\"}").status()).isEqualTo(201);
        JsonNode changed = engineer.put("/api/v1/reasons/feeder", "{\"hidden\":true}").json();
        assertThat(changed.path("hidden").asBoolean()).isTrue();
        assertThat(changed.at("/name/en").asText()).isEqualTo("送料器");
        assertThat(engineer.put("/api/v1/reasons/feeder", "{\"policy\":\"setup\"}").code()).isEqualTo("unknown-field");
        assertThat(engineer.put("/api/v1/reasons/none", "{}").code()).isEqualTo("unknown-reason");
    }

    @Test
    void reasonsStandInTheOrderPeopleGiveThem() {
        JsonNode byUse = server.viewer().get("/api/v1/reasons").json();
        assertThat(byUse.path("ordered").asBoolean()).isFalse();
        JsonNode ordered = engineer.put("/api/v1/reasons", "{\"order\":[\"other\",\"quality\"]}").json();
        assertThat(ordered.path("ordered").asBoolean()).isTrue();
        assertThat(ordered.path("items").findValuesAsText("id")).startsWith("other", "quality", "breakdown").hasSize(8);
        assertThat(engineer.put("/api/v1/reasons", "{\"order\":[\"none\"]}").code()).isEqualTo("unknown-reason");
        assertThat(server.viewer().get("/api/v1/reasons").json()).isEqualTo(ordered);
        assertThat(lead.put("/api/v1/reasons", "{\"order\":[]}").code()).isEqualTo("role-may-not");
        assertThat(engineer.put("/api/v1/reasons", "{\"order\":[]}").json()).isEqualTo(byUse);
    }

    @Test
    void anHourHasTheNoteThatWasWrittenLast() {
        String hour = "{\"subject\":\"line-1\",\"from\":\"2026-11-24T06:00:00Z\",\"text\":";
        assertThat(operator.put("/api/v1/hour-notes", hour + "\"feeder cleaned\"}").status()).isEqualTo(204);
        lead.put("/api/v1/hour-notes", hour + "\"feeder cleaned, spring ordered\"}");
        String range = "from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z";
        JsonNode notes = server.viewer().get("/api/v1/hour-notes?subject=line-1&" + range).json().path("items");
        assertThat(notes).hasSize(1);
        assertThat(notes.at("/0/text").asText()).isEqualTo("feeder cleaned, spring ordered");
        assertThat(notes.at("/0/author").asText()).isEqualTo("team_lead");
        assertThat(server.viewer().get("/api/v1/hour-notes?subject=cnc-1&" + range).json().path("items")).isEmpty();
        assertThat(server.viewer().put("/api/v1/hour-notes", hour + "\"x\"}").code()).isEqualTo("role-may-not");
        assertThat(operator.put("/api/v1/hour-notes", hour + "\"" + "x".repeat(201) + "\"}").code()).isEqualTo("text");
        for (String none : new String[]{"2026-11-24T00:30:00Z", "2020-11-24T00:00:00Z"}) {
            assertThat(operator.put("/api/v1/hour-notes",
                    "{\"subject\":\"line-1\",\"from\":\"" + none + "\",\"text\":\"x\"}").text())
                    .contains("an hour of the board begins");
        }
        assertThat(operator.put("/api/v1/hour-notes", hour + "\"\"}").status()).isEqualTo(204);
        assertThat(server.viewer().get("/api/v1/hour-notes?subject=line-1&" + range).json().path("items")).isEmpty();
    }

    @Test
    void productsKeepTheIdsPeopleWrite() {
        assertThat(lead.put("/api/v1/products/%E5%A3%B3%20A+7", "{\"name\":{\"en\":\"Housing\"}}").json().path("id")
                .asText()).isEqualTo("壳 A+7");
        assertThat(server.viewer().get("/api/v1/products").json().path("items").findValuesAsText("id"))
                .containsExactly("housing-a", "壳 A+7");
        assertThat(lead.put("/api/v1/products/a%3Fb", "{\"name\":{\"en\":\"X\"}}").code()).isEqualTo("bad-id");
        assertThat(lead.put("/api/v1/products/x", "{\"name\":{}}").code()).isEqualTo("invalid-field");
    }

    @Test
    void aStandardIsStatedConfirmedCorrectedAndRetired() {
        Client.Answer stated = engineer.post("/api/v1/standards", STANDARD);
        assertThat(stated.status()).as(stated.text()).isEqualTo(201);
        assertThat(stated.json().path("cycle").asDouble()).isEqualTo(42.2);
        assertThat(stated.json().path("confirmed").isNull()).isTrue();
        JsonNode confirmed = engineer.post("/api/v1/standards/s/confirm", "").json();
        assertThat(confirmed.at("/confirmed/by").asText()).isEqualTo("engineer");
        assertThat(confirmed.path("revision").asInt()).isEqualTo(2);
        JsonNode listed = server.viewer().get("/api/v1/standards?workUnit=cnc-1&product=housing-a").json();
        assertThat(listed.at("/items/0")).isEqualTo(confirmed);
        assertThat(server.viewer().get("/api/v1/standards?product=other").json().path("items")).isEmpty();
        Client.Answer corrected = engineer.put("/api/v1/standards/s",
                STANDARD.replace("42.2", "40").replace("{\"id\"", "{\"revision\":2,\"id\""));
        assertThat(corrected.json().path("confirmed").isNull()).isTrue();
        assertThat(engineer.put("/api/v1/standards/s", STANDARD.replace("{\"id\"", "{\"revision\":2,\"id\"")).code())
                .isEqualTo("changed-meanwhile");
        assertThat(engineer.delete("/api/v1/standards/s?revision=3").status()).isEqualTo(204);
        assertThat(engineer.post("/api/v1/standards", STANDARD.replace("42.2", "0")).code()).isEqualTo("cycle");
        assertThat(engineer.post("/api/v1/standards/none/confirm", "").code()).isEqualTo("unknown-standard");
    }

    /** Counter alone instead of a state signal, and the line's pieces counted here. */
    @Test
    void whichSignalsAMachineIsReadByIsChangedInThePlantFile() {
        String path = "/api/v1/machines/cnc-1/production";
        JsonNode before = server.viewer().get(path).json();
        assertThat(before.at("/signals/state").asText()).isEqualTo("state");
        assertThat(before.at("/signals/power").isNull()).isTrue();
        assertThat(before.path("stated").asBoolean()).isFalse();
        JsonNode after = server.admin().put(path, "{\"signals\":{\"state\":null},\"countingPoint\":true}").json();
        assertThat(after.at("/signals/state").isNull()).isTrue();
        assertThat(after.at("/signals/count").asText()).isEqualTo("parts");
        assertThat(after.path("countingPoint").asBoolean()).isTrue();
        assertThat(after.path("stated").asBoolean()).isTrue();
        assertThat(server.admin().put(path, "{\"signals\":{\"state\":\"load\"}}").text())
                .contains("the signal load of kind analog cannot have role state");
        assertThat(server.admin().put(path, "{\"signals\":{\"main\":\"load\"}}").code()).isEqualTo("invalid-field");
        server.admin().put(path, "{\"signals\":{\"state\":\"state\"},\"countingPoint\":false}");
        server.admin().delete(path);
        assertThat(server.viewer().get(path).json()).isEqualTo(before);
    }

    @Test
    void howAMachineIsReadIsChangedInThePlantFile() {
        String path = "/api/v1/machines/cnc-1/production";
        JsonNode before = server.viewer().get(path).json();
        assertThat(before.path("role").asText()).isEqualTo("production");
        assertThat(before.path("shortStopLimit").asInt()).isEqualTo(300);
        Client.Answer changed = server.admin().put(path, "{\"role\":\"support\",\"shortStopLimit\":90.5,"
                + "\"count\":{\"oneCount\":\"shot\",\"pieces\":7.5,\"rollover\":65535},"
                + "\"programs\":{\"O1001\":\"housing-a\"}}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        JsonNode after = server.viewer().get(path).json();
        assertThat(after).isEqualTo(changed.json());
        assertThat(after.at("/count/pieces").asDouble()).isEqualTo(7.5);
        assertThat(after.at("/count/plausible").asInt()).isEqualTo(10_000);
        assertThat(server.viewer().get("/api/v1/plant.yaml").text()).contains("O1001: housing-a");
        assertThat(server.viewer().get("/api/v1/plant").json().findValuesAsText("production"))
                .containsExactly("support");
        assertThat(server.admin().put(path, "{\"power\":{\"offBelow\":3,\"runningFrom\":2}}").code())
                .isEqualTo("invalid-field");
        assertThat(server.admin().put(path, "{\"count\":{\"pieces\":0}}").code()).isEqualTo("invalid-field");
        assertThat(server.admin().delete(path).status()).isEqualTo(204);
        assertThat(server.viewer().get(path).json()).isEqualTo(before);
        assertThat(server.viewer().get("/api/v1/machines/cnc-9/production").code()).isEqualTo("unknown-work-unit");
    }

    @Test
    void aStandardForThePastIsConfirmedBySomebodyElse() {
        engineer.post("/api/v1/standards", STANDARD.replace("2026-11-24T02", "2026-11-20T02"));
        Client.Answer alone = engineer.post("/api/v1/standards/s/confirm", "{\"revision\":1}");
        assertThat(alone.code()).isEqualTo("second-person");
        assertThat(alone.status()).isEqualTo(403);
        assertThat(server.admin().post("/api/v1/standards/s/confirm", "{\"revision\":1}").status()).isEqualTo(200);
    }

    @Test
    void aJobIsPlannedStartedPausedAndFinished() {
        assertThat(lead.post("/api/v1/jobs", JOB).status()).isEqualTo(201);
        assertThat(lead.post("/api/v1/jobs", JOB).json().path("revision").asInt()).as("sent again").isEqualTo(1);
        assertThat(lead.post("/api/v1/jobs", JOB.replace("500", "600")).code()).isEqualTo("id-taken");
        JsonNode planned = server.viewer().get("/api/v1/jobs").json().at("/items/0");
        assertThat(planned.path("state").asText()).isEqualTo("planned");
        assertThat(planned.path("late").asBoolean()).as("was due an hour ago").isTrue();
        JsonNode started = operator.post("/api/v1/jobs/4711/start",
                "{\"workUnit\":\"cnc-1\",\"at\":\"2026-11-24T06:30:00Z\"}").json();
        assertThat(started.at("/job/runningOn/0").asText()).isEqualTo("cnc-1");
        JsonNode entry = started.at("/entries/0");
        assertThat(entry.at("/claim/product").asText()).isEqualTo("housing-a");
        assertThat(entry.path("from").asText()).isEqualTo("2026-11-24T06:30:00.000000Z");
        assertThat(entry.at("/notes/0/code").asText()).isEqualTo("no-standard");
        JsonNode paused = operator.post("/api/v1/jobs/4711/pause", "{\"at\":\"2026-11-24T07:30:00Z\"}").json();
        assertThat(paused.at("/entries/0/to").asText()).isEqualTo("2026-11-24T07:30:00.000000Z");
        assertThat(paused.at("/job/state").asText()).isEqualTo("paused");
        operator.post("/api/v1/jobs/4711/start", "{\"workUnit\":\"cnc-1\",\"at\":\"2026-11-24T07:40:00Z\"}");
        assertThat(server.viewer().get("/api/v1/jobs/4711").json().path("state").asText()).isEqualTo("running");
        JsonNode finished = operator.post("/api/v1/jobs/4711/finish", "").json();
        assertThat(finished.at("/job/state").asText()).as(finished.toString()).isEqualTo("finished");
        assertThat(finished.at("/job/runningOn")).isEmpty();
        assertThat(finished.at("/job/startedAt").asText()).isEqualTo("2026-11-24T06:30:00.000000Z");
        assertThat(server.viewer().get("/api/v1/jobs").json().path("items")).isEmpty();
        assertThat(server.viewer().get("/api/v1/jobs?finished=true").json().path("items")).hasSize(1);
    }

    @Test
    void jobsThatCannotBeAreRefused() {
        assertThat(lead.post("/api/v1/jobs", JOB.replace("cnc-1", "cnc-9")).code()).isEqualTo("unknown-work-unit");
        assertThat(lead.post("/api/v1/jobs", JOB.replace("housing-a", "housing-b")).code())
                .isEqualTo("unknown-product");
        assertThat(lead.post("/api/v1/jobs", JOB.replace("500", "-5")).code()).isEqualTo("quantity");
        assertThat(operator.post("/api/v1/jobs/4712/start", "{\"workUnit\":\"cnc-1\"}").code())
                .isEqualTo("unknown-job");
        lead.post("/api/v1/jobs", JOB);
        assertThat(operator.post("/api/v1/jobs/4711/start", "{\"workUnit\":\"cnc-9\"}").code())
                .isEqualTo("unknown-work-unit");
        assertThat(lead.put("/api/v1/jobs/4711", JOB).json().at("/errors/0/path").asText()).isEqualTo("revision");
        assertThat(lead.put("/api/v1/jobs/4711", JOB.replace("{\"id\"", "{\"revision\":1,\"id\"").replace("500", "600"))
                .json().path("quantity").asInt()).isEqualTo(600);
        assertThat(server.viewer().get("/api/v1/jobs/4712").status()).isEqualTo(404);
    }
}
