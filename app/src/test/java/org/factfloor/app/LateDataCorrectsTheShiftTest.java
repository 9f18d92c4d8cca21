package org.factfloor.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data that comes late, or comes again and corrected, changes pieces, stops and OEE of the shift it belongs to, and the
 * shift says so. Elsewhere figures of the past stay as they were first computed, an import must be followed by a manual
 * recalculation, totals count twice, or live values wait behind the import.
 *
 * <p>Early shift of 2025-06-17, 06:00 to 14:00 in Berlin, 8 h planned, a piece each 30 s, 9 pieces of scrap. In truth the
 * press stood from 10:20 to 10:50 and its counter was set to 0 at 10:40. From 10:00:10 to 11:00 nothing was heard of it.
 */
class LateDataCorrectsTheShiftTest {

    private static final Instant SHIFT = Instant.parse("2025-06-17T04:00:00Z");
    private static final Instant END = SHIFT.plus(Duration.ofHours(8));
    private static final Instant LOST = SHIFT.plus(Duration.ofHours(4)).plusSeconds(10);
    private static final Instant STOP = SHIFT.plus(Duration.ofMinutes(260));
    private static final Instant RESET = SHIFT.plus(Duration.ofMinutes(280));
    private static final Instant GO = SHIFT.plus(Duration.ofMinutes(290));
    private static final Instant BACK = SHIFT.plus(Duration.ofHours(5));
    private static final String REPORT = "production?subject=press&day=2025-06-17&shift=early";
    private static final int RUNNING = 2;
    private static final int STOPPED = 1;
    private static final int CYCLE = 30;
    private static final Duration LONG_PAST = Duration.ofDays(1);

    private static final String LIVE = """
            - id: live
              name: Live
              connection: live
              signals:
                - {id: parts, kind: counter, role: count, address: "%s"}
            """.formatted(OpcUaPeer.address("parts"));
    private static final String LIVE_CONNECTION = """
            - {id: live, name: Live, protocol: opcua, endpoint: "%s", security: none, publishingInterval: 100ms,
               clock: received}
            """;

    @TempDir
    private Path data;

    private final TravelClock clock = TravelClock.at(END.plusSeconds(60));
    private OpcUaPeer peer;
    private PlantServer server;
    private Api api;

    @SuppressWarnings("NullAway.Init") // set before the test
    LateDataCorrectsTheShiftTest() {}

    @BeforeEach
    void start() throws IOException, InterruptedException {
        peer = OpcUaPeer.start("--period", "0", "--children", "0", "--security", "none");
        server = PlantServer.start(data, clock);
        api = server.admin();
    }

    @AfterEach
    void stop() {
        server.close();
        peer.close();
    }

    @Test
    void aShiftHealsWhilePresentValuesGoOnAndTellsWhatItWas() throws Exception {
        hearOfTheShift();
        importBesidePresentValues();
        PlantServer.eventually(() -> assertShift(480 + 40 + 20 + 359, 9, 27_000, 1_800, 0));
        assertThat(figure("estimated")).isZero();
        assertThenNow(850, 890);

        server.takeIn(corrected());
        PlantServer.eventually(() -> assertShift(899 - 40, 9, 25_800, 3_000, 0));
        server.takeIn(corrected());
        PlantServer.awaitCaughtUp(api);
        assertShift(899 - 40, 9, 25_800, 3_000, 0);
        assertThenNow(850, 850);
        assertTypesAreKept();
        assertThePageSaysSo();
        server.close();
        assertVerifies();
    }

    /** The shift as it was known when its report was due. */
    private void hearOfTheShift() throws IOException, InterruptedException {
        peer.tell("{\"cmd\":\"add\",\"id\":\"parts\",\"type\":\"UInt32\",\"value\":0}");
        api.put("plant.yaml", "text/yaml", TestPlant.inBerlin(TestPlant.EARLY_AND_LATE, TestPlant.PRESS + LIVE,
                TestPlant.PRESS_IS_AWAY + LIVE_CONNECTION.formatted(peer.endpoint())), 200);
        api.put("products/part", Map.of("name", Map.of("en", "Part")), 200);
        api.post("standards", Map.of("id", "s", "workUnit", "press", "product", "part", "validFrom", SHIFT.toString(),
                "cycle", CYCLE, "partsPerCycle", 1, "targetPerHour", 100, "origin", "measured"), 201);
        api.post("standards/s/confirm", Map.of(), 200);
        api.post("entries", Map.of("id", "p", "workUnit", "press", "from", SHIFT.toString(), "claim",
                Map.of("kind", "product", "product", "part")), 201);
        server.takeIn(asHeard());
        api.post("entries", Map.of("id", "scrap", "workUnit", "press", "from", SHIFT.plusSeconds(7200).toString(),
                "claim", Map.of("kind", "reject", "fate", "scrap", "pieces", 9)), 201);
        // 480 before the gap, 20 over it, 359 after it; the 40 before the counter was reset nobody knows of.
        PlantServer.eventually(() -> assertShift(480 + 20 + 359, 9, 25_210, 0, 3_590));
        assertThat(figure("estimated")).isEqualTo(20);
        clock.advanceTo(END.plus(Duration.ofMinutes(16)));
        PlantServer.eventually(() -> assertThat(api.get(REPORT).path("closing").isNull()).isFalse());
    }

