package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shift from 23:00 to 11:00 UTC is over. From 06:00 the machine ran with a part each minute up to 08:00, but stood
 * from 06:10 to 06:22 and six times for a minute from 07:00 on.
 */
class ShiftCloseTest {

    private static final long SIX = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));
    private static final String RANGE = "&from=2026-11-24T06:00:00Z&to=2026-11-24T08:00:00Z";
    private static final String REPORT = "/api/v1/production?subject=cnc-1&day=2026-11-24&shift=day";
    private static final String SIGNATURES = "/api/v1/signatures";

    private RunningServer server;
    private Client lead;
    private int saidSoFar;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        lead = server.person(User.Role.TEAM_LEAD);
        SampleBatch batch = new SampleBatch();
        int state = server.ref(TestPlant.STATE);
        for (int minute = 0; minute < 120; minute++) {
            boolean runs = (minute < 10 || minute >= 22) && !(minute >= 60 && minute < 90 && minute % 5 == 2);
            batch.addWhole(state, SIX + minute * Micros.PER_MINUTE, runs ? 2 : 1, StatusCode.GOOD);
            batch.addWhole(server.ref(TestPlant.PARTS), SIX + minute * Micros.PER_MINUTE, minute, StatusCode.GOOD);
        }
        server.store(batch);
        server.clock.advance(Duration.ofMinutes(185));
        server.catchUp();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode said(Client who, String from, String to, String claim) {
        Client.Answer answer = who.post("/api/v1/entries", "{\"id\":\"e" + saidSoFar++ + "\",\"workUnit\":\"cnc-1\","
                + "\"from\":\"2026-11-24T" + from + ":00Z\"," + (to.isEmpty()
                        ? ""
                        : "\"to\":\"2026-11-24T" + to + ":00Z\",")
                + "\"claim\":" + claim + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        server.catchUp();
        return answer.json();
    }

    private static String signature(String day, long revision) {
        return "{\"subject\":\"cnc-1\",\"day\":\"" + day + "\",\"shift\":\"day\",\"note\":\"Mould 3 drips.\","
                + "\"revision\":" + revision + "}";
    }

    private JsonNode report() {
        return server.viewer().get(REPORT).json();
    }

    @Test
    void whatWasSignedStaysAndLaterChangesShowBesideIt() throws IOException {
        assertThat(report().path("signature").isNull()).isTrue();
        double made = report().at("/figures/good/value").asDouble();
        Client.Answer signed = lead.post(SIGNATURES, signature("2026-11-24", report().path("revision").asLong()));
        assertThat(signed.status()).as(signed.text()).isEqualTo(201);
        assertThat(signed.json().path("good").asDouble()).isEqualTo(made);
        server.clock.advance(Duration.ofMinutes(1));
        said(lead, "07:00", "", "{\"kind\":\"reject\",\"fate\":\"scrap\",\"pieces\":4}");
        JsonNode kept = report().path("signature");
        assertThat(report().at("/figures/good/value").asDouble()).isEqualTo(made - 4);
        assertThat(kept.path("good").asDouble()).isEqualTo(made);
        assertThat(kept.path("author").asText()).isEqualTo("team_lead");
        assertThat(kept.path("note").asText()).isEqualTo("Mould 3 drips.");
        assertThat(kept.path("at").asText()).isEqualTo("2026-11-24T11:05:00.123456Z");
        assertThat(kept.path("changes").asLong()).isEqualTo(1);
        JsonNode list = server.viewer().get(SIGNATURES + "?from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z").json()
                .path("items");
        assertThat(list.get(0)).isEqualTo(kept);
        assertThat(sheet("en")).contains("Signed by", "team_lead", "Mould 3 drips.", "Changes since");
        // People read names, not what somebody signs in with; and per cent, not sixteen digits.
        server.records.users().change("team_lead", "王工", User.Role.TEAM_LEAD, Optional.empty());
        assertThat(sheet("zh-CN")).contains("王工", "数控 1", "<c s=\"3\"><v>").doesNotContain("team_lead");
    }

    @Test
    void aShiftIsSignedOnceAndWhenItIsOver() {
        long revision = report().path("revision").asLong();
        assertThat(server.person(User.Role.OPERATOR).post(SIGNATURES, signature("2026-11-24", revision)).code())
                .isEqualTo("role-may-not");
        Client.Answer stale = lead.post(SIGNATURES, signature("2026-11-24", revision + 1));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("changed-meanwhile");
        assertThat(lead.post(SIGNATURES, signature("2026-11-24", revision)).status()).isEqualTo(201);
        assertThat(lead.post(SIGNATURES, signature("2026-11-24", revision)).status()).as("again").isEqualTo(200);
        Client.Answer second = server.admin().post(SIGNATURES, signature("2026-11-24", revision));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("already-signed");
        assertThat(second.json().at("/text/zh").asText()).contains("team_lead");
        Client.Answer running = lead.post(SIGNATURES, signature("2026-11-25", 0));
        assertThat(running.status()).isEqualTo(422);
        assertThat(running.code()).isEqualTo("shift-running");
        assertThat(lead.post(SIGNATURES, signature("2026-11-24", revision).replace("\"day\",", "\"noon\",")).code())
                .isEqualTo("no-such-shift");
        assertThat(lead.post(SIGNATURES, signature("soon", revision)).code()).isEqualTo("invalid-field");
    }

    @Test
    void timeTakenOutIsToldWithWhoTookIt() throws IOException {
        double planned = report().at("/figures/plannedTime/value").asDouble();
        said(lead, "08:00", "09:00", "{\"kind\":\"staffing\",\"staffing\":\"notStaffed\"}");
        said(server.admin(), "09:00", "10:30", "{\"kind\":\"staffing\",\"staffing\":\"noJob\"}");
        said(lead, "06:10", "06:22", "{\"kind\":\"reason\",\"reason\":\"maintenance\"}");
        JsonNode taken = report().path("takenOut");
        assertThat(taken.findValuesAsText("claim")).containsExactly("reason", "notStaffed", "noJob");
        assertThat(taken.findValuesAsText("seconds")).containsExactly("720.0", "3600.0", "5400.0");
        assertThat(taken.findValuesAsText("author")).containsExactly("team_lead", "team_lead", "ada");
        assertThat(taken.get(0).path("reason").asText()).isEqualTo("maintenance");
        assertThat(report().at("/figures/plannedTime/value").asDouble()).as("adds up with what was taken out")
                .isEqualTo(planned - 3_600 - 5_400 - 720);
        assertThat(sheet("zh-CN")).contains("移出计划时间", "未安排人员", "无任务", "保养");
    }

    @Test
    void theStaffingThatHoldsIsToldWithItsEnd() {
        Client.Answer until = lead.post("/api/v1/entries", "{\"id\":\"over\",\"workUnit\":\"cnc-1\",\"from\":"
                + "\"2026-11-24T11:00:00Z\",\"to\":\"2026-11-24T13:00:00Z\",\"claim\":{\"kind\":\"staffing\","
                + "\"staffing\":\"overtime\"}}");
        assertThat(until.status()).isEqualTo(201);
        JsonNode holds = report().at("/machines/0/now/staffing");
        assertThat(holds.path("staffing").asText()).isEqualTo("overtime");
        assertThat(holds.path("to").asText()).isEqualTo("2026-11-24T13:00:00.000000Z");
        assertThat(holds.path("entry").asText()).isEqualTo("over");
        server.clock.advance(Duration.ofHours(2));
        assertThat(report().at("/machines/0/now/staffing").isNull()).isTrue();
        assertThat(server.viewer().get("/api/v1/shift").json().at("/next/from").asText())
                .isEqualTo("2026-11-24T23:00:00.000000Z");
    }

    @Test
    void shortStopsThatFollowEachOtherAreOneQuestion() {
        String clusters = "/api/v1/stops?subject=cnc-1&limit=1" + RANGE;
        JsonNode cluster = server.viewer().get(clusters).json().path("clusters");
        assertThat(cluster).hasSize(1);
        assertThat(cluster.at("/0/count").asInt()).isEqualTo(6);
        assertThat(cluster.at("/0/seconds").asDouble()).isEqualTo(360);
        assertThat(cluster.at("/0/from").asText()).isEqualTo("2026-11-24T07:02:00.000000Z");
        assertThat(cluster.at("/0/to").asText()).isEqualTo("2026-11-24T07:28:00.000000Z");
        said(lead, "07:02", "07:28", "{\"kind\":\"reason\",\"reason\":\"no-material\"}");
        assertThat(server.viewer().get(clusters).json().path("clusters")).isEmpty();
        JsonNode stops = server.viewer().get("/api/v1/stops?subject=cnc-1&reason=no-material" + RANGE).json();
        assertThat(stops.path("items")).hasSize(6);
    }

    @Test
    void peopleAreAskedOfLongStopsWithoutAReason() {
        String asked = "/api/v1/stops?subject=cnc-1&asked=true" + RANGE;
        assertThat(server.viewer().get(asked).json().at("/items/0/from").asText())
                .isEqualTo("2026-11-24T06:10:00.000000Z");
        said(lead, "06:10", "06:22", "{\"kind\":\"reason\",\"reason\":\"breakdown\"}");
        assertThat(server.viewer().get(asked).json().path("items")).isEmpty();
        assertThat(server.viewer().get("/api/v1/stops?asked=true&from=2026-01-01T00:00:00Z&to=2026-11-24T00:00:00Z")
                .code()).isEqualTo("invalid-field");
    }

    private String sheet(String language) throws IOException {
        byte[] file = server.viewer().get("/api/v1/production/export" + REPORT.substring(REPORT.indexOf('?'))
                + "&language=" + language).response().body();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith("sheet1.xml")) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("there is no sheet");
    }
}
