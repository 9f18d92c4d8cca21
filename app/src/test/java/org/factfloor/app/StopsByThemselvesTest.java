package org.factfloor.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that only counts stops by itself where no piece comes, from its last piece on, and runs by itself with the
 * next one; people only say why. Elsewhere operators start and end every stop by hand, a stop begins when a time-out is
 * over, what somebody set at noon still holds in the next shift, and a correction leaves no trace of who made it.
 *
 * <p>A server of another maker, in a time that the test moves on: early shift of 2025-06-17, 06:00 to 14:00 in Berlin, a
 * planned cycle of 20 s. No piece for max(2 cycles, cycle + 60 s) = 80 s is a stop.
 */
class StopsByThemselvesTest {

    private static final Instant SHIFT = Instant.parse("2025-06-17T04:00:00Z");
    private static final Instant END = SHIFT.plus(Duration.ofHours(8));
    /** The third piece. */
    private static final Instant LAST = SHIFT.plus(Duration.ofMinutes(7));
    private static final int CYCLE = 20;
    private static final String MACHINE = """
            - id: press
              name: Press
              connection: press
              signals:
                - {id: parts, kind: counter, role: count, address: "%s"}
            """.formatted(OpcUaPeer.address("parts"));

    @TempDir
    private Path data;

    private final TravelClock clock = TravelClock.at(minute(1));
    private OpcUaPeer peer;
    private PlantServer server;
    private Api admin;
    private Api operator;
    private Api lead;
    private int count;

    @SuppressWarnings("NullAway.Init") // set before each test
    StopsByThemselvesTest() {}

    @BeforeEach
    void startWithThreePieces() throws IOException, InterruptedException {
        peer = OpcUaPeer.start("--period", "0", "--variables", "0", "--children", "0", "--security", "none");
        peer.tell("{\"cmd\":\"add\",\"id\":\"parts\",\"type\":\"UInt32\",\"value\":0}");
        peer.tell(count(minute(1), 0));
        server = PlantServer.start(data, clock);
        admin = server.admin();
        admin.put("plant.yaml", "text/yaml",
                TestPlant.inBerlin(TestPlant.EARLY_AND_LATE, MACHINE, TestPlant.pressAt(peer.endpoint())), 200);
        admin.put("machines/press/production", Map.of("shortStopLimit", 300), 200);
        admin.put("products/part", Map.of("name", Map.of("en", "Part")), 200);
        admin.post("standards", Map.of("id", "s", "workUnit", "press", "product", "part", "validFrom",
                SHIFT.toString(), "cycle", CYCLE, "partsPerCycle", 1, "targetPerHour", 150, "origin", "measured"), 201);
        admin.post("standards/s/confirm", Map.of(), 200);
        say(admin, "p", SHIFT, minute(600), Map.of("kind", "product", "product", "part"));
        operator = server.person(admin, "operator");
        lead = server.person(admin, "teamLead");
        PlantServer.eventually(() -> assertThat(admin.get("latest?signals=press/parts").path("items")).hasSize(1));
        for (int minute = 5; minute <= 7; minute++) {
            pieceAt(minute(minute));
        }
    }

    @AfterEach
    void stop() {
        server.close();
        peer.close();
    }

    @Test
    void opensFromTheLastPieceOnAndClosesWithTheNextOne() throws IOException, InterruptedException {
        clock.advanceTo(LAST.plusSeconds(30));
        assertThat(now().path("state").asText()).as("30 s after a piece").isEqualTo("running");

        clock.advanceTo(LAST.plusSeconds(400));
        PlantServer.eventually(() -> {
            assertThat(now().path("state").asText()).isEqualTo("stopped");
            assertThat(now().path("stop").asText()).isEqualTo(PlantServer.told(LAST.plusSeconds(CYCLE)));
            assertThat(now().path("reasonMissing").asBoolean()).isTrue();
        });
        try (Browsing browsing = Browsing.start()) {
            giveAReasonInTwoTaps(browsing.openIn("Europe/Berlin"));
        }
        PlantServer.eventually(() -> assertThat(now().path("reason").asText()).isEqualTo("breakdown"));
        assertThat(now().path("reasonMissing").asBoolean()).isFalse();

        pieceAt(minute(20));
        PlantServer.eventually(() -> assertThat(now().path("state").asText()).isEqualTo("running"));
        JsonNode stops = admin.get("stops?subject=press&kind=stop&from=" + SHIFT + "&to=" + END).path("items");
        assertThat(stops).hasSize(1);
        assertThat(stops.at("/0/from").asText()).isEqualTo(PlantServer.told(LAST.plusSeconds(CYCLE)));
        assertThat(stops.at("/0/to").asText()).isEqualTo(PlantServer.told(minute(20)));
        assertThat(stops.at("/0/parts/0/reason").asText()).isEqualTo("breakdown");
        assertThat(stops.at("/0/parts/0/author").asText()).isEqualTo("operator");
    }

    private void giveAReasonInTwoTaps(Page page) {
        Browsing.signIn(page, server.address().toString(), "operator");
        page.navigate(server.address() + "/station?machines=press");
        page.locator("[data-testid=reason].primary").waitFor();
        page.getByTestId("reason").click();
        page.locator("[data-reason=breakdown]").click();
        assertThat(page.locator("[data-machine=press] .band")).containsText("Breakdown");
    }