    /** What was filed in time. */
    private SampleBatch asHeard() {
        SampleBatch batch = new SampleBatch();
        state(batch, SHIFT, RUNNING, 0);
        count(batch, SHIFT, LOST, 0, 0);
        for (String signal : List.of("press/state", "press/parts")) {
            batch.addNone(server.signal(signal), Micros.of(LOST), StatusCode.BAD_NO_COMMUNICATION);
        }
        state(batch, BACK, RUNNING, 0);
        count(batch, BACK, END.plusSeconds(1), 20, 0);
        return batch;
    }

    /** What the machine had kept while nothing was heard of it. */
    private SampleBatch late() {
        SampleBatch batch = new SampleBatch();
        state(batch, LOST, RUNNING, 0);
        batch.addWhole(server.signal("press/parts"), Micros.of(LOST), 480, StatusCode.GOOD);
        count(batch, LOST.plusSeconds(20), STOP.plusSeconds(1), 481, 0);
        state(batch, STOP, STOPPED, 0);
        batch.addWhole(server.signal("press/parts"), Micros.of(RESET), 0, StatusCode.GOOD);
        state(batch, GO, RUNNING, 0);
        count(batch, GO.plusSeconds(CYCLE), BACK, 1, 0);
        return batch;
    }

    /** The last hour and a half again: the press had stood from 12:30 to 12:50, and 40 counts were none. */
    private SampleBatch corrected() {
        SampleBatch batch = new SampleBatch();
        Instant from = SHIFT.plus(Duration.ofMinutes(390));
        Instant to = SHIFT.plus(Duration.ofMinutes(410));
        int before = 20 + (int) Duration.between(BACK, from).toSeconds() / CYCLE;
        state(batch, from, STOPPED, 1);
        for (Instant time = from.plusSeconds(CYCLE); !time.isAfter(to); time = time.plusSeconds(CYCLE)) {
            count(batch, time, time.plusSeconds(1), before, 1);
        }
        state(batch, to, RUNNING, 1);
        count(batch, to.plusSeconds(CYCLE), END.plusSeconds(1), before + 1, 1);
        return batch;
    }

    private void state(SampleBatch batch, Instant time, int code, int revision) {
        batch.add(server.signal("press/state"), Micros.of(time), ValueType.WHOLE, code, null, StatusCode.GOOD,
                revision);
    }

    /** A count each cycle of [from, to), rising by one. */
    private void count(SampleBatch batch, Instant from, Instant to, int first, int revision) {
        int count = first;
        for (Instant time = from; time.isBefore(to); time = time.plusSeconds(CYCLE)) {
            batch.add(server.signal("press/parts"), Micros.of(time), ValueType.WHOLE, count++, null, StatusCode.GOOD,
                    revision);
        }
    }

    /** Days of values each second, so that healing takes a while, and then what was late. */
    private List<SampleBatch> days() {
        List<SampleBatch> days = new ArrayList<>();
        for (Instant day = SHIFT.minus(LONG_PAST); day.isBefore(SHIFT); day = day.plus(Duration.ofDays(1))) {
            SampleBatch batch = new SampleBatch();
            state(batch, day, RUNNING, 0);
            for (int second = 0; second < 86_400; second++) {
                batch.addWhole(server.signal("press/parts"), Micros.of(day.plusSeconds(second)), second,
                        StatusCode.GOOD);
            }
            days.add(batch);
        }
        days.add(late());
        return days;
    }

