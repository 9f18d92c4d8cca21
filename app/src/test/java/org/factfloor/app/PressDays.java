package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/** A plant with one press whose past is given hour by hour: 360 counts an hour and its state at the hour's beginning. */
final class PressDays {

    static final int PER_HOUR = 361;
    private static final int CYCLE = 10;

    private final Instant start;

    PressDays(Instant start) {
        this.start = start.truncatedTo(ChronoUnit.HOURS);
    }

    Instant start() {
        return start;
    }

    /** Sets the plant up. */
    static void apply(Api api) throws IOException, InterruptedException {
        api.put("plant.yaml", "text/yaml",
                TestPlant.inBerlin(TestPlant.EARLY_AND_LATE, TestPlant.PRESS, TestPlant.PRESS_IS_AWAY), 200);
    }

    /** What the press said in an hour. */
    SampleBatch hour(PlantServer server, int number) {
        SampleBatch batch = new SampleBatch();
        Instant hour = start.plus(Duration.ofHours(number));
        batch.addWhole(server.signal("press/state"), Micros.of(hour), 1 + number % 2, StatusCode.GOOD);
        for (int i = 0; i < 3_600 / CYCLE; i++) {
            batch.addWhole(server.signal("press/parts"), Micros.of(hour.plusSeconds((long) i * CYCLE)),
                    number * 360L + i, StatusCode.GOOD);
        }
        return batch;
    }

    /** Settles all that a stopped server has. */
    static void settle(Path data) {
        try (History history = DuckDbHistory.open(data.resolve("history"))) {
            long later = Micros.of(InstantSource.system().instant().plus(Duration.ofDays(2)));
            for (int calls = 0; calls < 1_000 && history.stats().hotRows() > 0; calls++) {
                history.settle(later);
                later += Micros.PER_MINUTE;
            }
            if (history.stats().hotRows() > 0) {
                throw new AssertionError("not everything settles: " + history.stats());
            }
        }
    }

    /** How many samples of the press history holds in these hours. */
    long stored(Api api, int hours) throws IOException, InterruptedException {
        return stored(api, "press/state", hours) + stored(api, "press/parts", hours);
    }

    private long stored(Api api, String signal, int hours) throws IOException, InterruptedException {
        long found = 0;
        String cursor = "";
        do {
            JsonNode page = api.get("history/raw?signal=" + Api.encode(signal) + "&from=" + start + "&to="
                    + start.plus(Duration.ofHours(hours)) + "&limit=10000" + cursor);
            found += page.path("items").size();
            cursor = page.has("next") ? "&cursor=" + Api.encode(page.path("next").asText()) : "";
        } while (!cursor.isEmpty());
        return found;
    }

    /** Facts of the press, as text to be compared. */
    String facts(Api api, int hours) throws IOException, InterruptedException {
        Instant end = start.plus(Duration.ofHours(hours));
        return Stream.of("runTime", "stopTime", "noDataTime")
                .map(measure -> {
                    try {
                        return measure + " " + api.get("facts?subject=press&measure=" + measure + "&from=" + start
                                + "&to=" + end);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }).reduce("", (all, one) -> all + "\n" + one);
    }
}