    /** Pieces stand above a claim that the machine stands, a changeover above pieces, and each ends with its shift. */
    @Test
    void whatPeopleSayYieldsToPiecesButForAChangeoverAndEndsWithTheShift() throws IOException, InterruptedException {
        clock.advanceTo(minute(12));
        say(operator, "m", minute(11), END, Map.of("kind", "state", "state", "maintenance"));
        PlantServer.eventually(() -> assertThat(now().path("state").asText()).isEqualTo("maintenance"));
        pieceAt(minute(20));
        PlantServer.eventually(() -> assertThat(now().path("state").asText()).isEqualTo("running"));
        clock.advanceTo(minute(25));
        PlantServer.eventually(() -> assertThat(now().path("state").asText()).isEqualTo("maintenance"));

        clock.advanceTo(minute(31));
        say(operator, "c", minute(30), END, Map.of("kind", "state", "state", "changeover"));
        clock.advanceTo(minute(32));
        peer.tell(count(minute(32), ++count));
        PlantServer.eventually(() -> assertThat(admin.fact("press", "setupPieces", SHIFT, END).path("value").asInt())
                .isEqualTo(1));
        assertThat(now().path("state").asText()).isEqualTo("changeover");
        assertThat(made()).as("what is made during a changeover is none of it").isEqualTo(count - 1);

        clock.advanceTo(END.plusSeconds(60));
        peer.tell(count(END.plusSeconds(60), ++count));
        PlantServer.eventually(() -> assertThat(now().path("state").asText()).isEqualTo("running"));
        assertThat(admin.get("production?subject=press").at("/period/shift/id").asText()).isEqualTo("late");
    }

    /** In the hour from 06:01 on, 4 pieces of 20 s; 12 min 40 s of it turn out to be a planned stop. */
    @Test
    void aCorrectionChangesOeeAndItsTrailNamesWho() throws IOException, InterruptedException {
        Instant from = LAST.plusSeconds(CYCLE);
        pieceAt(minute(20));
        say(operator, "r", from, minute(20), reason("breakdown"));
        pieceAt(minute(65));
        PlantServer.eventually(() -> {
            assertOee(4 * CYCLE / (3_600.0 - 60));
            assertThat(oee().path("provisional").asBoolean()).as("the hour is closed").isFalse();
        });

        lead.put("entries/r", Map.of("revision", 1, "from", from.toString(), "to", minute(20).toString(), "claim",
                reason("maintenance"), "remark", "it was planned"), 200);
        PlantServer.eventually(() -> assertOee(4 * CYCLE / (3_600.0 - 60 - 760)));

        JsonNode history = admin.get("entries/r/history").path("items");
        assertThat(history.findValuesAsText("act")).containsExactly("said", "corrected");
        assertThat(history.findValuesAsText("author")).containsExactly("operator", "teamLead");
        JsonNode audit = admin.get("audit?limit=1").at("/items/0");
        assertThat(audit.path("actor").asText()).isEqualTo("teamLead");
        assertThat(audit.path("object").asText()).contains("r");
        assertThat(audit.path("detail").asText()).contains("it was planned");
        String fact = "facts/" + oee().path("id").asText();
        JsonNode receipt = admin.get(fact + "/receipt");
        assertThat(receipt.path("revisions").findValuesAsText("cause")).contains("entry");
        assertThat(admin.post(fact + "/recompute", Map.of(), 200).path("equal").asBoolean()).isTrue();
        try (Browsing browsing = Browsing.start()) {
            Page page = browsing.openIn("Europe/Berlin");
            Browsing.signIn(page, server.address().toString(), "admin");
            page.navigate(server.address() + "/audit");
            assertThat(page.getByTestId("audit")).containsText("it was planned");
            assertThat(page.getByTestId("audit")).containsText("teamLead");
        }
    }

    private static Map<String, String> reason(String id) {
        return Map.of("kind", "reason", "reason", id);
    }

    private void assertOee(double expected) throws IOException, InterruptedException {
        assertThat(oee().path("value").asDouble(Double.NaN)).isEqualTo(expected, within(1e-9));
    }

    private JsonNode oee() throws IOException, InterruptedException {
        return admin.fact("press", "oee", SHIFT, minute(60));
    }

    private static Instant minute(int minute) {
        return SHIFT.plus(Duration.ofMinutes(minute));
    }

    private static String count(Instant time, int count) {
        return "{\"cmd\":\"write\",\"id\":\"parts\",\"type\":\"UInt32\",\"value\":" + count + ",\"time\":\"" + time
                + "\"}";
    }

    /** Goes on to a moment at which the machine counts one more piece, and waits until it is known. */
    private void pieceAt(Instant time) {
        clock.advanceTo(time);
        peer.tell(count(time, ++count));
        PlantServer.eventually(() -> assertThat(made()).isEqualTo(count));
    }

    private double made() throws IOException, InterruptedException {
        return admin.fact("press", "made", SHIFT, END).path("value").asDouble();
    }

    private JsonNode now() throws IOException, InterruptedException {
        return admin.get("production?subject=press").at("/machines/0/now");
    }

    private static void say(Api api, String id, Instant from, Instant to, Map<String, ?> claim)
            throws IOException, InterruptedException {
        api.post("entries", Map.of("id", id, "workUnit", "press", "from", from.toString(), "to", to.toString(),
                "claim", claim), 201);
    }
}
