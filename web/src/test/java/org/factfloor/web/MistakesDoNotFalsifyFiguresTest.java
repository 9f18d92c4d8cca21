package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What machines and people get wrong is refused or told, and never counted twice. In the hour from 06:00 UTC on a machine
 * counts each minute, stands from 06:20 to 06:32, and at 06:40 its counter jumps by 2³¹.
 */
class MistakesDoNotFalsifyFiguresTest {

    private static final long HOUR = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));
    private static final String RANGE = "&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z";
    private static final String CALENDAR = "/api/v1/sites/suzhou/calendar";

    private RunningServer server;
    private Client operator;
    private Client lead;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        operator = server.person(User.Role.OPERATOR);
        lead = server.person(User.Role.TEAM_LEAD);
        SampleBatch batch = new SampleBatch();
        int state = server.ref(TestPlant.STATE);
        batch.addWhole(state, HOUR, 2, StatusCode.GOOD);
        batch.addWhole(state, HOUR + 20 * Micros.PER_MINUTE, 1, StatusCode.GOOD);
        batch.addWhole(state, HOUR + 32 * Micros.PER_MINUTE, 2, StatusCode.GOOD);
        long count = 0;
        for (int minute = 0; minute < 60; minute++) {
            if (minute <= 20 || minute > 32) {
                count += minute == 40 ? 1L << 31 : 1;
                batch.addWhole(server.ref(TestPlant.PARTS), HOUR + minute * Micros.PER_MINUTE, count, StatusCode.GOOD);
            }
        }
        server.store(batch);
        server.catchUp();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode fact(String measure) {
        return server.viewer().get("/api/v1/facts?subject=cnc-1&measure=" + measure + RANGE).json().at("/items/0");
    }

    private static String entry(String id, String from, String to, String claim) {
        return "{\"id\":\"" + id + "\",\"workUnit\":\"cnc-1\",\"from\":\"2026-11-24T" + from + ":00Z\",\"to\":"
                + "\"2026-11-24T" + to + ":00Z\",\"claim\":" + claim + "}";
    }

    private static String reason(String id) {
        return "{\"kind\":\"reason\",\"reason\":\"" + id + "\"}";
    }

    /** 20 pieces up to the stop and 27 after it; the step at 06:40 is no pieces. */
    @Test
    void aCounterThatJumpsMakesNoPiecesAndIsTold() {
        assertThat(fact("made").path("value").asInt()).isEqualTo(20 + 26);
        assertThat(fact("jumps").path("value").asInt()).isEqualTo(1);
    }

    /** The second person's reason reaches over the end of the stop and over half of the first one's. */
    @Test
    void ofTwoReasonsThatOverlapTheLaterOneHoldsAndNoTimeIsLostTwice() {
        assertThat(operator.post("/api/v1/entries", entry("a", "06:20", "06:32", reason("breakdown"))).status())
                .isEqualTo(201);
        server.clock.advance(Duration.ofSeconds(5));
        assertThat(lead.post("/api/v1/entries", entry("b", "06:26", "06:45", reason("quality"))).status())
                .isEqualTo(201);
        server.catchUp();
        assertThat(fact("stopTime").path("value").asDouble()).isEqualTo(720);
        JsonNode losses = server.viewer().get("/api/v1/losses?subject=cnc-1" + RANGE).json().path("items");
        double stops = 0;
        for (JsonNode loss : losses) {
            boolean stop = loss.path("kind").asText().equals("stop");
            stops += stop ? loss.path("seconds").asDouble() : 0;
            if (stop) {
                assertThat(loss.path("key").asText()).isIn("breakdown", "quality");
                assertThat(loss.path("seconds").asDouble()).isEqualTo(360);
            }
        }
        assertThat(stops).isEqualTo(720);
        JsonNode entries = server.viewer().get("/api/v1/entries?workUnit=cnc-1" + RANGE).json().path("items");
        assertThat(entries.findValuesAsText("author")).containsExactlyInAnyOrder("operator", "team_lead");
    }

    @Test
    void aProductWithoutStandardHasPiecesButNoOee() {
        lead.put("/api/v1/products/new", "{\"name\":{\"en\":\"New\"}}");
        JsonNode said = lead.post("/api/v1/entries",
                entry("p", "06:00", "07:00", "{\"kind\":\"product\",\"product\":\"new\"}")).json();
        assertThat(said.at("/notes/0/code").asText()).isEqualTo("no-standard");
        server.catchUp();
        assertThat(fact("made").path("value").asInt()).isEqualTo(46);
        assertThat(fact("oee").path("value").isNull()).isTrue();
        assertThat(fact("oee").path("why").asText()).isEqualTo("standardsNotConfirmed");
        assertThat(fact("missing").path("value").isNull()).isTrue();
    }

    @Test
    void shiftsThatOverlapAreRefusedAndTimeBetweenThemIsNotPlanned() {
        String two = "{\"zone\":\"Asia/Shanghai\",\"dayStart\":\"07:00\",\"shifts\":[" + shift("a", "07:00", "15:00")
                + ","
                + shift("b", "14:30", "19:00") + "]}";
        Client.Answer refused = server.admin().put(CALENDAR, two);
        assertThat(refused.code()).isEqualTo("invalid-plant");
        assertThat(refused.json().at("/errors/0/message").asText()).contains("overlaps");
        assertThat(refused.json().at("/errors/0/path").asText()).startsWith("shifts[");
        // 06:00 to 07:00 UTC is 14:00 to 15:00 in Shanghai.
        assertThat(server.admin().put(CALENDAR, two.replace("15:00", "14:15")).status()).isEqualTo(200);
        server.catchUp();
        assertThat(fact("plannedTime").path("value").asDouble()).isEqualTo(45 * 60);
        assertThat(fact("calendarTime").path("value").asDouble()).isEqualTo(3_600);
        assertThat(fact("made").path("value").asInt()).as("what is made between shifts is made").isEqualTo(46);
    }

    private static String shift(String id, String from, String to) {
        return "{\"id\":\"" + id + "\",\"name\":{\"en\":\"" + id + "\"},\"from\":\"" + from + "\",\"to\":\"" + to
                + "\",\"days\":[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"],\"breaks\":[]}";
    }
}
