package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day that comes as a file changes the OEE of that day by itself. Elsewhere imported values are stored and figures of the
 * past stay as they were, or wholes come back as doubles, or the same file twice counts twice.
 *
 * <p>Early shift of 2025-06-17, 06:00 to 14:00 in Berlin, 8 h planned, a piece each 30 s. The export says that the press
 * stood from 10:00 to 11:00; a corrected one says that it stood until 10:30 only. The piece that is done at 14:00 sharp is
 * the next shift's.
 */
class ImportHealsTheDayTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant SHIFT = Instant.parse("2025-06-17T04:00:00Z");
    private static final Instant END = SHIFT.plus(Duration.ofHours(8));
    private static final String REPORT = "production?subject=press&day=2025-06-17&shift=early";
    private static final int CYCLE = 30;

    @TempDir
    private Path data;

    private final TravelClock clock = TravelClock.at(END.plusSeconds(60));
    private PlantServer server;
    private Api api;

    @SuppressWarnings("NullAway.Init") // set before the test
    ImportHealsTheDayTest() {}

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = PlantServer.start(data, clock);
        api = server.admin();
        api.put("plant.yaml", "text/yaml",
                TestPlant.inBerlin(TestPlant.EARLY_AND_LATE, TestPlant.PRESS, TestPlant.PRESS_IS_AWAY), 200);
        api.put("products/part", Map.of("name", Map.of("en", "Part")), 200);
        api.post("standards", Map.of("id", "s", "workUnit", "press", "product", "part", "validFrom", SHIFT.toString(),
                "cycle", CYCLE, "partsPerCycle", 1, "targetPerHour", 100, "origin", "measured"), 201);
        api.post("standards/s/confirm", Map.of(), 200);
        api.post("entries", Map.of("id", "p", "workUnit", "press", "from", SHIFT.toString(), "claim",
                Map.of("kind", "product", "product", "part")), 201);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theFiguresOfADayFollowTheFileThatBringsIt() throws Exception {
        PlantServer.awaitCaughtUp(api);
        assertThat(api.get(REPORT).at("/figures/made/value").asDouble()).isZero();

        JsonNode first = imported(day(Duration.ofHours(5), StandardCharsets.UTF_8, ","), "{}");
        assertThat(first.at("/filed/added").asInt()).as(first.toString()).isEqualTo(2 * 961);
        PlantServer.eventually(() -> assertShift(839, 25_200, 3_600, 0));
        assertThat(oee()).isEqualTo(839 * CYCLE / 28_800.0, within(1e-9));

        JsonNode again = imported(day(Duration.ofHours(5), StandardCharsets.UTF_8, ","), "{}");
        assertThat(again.at("/filed/duplicate").asInt()).isEqualTo(2 * 961);
        PlantServer.awaitCaughtUp(api);
        assertShift(839, 25_200, 3_600, 0);

        // Without a word the correction is refused where it contradicts, and nothing changes.
        byte[] corrected = day(Duration.ofMinutes(270), Charset.forName("GB18030"), ";");
        JsonNode kept = imported(corrected, "{}");
        assertThat(kept.at("/filed/rejected").asInt()).isEqualTo(60 + 420);
        JsonNode replaced = imported(corrected, "{\"replace\":true}");
        assertThat(replaced.at("/filed/replaced").asInt()).as(replaced.toString()).isEqualTo(60 + 420);
        PlantServer.eventually(() -> assertShift(899, 27_000, 1_800, 0));
        assertThat(oee()).isEqualTo(899 * CYCLE / 28_800.0, within(1e-9));

        JsonNode raw = api.get("history/raw?signal=press/parts&from=" + SHIFT + "&to=" + END + "&limit=10000");
        assertThat(raw.path("items").size()).isEqualTo(960);
        raw.path("items").forEach(item -> assertThat(item.path("value").isIntegralNumber()).isTrue());
        // Behind the file nothing is known: its last state does not go on for ever.
        clock.advanceTo(END.plus(Duration.ofDays(1)));
        api = server.admin();
        PlantServer.awaitCaughtUp(api);
        assertThat(api.fact("press", "runTime", END.plusSeconds(60), END.plus(Duration.ofHours(8))).path("value")
                .asDouble()).isZero();
    }

    /** Every 30 s the state by its name and the pieces so far, in local time. */
    private static byte[] day(Duration goesOn, Charset charset, String delimiter) {
        DateTimeFormatter local = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss", Locale.ROOT).withZone(BERLIN);
        StringBuilder text = new StringBuilder(
                String.join(delimiter, "时间", "Press State", "press/parts")).append("\r\n");
        int pieces = 0;
        for (int i = 0; i <= 960; i++) {
            Duration since = Duration.ofSeconds(30L * i);
            boolean stands = since.compareTo(Duration.ofHours(4)) >= 0 && since.compareTo(goesOn) < 0;
            // The piece of a cycle is counted at its end.
            boolean stood = since.compareTo(Duration.ofHours(4)) > 0 && since.compareTo(goesOn) <= 0;
            pieces += i == 0 || stood ? 0 : 1;
            text.append(String.join(delimiter, local.format(SHIFT.plus(since)), stands ? "Stopped" : "Running",
                    String.valueOf(pieces))).append("\r\n");
        }
        return text.toString().getBytes(charset);
    }

    private JsonNode imported(byte[] file, String reading) throws IOException, InterruptedException {
        HttpResponse<String> sent = api.client().send(
                api.upload("sample-imports?name=day.csv", BodyPublishers.ofByteArray(file)),
                BodyHandlers.ofString());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
        String id = sent.body().replaceFirst("(?s).*?\"id\":(\\d+).*", "$1");
        JsonNode look = api.put("sample-imports/" + id + "/reading", "application/json", reading, 200);
        assertThat(look.path("problems")).as(look.toString()).isEmpty();
        assertThat(look.at("/rows/0/time").asText()).startsWith("2025-06-17T04:00:00");
        api.post("sample-imports/" + id + "/file", Map.of(), 202);
        PlantServer.eventually(
                () -> assertThat(api.get("sample-imports/" + id).path("state").asText()).isEqualTo("done"));
        return api.get("sample-imports/" + id);
    }

    private double oee() throws IOException, InterruptedException {
        return api.get(REPORT).at("/figures/oee/value").asDouble(Double.NaN);
    }

    private void assertShift(int made, int run, int stop, int noData) throws IOException, InterruptedException {
        JsonNode figures = api.get(REPORT).path("figures");
        assertThat(figures.at("/made/value").asDouble()).as("made").isEqualTo(made);
        assertThat(figures.at("/runTime/value").asDouble()).as("run").isEqualTo(run);
        assertThat(figures.at("/stopTime/value").asDouble()).as("stop").isEqualTo(stop);
        assertThat(figures.at("/noDataTime/value").asDouble()).as("no data").isEqualTo(noData);
    }
}
