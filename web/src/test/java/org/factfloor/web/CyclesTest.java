package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.production.Entry;
import org.factfloor.production.Standard;
import org.factfloor.records.Author;
import org.factfloor.records.NewEntry;
import org.factfloor.records.NewStandard;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that made a housing every 36 s for three shifts without a stop, planned at 42.2 s; covers have no standard. */
class CyclesTest {

    private static final long BEGIN = Micros.of(Instant.parse("2026-11-21T23:00:00Z"));
    private static final Author LI = new Author("li", User.Role.ENGINEER, "test");

    private RunningServer server;
    private Client engineer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        engineer = server.person(User.Role.ENGINEER);
        server.records.products().put("housing", Label.of("Housing"), LI);
        server.records.products().put("cover", Label.of("Cover"), LI);
        server.records.standards().say(new NewStandard(Optional.of("s"), "cnc-1", "housing", Optional.empty(),
                Optional.empty(), BEGIN, 42_200_000, 1_000, 0, Standard.Origin.GUESSED, ""), LI);
        makes("housing", BEGIN);
        makes("cover", BEGIN + 55 * Micros.PER_HOUR);
        SampleBatch batch = new SampleBatch();
        batch.addWhole(server.ref(TestPlant.STATE), BEGIN, 2, StatusCode.GOOD);
        for (int count = 0; count < 5_650; count++) {
            batch.addWhole(server.ref(TestPlant.PARTS), BEGIN + count * 36 * Micros.PER_SECOND, count, StatusCode.GOOD);
        }
        server.store(batch);
        server.catchUp();
    }

    private void makes(String product, long from) {
        server.records.entries().say(new NewEntry(Optional.empty(), "cnc-1", from, OptionalLong.empty(),
                new Entry.ProductClaim(product, Optional.empty(), OptionalInt.empty()), OptionalLong.empty(),
                "forgotten"), LI);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode cycle(String product) {
        for (JsonNode item : server.viewer().get("/api/v1/cycles?workUnit=cnc-1").json().path("items")) {
            if (item.path("product").asText().equals(product)) {
                return item;
            }
        }
        throw new AssertionError("no cycle of " + product);
    }

    @Test
    void proposesTheCycleOfSteadyHoursWhereThePlannedOneIsTooSlow() {
        JsonNode housing = cycle("housing");
        assertThat(housing.path("standard").asText()).isEqualTo("s");
        assertThat(housing.path("observed").asDouble()).isCloseTo(36, within(0.001));
        assertThat(housing.at("/proposal/cycle").asDouble()).isCloseTo(36, within(0.001));
        assertThat(housing.at("/proposal/hours").asInt()).isGreaterThan(30);
    }

    @Test
    void tellsWhatWasObservedWhereThereIsNoStandard() {
        JsonNode cover = cycle("cover");
        assertThat(cover.path("standard").isNull()).isTrue();
        assertThat(cover.path("observed").asDouble()).isCloseTo(36, within(0.001));
        assertThat(cover.path("proposal").isNull()).isTrue();
    }

    @Test
    void doesNotAskAgainAboutWhatSomebodyKeeps() {
        assertThat(server.person(User.Role.TEAM_LEAD).post("/api/v1/standards/s/keep", "").code())
                .isEqualTo("role-may-not");
        assertThat(engineer.post("/api/v1/standards/s/keep", "{\"revision\":2}").code()).isEqualTo("changed-meanwhile");
        assertThat(engineer.post("/api/v1/standards/s/keep", "{\"revision\":1}").status()).isEqualTo(204);
        assertThat(engineer.post("/api/v1/standards/s/keep", "{\"revision\":1}").status()).isEqualTo(204);
        assertThat(cycle("housing").path("proposal").isNull()).isTrue();
        assertThat(server.admin().get("/api/v1/audit").text()).contains("standard.keep");
        server.admin().post("/api/v1/standards/s/confirm", "{\"revision\":1}");
        assertThat(cycle("housing").path("proposal").isNull()).isTrue();
        engineer.put("/api/v1/standards/s", """
                {"revision":2,"workUnit":"cnc-1","product":"housing","validFrom":"2026-11-21T23:00:00Z","cycle":42.2,
                 "partsPerCycle":1,"origin":"calculated"}""");
        assertThat(cycle("housing").path("proposal").isNull()).isFalse();
    }

    @Test
    void anotherCycleFromNowOnEndsTheProposal() {
        engineer.post("/api/v1/standards", """
                {"id":"t","workUnit":"cnc-1","product":"housing","validFrom":"2026-11-24T07:00:00Z","cycle":36,
                 "partsPerCycle":1,"origin":"measured"}""");
        JsonNode housing = cycle("housing");
        assertThat(housing.path("standard").asText()).isEqualTo("t");
        assertThat(housing.path("proposal").isNull()).isTrue();
    }

    /** 100 pieces an hour; 85.3 by the planned cycle. */
    @Test
    void tellsPlanAgainstActualOfAJobByTheHour() {
        engineer.post("/api/v1/jobs", "{\"id\":\"4711\",\"product\":\"housing\",\"quantity\":500}");
        assertThat(engineer.post("/api/v1/jobs/4711/start",
                "{\"workUnit\":\"cnc-1\",\"at\":\"2026-11-24T05:00:00Z\"}").status()).isEqualTo(201);
        server.catchUp();
        JsonNode hours = server.viewer().get("/api/v1/jobs/4711/hours").json().path("items");
        assertThat(hours.get(0).path("from").asText()).isEqualTo("2026-11-24T05:00:00.000000Z");
        assertThat(hours.get(0).path("good").asDouble()).isEqualTo(100);
        assertThat(hours.get(0).path("planned").asDouble()).isCloseTo(85.3, within(0.05));
        assertThat(server.viewer().get("/api/v1/jobs/4711/hours?limit=1").json().path("items")).hasSize(1);
        assertThat(server.viewer().get("/api/v1/jobs/none/hours").code()).isEqualTo("unknown-job");
    }
}
