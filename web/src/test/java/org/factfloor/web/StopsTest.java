package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that runs from 06:00 UTC on. It stands for 30 s at 06:05, 06:10 and 06:15, for 10 min at 06:20, for 30 s at
 * 06:40 and 06:50, and again at 07:45. It makes housings, covers from 06:45 on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopsTest {

    private static final long BEGIN = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));
    private static final long MINUTE = Micros.PER_MINUTE;
    private static final String STOPS = "/api/v1/stops?from=2026-11-24T06:00:00Z&to=2026-11-24T08:00:00Z";
    private static final Author LI = new Author("li", User.Role.ENGINEER, "test");

    private RunningServer server;
    private Client viewer;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        viewer = server.viewer();
        server.records.products().put("housing", Label.of("Housing"), LI);
        server.records.products().put("cover", Label.of("Cover"), LI);
        server.records.standards().say(new NewStandard(Optional.empty(), "cnc-1", "housing", Optional.empty(),
                Optional.empty(), BEGIN - 60 * MINUTE, 10 * Micros.PER_SECOND, 1_000, 60_000,
                Standard.Origin.GUESSED, ""), LI);
        makes("housing", BEGIN - 60 * MINUTE);
        makes("cover", BEGIN + 45 * MINUTE);
        SampleBatch batch = new SampleBatch();
        int state = server.ref(TestPlant.STATE);
        batch.addWhole(state, BEGIN, 2, StatusCode.GOOD);
        for (int minute : new int[]{5, 10, 15, 40, 50, 105}) {
            batch.addWhole(state, BEGIN + minute * MINUTE, 1, StatusCode.GOOD);
            batch.addWhole(state, BEGIN + minute * MINUTE + MINUTE / 2, 2, StatusCode.GOOD);
        }
        batch.addWhole(state, BEGIN + 20 * MINUTE, 1, StatusCode.GOOD);
        batch.addWhole(state, BEGIN + 30 * MINUTE, 2, StatusCode.GOOD);
        server.store(batch);
        server.catchUp();
    }

    private void makes(String product, long from) {
        server.records.entries().say(NewEntry.of("cnc-1", from, OptionalLong.empty(),
                new Entry.ProductClaim(product, Optional.empty(), OptionalInt.empty())), LI);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode stops(String rest) {
        return viewer.get(STOPS + rest).json();
    }

    /** A long stop, and half an hour without one, each end a cluster. */
    @Test
    void putsShortStopsIntoClusters() {
        JsonNode clusters = stops("").path("clusters");
        assertThat(clusters).hasSize(2);
        assertThat(clusters.get(0).path("count").asInt()).isEqualTo(3);
        assertThat(clusters.get(0).path("seconds").asDouble()).isEqualTo(90);
        assertThat(clusters.get(0).path("from").asText()).isEqualTo("2026-11-24T06:05:00.000000Z");
        assertThat(clusters.get(0).path("to").asText()).isEqualTo("2026-11-24T06:15:30.000000Z");
        assertThat(clusters.get(0).path("pieces").asDouble()).isEqualTo(9);
        assertThat(clusters.get(1).path("count").asInt()).isEqualTo(2);
    }

    @Test
    void leavesTheClustersThatTheFilterLeaves() {
        assertThat(stops("&kind=stop").path("clusters")).isEmpty();
        assertThat(stops("&product=housing").path("clusters")).hasSize(1);
        assertThat(stops("&limit=1").path("clusters")).hasSize(2);
    }

    @Test
    void tellsTheStopsBehindABarWhateverItIsBy() {
        assertThat(stops("&product=housing").path("items")).hasSize(5);
        assertThat(stops("&product=cover").path("items")).hasSize(2);
        assertThat(stops("&product=none").path("items")).isEmpty();
        assertThat(stops("&shift=day").path("items")).hasSize(7);
        assertThat(stops("&shift=none").path("items")).isEmpty();
        assertThat(stops("&machine=cnc-1&product=housing&kind=shortStop").path("items")).hasSize(4);
        assertThat(stops("&machine=cnc-2").path("items")).isEmpty();
    }
}
