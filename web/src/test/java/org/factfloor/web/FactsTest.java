package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.production.Entry;
import org.factfloor.production.LossPolicy;
import org.factfloor.production.Standard;
import org.factfloor.records.Author;
import org.factfloor.records.NewEntry;
import org.factfloor.records.NewStandard;
import org.factfloor.records.Saved;
import org.factfloor.records.StandardVersion;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One hour of one machine, from samples to answers. From 06:00 UTC it runs with a part each minute, stands from 06:20 to
 * 06:32, and loses data at 07:00; the shift began at 23:00 UTC the day before. A part may take 50 s; two were scrap.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactsTest {

    private static final long HOUR = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));
    private static final long MINUTE = Micros.PER_MINUTE;
    private static final String RANGE = "&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z";
    private static final Author LI = new Author("li", User.Role.ENGINEER, "test");

    private RunningServer server;
    private Client viewer;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        viewer = server.viewer();
        server.records.products().put("housing", Label.of("Housing"), LI);
        StandardVersion stated = server.records.standards().say(new NewStandard(Optional.empty(), "cnc-1", "housing",
                Optional.empty(), Optional.empty(), HOUR - 7 * Micros.PER_HOUR, 50 * Micros.PER_SECOND, 1_000, 60_000,
                Standard.Origin.MEASURED, ""), LI);
        server.records.standards().confirm(stated.id(), stated.revision(), "", LI);
        server.records.entries().say(NewEntry.of("cnc-1", HOUR - 7 * Micros.PER_HOUR, OptionalLong.empty(),
                new Entry.ProductClaim("housing", Optional.empty(), OptionalInt.empty())), LI);
        SampleBatch batch = new SampleBatch();
        int state = server.ref(TestPlant.STATE);
        int parts = server.ref(TestPlant.PARTS);
        batch.addWhole(state, HOUR, 2, StatusCode.GOOD);
        batch.addWhole(state, HOUR + 20 * MINUTE, 1, StatusCode.GOOD);
        batch.addWhole(state, HOUR + 32 * MINUTE, 2, StatusCode.GOOD);
        int count = 0;
        for (int minute = 0; minute <= 59; minute++) {
            if (minute <= 20 || minute > 32) {
                batch.addWhole(parts, HOUR + minute * MINUTE, count++, StatusCode.GOOD);
            }
        }
        batch.addNone(state, HOUR + 60 * MINUTE, StatusCode.BAD_NO_COMMUNICATION);
        batch.addNone(parts, HOUR + 60 * MINUTE, StatusCode.BAD_NO_COMMUNICATION);
        server.store(batch);
        server.records.entries().say(NewEntry.of("cnc-1", HOUR + 45 * MINUTE, OptionalLong.empty(),
                new Entry.RejectClaim(Entry.Fate.SCRAP, 2_000, Optional.empty())), LI);
        server.catchUp();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode facts(String measures, String rest) {
        return viewer.get("/api/v1/facts?subject=cnc-1&measure=" + measures + rest).json().path("items");
    }

    private static List<Double> values(JsonNode items) {
        List<Double> values = new ArrayList<>();
        items.forEach(item -> values.add(item.path("value").asDouble(Double.NaN)));
        return values;
    }

    @Test
    void tellsTheFiguresOfAnHour() {
        JsonNode items = facts("plannedTime,runTime,stopTime,made,good,scrap,target", RANGE);
        assertThat(values(items)).containsExactly(3_600.0, 2_880.0, 720.0, 47.0, 45.0, 2.0, 60.0);
        assertThat(items.get(0).path("unit").asText()).isEqualTo("s");
        assertThat(items.get(3).path("unit").asText()).isEqualTo("{piece}");
    }

    /** Availability 2,880 / 3,600, speed 47 × 50 / 2,880, good rate 45 / 47. */
    @Test
    void tellsOeeOfSums() {
        List<Double> ratios = values(facts("availability,performance,quality,oee", RANGE));
        assertThat(ratios.get(0)).isEqualTo(0.8);
        assertThat(ratios.get(1)).isEqualTo(2_350.0 / 2_880);
        assertThat(ratios.get(2)).isEqualTo(45.0 / 47);
        assertThat(ratios.get(3)).isEqualTo(0.625);
        assertThat(values(facts("oee", RANGE + "&split=iso22400"))).containsExactly(0.625);
    }

    @Test
    void saysWhyThereIsNoFigure() {
        JsonNode shift = facts("oee", "&from=2026-11-23T23:00:00Z&to=2026-11-24T11:00:00Z&period=shift");
        assertThat(shift).hasSize(1);
        assertThat(shift.get(0).path("value").isNull()).isTrue();
        assertThat(shift.get(0).path("why").asText()).isEqualTo("coverageTooLow");
    }

    @Test
    void aShiftIsTheSumOfItsHours() {
        String shift = "&from=2026-11-23T23:00:00Z&to=2026-11-24T11:00:00Z";
        List<Double> hours = values(facts("calendarTime", shift + "&period=hour"));
        assertThat(hours).hasSize(12);
        assertThat(values(facts("calendarTime", shift + "&period=shift")).getFirst())
                .isEqualTo(hours.stream().mapToDouble(Double::doubleValue).sum());
        List<Double> made = values(facts("made", shift + "&period=hour"));
        assertThat(values(facts("made", shift + "&period=shift")).getFirst())
                .isEqualTo(made.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(47);
    }

    @Test
    void theLineCountsWhatItsMachineCounts() {
        assertThat(viewer.get("/api/v1/facts?subject=line-1&measure=good" + RANGE).json().path("items").get(0)
                .path("value").asDouble()).isEqualTo(45);
        assertThat(viewer.get("/api/v1/facts?measure=good" + RANGE).json().path("subject").asText())
                .isEqualTo("suzhou-precision");
    }

    @Test
    void unfoldsAFigureIntoPiecesAndCountsItAgain() {
        String id = facts("oee", RANGE).get(0).path("id").asText();
        JsonNode receipt = viewer.get("/api/v1/facts/" + id + "/receipt").json();
        JsonNode account = receipt.path("account");
        assertThat(account.path("should").asDouble()).isEqualTo(72);
        assertThat(account.path("good").asDouble()).isEqualTo(45);
        assertThat(account.path("missing").asDouble()).isEqualTo(account.path("stops").asDouble()
                + account.path("slow").asDouble() + account.path("rejects").asDouble(), within(1e-9)).isEqualTo(27);
        assertThat(receipt.path("operands").findValuesAsText("measure")).containsExactly("earnedGood", "plannedTime");
        assertThat(receipt.path("entries").findValuesAsText("kind")).contains("product", "reject");
        assertThat(receipt.path("standards")).hasSize(1);
        assertThat(receipt.path("signals").findValuesAsText("key")).contains(TestPlant.STATE, TestPlant.PARTS);
        JsonNode again = viewer.change("POST", "/api/v1/facts/" + id + "/recompute", "application/json", "").json();
        assertThat(again.path("equal").asBoolean()).isTrue();
        assertThat(again.path("notClosed").asLong()).isZero();
    }

    @Test
    void countingAgainSaysHowManyCellsAreNotClosed() {
        String id = facts("made", "&from=2026-11-24T06:00:00Z&to=2026-11-24T11:00:00Z").get(0).path("id").asText();
        long cells = viewer.get("/api/v1/facts/" + id + "/receipt").json().at("/cells/total").asLong();
        JsonNode again = viewer.change("POST", "/api/v1/facts/" + id + "/recompute", "application/json", "").json();
        assertThat(again.path("cells").asLong() + again.path("notClosed").asLong()).as("every cell of the receipt")
                .isEqualTo(cells);
        assertThat(again.path("notClosed").asLong()).as("the hour that runs").isPositive();
    }

    /** It covers time up to where it was said, and the rest of a stop at most: none of it reaches here. */
    @Test
    void aReceiptListsNoReasonSaidOfAStopLongBefore() {
        String id = facts("oee", RANGE).get(0).path("id").asText();
        long before = HOUR - 8 * Micros.PER_HOUR;
        Saved said = server.records.entries().say(List.of(new NewEntry(Optional.empty(), "cnc-1", before,
                OptionalLong.empty(), new Entry.ReasonClaim("breakdown", LossPolicy.AVAILABILITY),
                OptionalLong.of(before + 5 * MINUTE), "test")), LI).getFirst();
        JsonNode entries = viewer.get("/api/v1/facts/" + id + "/receipt").json().path("entries");
        assertThat(entries.findValuesAsText("id")).isNotEmpty().doesNotContain(said.version().entry().id());
        assertThat(entries.findValuesAsText("kind")).as("a product without an end holds").contains("product");
    }

    @Test
    void tellsTheStopAndWhatItCost() {
        JsonNode stops = viewer.get("/api/v1/stops?subject=cnc-1" + RANGE).json().path("items");
        assertThat(stops).hasSize(1);
        assertThat(stops.get(0).path("seconds").asDouble()).isEqualTo(720);
        assertThat(stops.get(0).path("short").asBoolean()).isFalse();
        assertThat(stops.get(0).path("pieces").asDouble()).isEqualTo(14.4);
        JsonNode losses = viewer.get("/api/v1/losses?subject=cnc-1" + RANGE).json();
        assertThat(losses.path("seconds").asDouble()).isEqualTo(3_600 - 45 * 50);
        assertThat(losses.path("items").findValuesAsText("kind")).containsExactly("stop", "speed", "rejects");
    }

    @Test
    void tellsWhatTheMachineDidStretchByStretch() {
        JsonNode parts = viewer.get("/api/v1/machines/cnc-1/timeline?" + RANGE.substring(1))
                .json().path("intervals");
        assertThat(parts.findValuesAsText("state")).containsExactly("running", "idle", "running");
        assertThat(parts.get(0).path("from").asText()).isEqualTo("2026-11-24T06:00:00.000000Z");
    }

    @Test
    void oneAnswerHasTheWholeShiftAndAddsUp() {
        JsonNode report = viewer.get("/api/v1/production?day=2026-11-24&shift=day").json();
        double hours = 0;
        for (JsonNode hour : report.path("hours")) {
            hours += hour.path("good").path("value").asDouble();
        }
        assertThat(hours).isEqualTo(report.path("figures").path("good").path("value").asDouble()).isEqualTo(45);
        assertThat(report.path("machines").get(0).path("figures").path("good").path("value").asDouble()).isEqualTo(45);
        assertThat(report.path("machines").get(0).path("now").path("state").asText()).isEqualTo("noData");
        assertThat(report.path("reasonMissing").asLong()).isEqualTo(1);
        JsonNode board = viewer.get("/api/v1/board?day=2026-11-24&shift=day").json();
        assertThat(board.path("hours")).isEqualTo(report.path("hours"));
        assertThat(viewer.get("/api/v1/production/export?day=2026-11-24&shift=day&language=zh-CN").status())
                .isEqualTo(200);
    }

    @Test
    void saysHowManyEntriesAReceiptLeavesOut() {
        long day = HOUR - 24 * Micros.PER_HOUR;
        server.records.entries().say(IntStream.range(0, 502)
                .mapToObj(i -> new NewEntry(Optional.empty(), "cnc-1", day + i * MINUTE, OptionalLong.empty(),
                        new Entry.RejectClaim(Entry.Fate.SCRAP, 1_000, Optional.empty()), OptionalLong.empty(),
                        "test"))
                .toList(), LI);
        String id = facts("scrap", "&from=2026-11-23T06:00:00Z&to=2026-11-23T18:00:00Z").get(0).path("id").asText();
        JsonNode receipt = viewer.get("/api/v1/facts/" + id + "/receipt").json();
        assertThat(receipt.path("entries")).hasSize(500);
        assertThat(receipt.path("entriesLeftOut").asInt()).isEqualTo(2);
    }

    /** What a figure was after each of them is not kept; the closing of a shift is. */
    @Test
    void tellsWhatChangedAFigureAndWhy() {
        Saved said = server.records.entries().say(NewEntry.of("cnc-1", HOUR + 40 * MINUTE, OptionalLong.empty(),
                new Entry.RejectClaim(Entry.Fate.SCRAP, 1_000, Optional.empty())), LI);
        server.catchUp();
        JsonNode scrap = facts("scrap", RANGE).get(0);
        assertThat(scrap.path("value").asDouble()).isEqualTo(3);
        JsonNode revisions = viewer.get("/api/v1/facts/" + scrap.path("id").asText() + "/receipt").json()
                .path("revisions");
        JsonNode last = revisions.get(revisions.size() - 1);
        assertThat(last.path("cause").asText()).isEqualTo("entry");
        assertThat(last.at("/parameters/0").asText()).isEqualTo(said.version().entry().id());
        assertThat(last.fieldNames()).toIterable().containsExactlyInAnyOrder("number", "at", "cause", "parameters",
                "workUnit");
        server.records.entries().retract(said.version().entry().id(), 1, "", LI);
        server.catchUp();
        assertThat(values(facts("scrap", RANGE))).containsExactly(2.0);
    }

    @Test
    void refusesWhatItCannotAnswer() {
        assertThat(viewer.get("/api/v1/facts?subject=cnc-9&measure=oee" + RANGE).code()).isEqualTo("unknown-subject");
        assertThat(viewer.get("/api/v1/facts?measure=luck" + RANGE).text()).contains("luck is not a measure")
                .contains("availability");
        assertThat(viewer.get("/api/v1/facts?measure=oee&from=2026-11-24T06:00:00Z&to=2028-01-01T00:00:00Z").status())
                .isEqualTo(400);
        assertThat(viewer.get("/api/v1/facts/x.y.z/receipt").code()).isEqualTo("unknown-fact");
        assertThat(viewer.get("/api/v1/board?day=2026-11-24&shift=noon").code()).isEqualTo("no-such-shift");
        assertThat(server.stranger().get("/api/v1/facts?measure=oee" + RANGE).status()).isEqualTo(401);
    }
}
