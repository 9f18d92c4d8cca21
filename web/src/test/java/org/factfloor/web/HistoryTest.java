package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.factfloor.history.Columns;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {

    private static final long BEGIN = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));
    private static final String HOUR = "&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z";

    private RunningServer server;
    private Client viewer;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        viewer = server.viewer();
        SampleBatch batch = new SampleBatch();
        int load = server.ref(TestPlant.LOAD);
        for (int i = 0; i < 3_000; i++) {
            long time = BEGIN + i * Micros.PER_SECOND;
            if (i % 500 == 499) {
                batch.addNone(load, time, StatusCode.BAD_NO_COMMUNICATION);
            } else if (i % 700 == 0) {
                batch.addNumber(load, time, i % 1400 == 0 ? Double.NaN : Double.POSITIVE_INFINITY, StatusCode.GOOD);
            } else {
                batch.addNumber(load, time, Math.sin(i / 50.0) * 40 + 50, StatusCode.GOOD);
            }
        }
        batch.addWhole(server.ref(TestPlant.PARTS), BEGIN, Long.MAX_VALUE, StatusCode.GOOD);
        batch.addWhole(server.ref(TestPlant.PARTS), BEGIN + 1, 42, StatusCode.UNCERTAIN);
        batch.addText(server.ref(TestPlant.PROGRAM), BEGIN, "=1+1", StatusCode.GOOD);
        batch.addText(server.ref(TestPlant.PROGRAM), BEGIN + 1, "a \"b\", 主轴\u0001<&>", StatusCode.GOOD);
        server.store(batch);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void columnsEqualThePlainFoldOfTheSamples() {
        int load = server.ref(TestPlant.LOAD);
        long from = BEGIN + 17;
        long to = BEGIN + 2_000 * Micros.PER_SECOND;
        Columns expected = Columns.fold(from, to, 333, server.history.at(load, from - 1),
                server.history.read(load, from, to, 1_000_000));
        JsonNode answer = viewer.get("/api/v1/history?signals=" + TestPlant.LOAD
                + "&from=2026-11-24T06:00:00.000017Z&to=2026-11-24T06:33:20Z&columns=333").json();
        assertThat(answer.path("columns").asInt()).isEqualTo(333);
        assertThat(answer.path("from").asText()).isEqualTo("2026-11-24T06:00:00.000017Z");
        JsonNode series = answer.at("/series/0");
        for (int i = 0; i < 333; i++) {
            check(series.path("min").get(i), expected.min(i));
            check(series.path("max").get(i), expected.max(i));
            check(series.path("first").get(i), expected.first(i));
            check(series.path("last").get(i), expected.last(i));
            check(series.path("held").get(i), expected.held(i));
            assertThat(series.path("samples").get(i).asInt()).isEqualTo(expected.samples(i));
            assertThat(series.path("gap").get(i).asBoolean()).isEqualTo(expected.gap(i));
        }
    }

    @Test
    void longRangesComeInWholeMinutesAndTellSo() {
        JsonNode answer = viewer.get("/api/v1/history?signals=" + TestPlant.LOAD
                + "&from=2026-11-24T06:00:17Z&to=2026-11-25T06:00:00Z&columns=1000").json();
        assertThat(answer.path("from").asText()).isEqualTo("2026-11-24T06:00:00.000000Z");
        assertThat(answer.path("to").asText()).isEqualTo("2026-11-25T06:00:00.000000Z");
        assertThat(answer.path("width").asDouble()).isEqualTo(120);
        assertThat(answer.path("columns").asInt()).isEqualTo(720);
        assertThat(answer.at("/series/0/min")).hasSize(720);
    }

    private static void check(JsonNode told, double expected) {
        if (Double.isFinite(expected)) {
            assertThat(told.asDouble()).isEqualTo(expected);
        } else {
            assertThat(told.isNull()).isTrue();
        }
    }

    @Test
    void severalSignalsComeInTheOrderTheyWereAskedFor() {
        JsonNode series = viewer.get("/api/v1/history?signals=cnc-1/parts,cnc-1/load,cnc-1/state&columns=1" + HOUR)
                .json()
                .path("series");
        assertThat(series).hasSize(3);
        assertThat(series.at("/0/signal").asText()).isEqualTo(TestPlant.PARTS);
        assertThat(series.at("/2/held/0").isNull()).isTrue();
    }

    @Test
    void rangesAndSizesThatMakeNoSenseAreRefused() {
        String[] queries = {"signals=cnc-1/load&from=2026-11-24T07:00:00Z&to=2026-11-24T06:00:00Z",
                "signals=cnc-1/load" + HOUR + "&columns=0", "signals=cnc-1/load" + HOUR + "&columns=10001",
                "signals=cnc-1/load" + HOUR + "&columns=many", "signals=" + HOUR, "from=2026-11-24T06:00:00Z",
                "signals=cnc-1/load&from=yesterday&to=now",
                "signals=cnc-1/load&from=+999999999-01-01T00:00:00Z&to=2026-11-24T06:00:00Z",
                "signals=" + "a/b,".repeat(1) + String.join(",", java.util.Collections.nCopies(1, "x")) + manySignals()
                        + HOUR};
        for (String query : queries) {
            assertThat(viewer.get("/api/v1/history?" + query.replace("+9", "%2B9")).code()).as(query)
                    .isEqualTo("invalid-field");
        }
        assertThat(viewer.get("/api/v1/history?signals=cnc-1/none" + HOUR).code()).isEqualTo("unknown-signal");
    }

    private static String manySignals() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            keys.append(",cnc-1/s").append(i);
        }
        return keys.toString();
    }

    @Test
    void rawSamplesComePageByPageWithoutLoss() {
        int seen = 0;
        String cursor = "";
        do {
            JsonNode page = viewer.get("/api/v1/history/raw?signal=cnc-1/load&limit=1000" + HOUR + cursor).json();
            seen += page.path("items").size();
            cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(3_000);
    }

    @Test
    void valuesKeepTheirTypeAndPrecision() {
        JsonNode load = viewer.get("/api/v1/history/raw?signal=cnc-1/load" + HOUR).json().path("items");
        assertThat(load.at("/0/value").asText()).isEqualTo("NaN");
        assertThat(load.at("/700/value").asText()).isEqualTo("Infinity");
        assertThat(load.at("/499/value").isNull()).isTrue();
        assertThat(load.get(499).has("value")).isTrue();
        assertThat(load.at("/499/status").asText()).isEqualTo("BadNoCommunication");
        assertThat(load.at("/499/quality").asText()).isEqualTo("bad");
        assertThat(load.at("/1/value").asDouble()).isEqualTo(Math.sin(1 / 50.0) * 40 + 50);
        JsonNode parts = viewer.get("/api/v1/history/raw?signal=cnc-1/parts" + HOUR).json().path("items");
        assertThat(parts.at("/0/value").asText()).isEqualTo("9223372036854775807");
        assertThat(parts.at("/0/value").isTextual()).isTrue();
        assertThat(parts.at("/1/value").isInt()).isTrue();
        assertThat(parts.at("/1/quality").asText()).isEqualTo("uncertain");
    }
}