    private void importBesidePresentValues() throws Exception {
        peer.tell("{\"cmd\":\"count\",\"id\":\"parts\",\"type\":\"UInt32\",\"period\":100}");
        PlantServer.eventually(() -> assertThat(madeLive()).isPositive());
        List<SampleBatch> days = days();
        Thread importing = Thread.ofVirtual().start(() -> {
            for (SampleBatch batch : days) {
                try {
                    server.takeIn(batch);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        int[] looks = new int[1];
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100)).until(() -> {
            lookAtPresent(looks[0]++);
            return !importing.isAlive() && api.get("system").at("/engine/caughtUp").asBoolean();
        });
        assertThat(looks[0]).as("looks while the past was taken in and computed").isGreaterThan(2);
    }

    /** It counts ten a second from 0 on; values shown and facts of now are no more than seconds behind. */
    private void lookAtPresent(int look) throws IOException, InterruptedException {
        JsonNode latest = api.get("latest?signals=live/parts").at("/items/0");
        Duration age = Duration.between(Instant.parse(latest.path("time").asText()), clock.instant());
        assertThat(age).as("the newest value shown, look %d", look).isLessThan(Duration.ofSeconds(5));
        assertThat(madeLive()).as("pieces of now, look %d", look)
                .isGreaterThanOrEqualTo(latest.path("value").asDouble() - 50);
    }

    private double madeLive() throws IOException, InterruptedException {
        return api.fact("live", "made", END, END.plus(Duration.ofHours(8))).path("value").asDouble();
    }

    private double figure(String measure) throws IOException, InterruptedException {
        return api.fact("press", measure, SHIFT, END).path("value").asDouble(Double.NaN);
    }

    /** The shift's figures; ratios are those of its sums, worked by hand. */
    private void assertShift(int made, int scrap, int run, int stop, int noData)
            throws IOException, InterruptedException {
        JsonNode report = api.get(REPORT);
        int planned = 8 * 3_600;
        int good = made - scrap;
        assertThat(report.at("/figures/made/value").asDouble()).isEqualTo(made);
        assertThat(report.at("/figures/good/value").asDouble()).isEqualTo(good);
        assertThat(report.at("/figures/runTime/value").asDouble()).isEqualTo(run);
        assertThat(report.at("/figures/stopTime/value").asDouble()).isEqualTo(stop);
        assertThat(report.at("/figures/noDataTime/value").asDouble()).isEqualTo(noData);
        assertThat(report.at("/figures/plannedTime/value").asDouble()).isEqualTo(planned);
        assertThat(report.at("/figures/oee/value").asDouble()).isEqualTo(good * CYCLE / (double) planned, within(1e-9));
        assertThat(report.at("/figures/availability/value").asDouble()).isEqualTo(run / (double) planned, within(1e-9));
        assertThat(report.at("/figures/performance/value").asDouble())
                .isEqualTo(made * CYCLE / (double) run, within(1e-9));
        assertThat(report.at("/figures/quality/value").asDouble()).isEqualTo(good / (double) made, within(1e-9));
        double hours = 0;
        for (JsonNode hour : report.path("hours")) {
            hours += hour.at("/made/value").asDouble();
        }
        assertThat(hours).isEqualTo(made);
        JsonNode stops = api.get("stops?subject=press&kind=stop&from=" + SHIFT + "&to=" + END).path("items");
        double stopped = 0;
        for (JsonNode each : stops) {
            stopped += each.path("seconds").asDouble();
        }
        assertThat(stopped).isEqualTo(stop);
        String oee = report.at("/figures/oee/id").asText();
        JsonNode again = api.post("facts/" + oee + "/recompute", Map.of(), 200);
        assertThat(again.path("equal").asBoolean()).as(again.toString()).isTrue();
        assertThat(again.path("cells").asInt()).isPositive();
    }

    private void assertThenNow(int then, int now) throws IOException, InterruptedException {
        JsonNode report = api.get(REPORT);
        assertThat(report.at("/closing/good").asDouble()).isEqualTo(then);
        assertThat(report.at("/figures/good/value").asDouble()).isEqualTo(now);
        assertThat(report.at("/closing/changes").asInt()).isPositive();
        JsonNode receipt = api.get("facts/" + report.at("/figures/oee/id").asText() + "/receipt");
        assertThat(receipt.at("/closing/value").asDouble()).isEqualTo(then * CYCLE / 28_800.0, within(1e-9));
        assertThat(receipt.path("revisions").findValuesAsText("cause")).contains("lateSamples");
    }

    private void assertTypesAreKept() throws IOException, InterruptedException {
        JsonNode raw = api.get("history/raw?signal=press/parts&from=" + SHIFT + "&to=" + END + "&limit=10000");
        assertThat(raw.path("items").size()).as("a count each 30 s, one at the gap, none while it stood but the reset")
                .isEqualTo(960 - 60 + 1 + 1);
        raw.path("items").forEach(item -> assertThat(item.path("value").isIntegralNumber()).isTrue());
    }

    private void assertThePageSaysSo() throws IOException, InterruptedException {
        int changes = api.get(REPORT).at("/closing/changes").asInt();
        try (Browsing browsing = Browsing.start()) {
            Page page = browsing.openIn("Europe/Berlin");
            Browsing.signIn(page, server.address().toString(), "admin");
            page.navigate(server.address() + "/shift?subject=press&day=2025-06-17&shift=early");
            assertThat(page.getByTestId("sheet-closing")).containsText("850");
            assertThat(page.getByTestId("sheet-closing")).containsText(changes + " change");
            page.navigate(server.address() + "/oee?subject=press&period=days&first=2025-06-17&last=2025-06-17");
            page.getByTestId("ratio-oee").getByTestId("fact-oee").click();
            page.getByTestId("recompute").click();
            assertThat(page.getByTestId("recomputed")).hasAttribute("data-equal", "true");
        }
    }

    private void assertVerifies() throws IOException, InterruptedException {
        try (ProductProcess verify = ProductProcess.launch("verify", "--data", data.toString(), "--from",
                SHIFT.minus(LONG_PAST).toString(), "--to", END.toString())) {
            assertThat(verify.awaitExit()).as(verify.output()).isZero();
            assertThat(verify.output()).contains("Press (press): ", "cells equal",
                    "All facts of this range are what their history gives.");
        }
    }
}
