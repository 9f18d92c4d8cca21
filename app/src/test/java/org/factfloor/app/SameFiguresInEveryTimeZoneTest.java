package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shift is the sum of its hours and a production day that of its shifts, also in the nights in which clocks change, and
 * whoever looks from wherever sees the same figures at the plant's times. Elsewhere days are cut at the viewer's midnight,
 * a night shift is split over two days, and a day of 23 or 25 hours loses an hour or counts one twice.
 *
 * <p>The machine makes a piece each minute but from the 50th to the 53rd and from the 115th to the 125th of each two
 * hours, so that its stops lie across borders of hours and shifts.
 */
class SameFiguresInEveryTimeZoneTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<String> MEASURES = List.of("made", "good", "runTime", "stopTime", "shortStopTime",
            "plannedTime", "calendarTime");
    private static final int MADE = 0;
    private static final int GOOD = 1;
    private static final int RUN = 2;
    private static final int STOP = 3;
    private static final int SHORT = 4;
    private static final int PLANNED = 5;
    private static final int CALENDAR = 6;
    private static final String SHIFTS = """
            - {id: early, name: Early, from: "06:00", to: "14:00"}
            - {id: late, name: Late, from: "14:00", to: "22:00"}
            - id: night
              name: Night
              from: "22:00"
              to: "06:00"
              breaks: [{name: Meal, from: "02:30", to: "02:45"}]
            """;

    @TempDir
    private Path data;

    @Test
    void aDayOf23HoursAddsUp() throws Exception {
        LocalDate day = LocalDate.of(2025, 3, 29);
        try (PlantServer server = startWith(day, 23)) {
            // The meal would have been in the hour that the clocks skip.
            assertAddsUp(server.admin(), day, 23, -1);
        }
    }

    @Test
    void aDayOf25HoursAddsUpForEveryViewer() throws Exception {
        LocalDate day = LocalDate.of(2025, 10, 25);
        try (PlantServer server = startWith(day, 25)) {
            // The meal is in the first of the two hours from 02:00 on, the 21st of the day.
            assertAddsUp(server.admin(), day, 25, 20 * 60 + 30);
            try (Browsing browsing = Browsing.start()) {
                assertEverybodySeesTheSame(browsing, server);
            }
        }
    }

    private PlantServer startWith(LocalDate day, int hours) throws Exception {
        Instant start = start(day);
        PlantServer server = PlantServer.start(data, TravelClock.at(start.plus(Duration.ofHours(hours + 5))));
        try {
            Api api = server.admin();
            api.put("plant.yaml", "text/yaml",
                    TestPlant.inBerlin(SHIFTS, TestPlant.PRESS, TestPlant.PRESS_IS_AWAY), 200);
            server.takeIn(samples(server, start, (hours + 2) * 60));
            // In the 22nd hour, which in autumn is the second one from 02:00 on.
            api.post("entries",
                    Map.of("id", "scrap", "workUnit", "press", "from", minute(start, 21 * 60 + 30).toString(),
                            "claim", Map.of("kind", "reject", "fate", "scrap", "pieces", 5)),
                    201);
            PlantServer.eventually(() -> assertThat(value(api.fact("press", "scrap", start, minute(start, 1440))))
                    .isEqualTo(5));
            PlantServer.awaitCaughtUp(api);
            return server;
        } catch (Exception | Error e) {
            server.close();
            throw e;
        }
    }

    private static Instant start(LocalDate day) {
        return day.atTime(LocalTime.of(6, 0)).atZone(BERLIN).toInstant();
    }

    private static Instant minute(Instant start, int minute) {
        return start.plus(Duration.ofMinutes(minute));
    }

    private static boolean isStop(int minute) {
        return minute >= 115 && (minute % 120 >= 115 || minute % 120 < 5);
    }

    private static boolean isShortStop(int minute) {
        return minute % 120 >= 50 && minute % 120 < 53;
    }

    private static boolean runs(int minute) {
        return !isStop(minute) && !isShortStop(minute);
    }

    private static SampleBatch samples(PlantServer server, Instant start, int minutes) {
        SampleBatch batch = new SampleBatch();
        int count = 0;
        for (int minute = 0; minute < minutes; minute++) {
            long time = Micros.of(minute(start, minute));
            if (minute == 0 || runs(minute) != runs(minute - 1)) {
                batch.addWhole(server.signal("press/state"), time, runs(minute) ? 2 : 1, StatusCode.GOOD);
            }
            // What was begun in the minute before is done.
            if (minute == 0 || runs(minute - 1)) {
                batch.addWhole(server.signal("press/parts"), time, count++, StatusCode.GOOD);
            }
        }
        return batch;
    }

    /** What an hour of the day comes to, minute by minute. */
    private static double[] expected(int hour, int mealFrom) {
        double[] sums = new double[MEASURES.size()];
        for (int minute = hour * 60; minute < hour * 60 + 60; minute++) {
            boolean planned = mealFrom < 0 || minute < mealFrom || minute >= mealFrom + 15;
            sums[MADE] += minute > 0 && runs(minute - 1) ? 1 : 0;
            sums[RUN] += planned && runs(minute) ? 60 : 0;
            sums[STOP] += planned && isStop(minute) ? 60 : 0;
            sums[SHORT] += planned && isShortStop(minute) ? 60 : 0;
            sums[PLANNED] += planned ? 60 : 0;
            sums[CALENDAR] += 60;
        }
        sums[GOOD] = sums[MADE] - (hour == 21 ? 5 : 0);
        return sums;
    }

    private static void assertAddsUp(Api api, LocalDate day, int length, int mealFrom)
            throws IOException, InterruptedException {
        Instant start = start(day);
        Instant end = minute(start, length * 60);
        int[] shiftHours = {8, 8, length - 16};
        for (String subject : List.of("press", "cell", "site")) {
            List<double[]> hours = figures(api, subject, start, end, "hour", day);
            List<double[]> shifts = figures(api, subject, start, end, "shift", day);
            List<double[]> days = figures(api, subject, start, end, "day", day);
            assertThat(hours).hasSize(length);
            assertThat(shifts).hasSize(3);
            assertThat(days).hasSize(1);
            for (int hour = 0; hour < length; hour++) {
                assertThat(hours.get(hour)).as("%s, hour %d of %s", subject, hour, day)
                        .containsExactly(expected(hour, mealFrom));
            }
            int from = 0;
            for (int shift = 0; shift < 3; shift++) {
                List<double[]> itsHours = hours.subList(from, from + shiftHours[shift]);
                assertThat(shifts.get(shift)).as("%s, shift %d of %s", subject, shift, day)
                        .containsExactly(sum(itsHours));
                from += shiftHours[shift];
            }
            assertThat(days.getFirst()).as("%s, %s", subject, day).containsExactly(sum(shifts));
        }
        JsonNode night = api.get("production?subject=press&day=" + day + "&shift=night");
        assertThat(night.path("hours")).hasSize(length - 16);
        double made = 0;
        for (JsonNode hour : night.path("hours")) {
            made += value(hour.path("made"));
        }
        assertThat(made).isEqualTo(value(night.at("/figures/made"))).isPositive();
        assertThat(api.get("sites/site/days?from=" + day + "&to=" + day).at("/items/0/hours").asInt())
                .isEqualTo(length);
        assertThat(value(night.at("/figures/plannedTime")))
                .isEqualTo((length - 16) * 3_600.0 - (mealFrom < 0 ? 0 : 900));
    }

    /** The measures of each period of a day, which all belong to that production day. */
    private static List<double[]> figures(Api api, String subject, Instant from, Instant to, String period,
            LocalDate day) throws IOException, InterruptedException {
        JsonNode items = api.get("facts?subject=" + subject + "&measure=" + String.join(",", MEASURES) + "&from=" + from
                + "&to=" + to + "&period=" + period).path("items");
        List<double[]> periods = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            int measure = i % MEASURES.size();
            if (measure == 0) {
                periods.add(new double[MEASURES.size()]);
            }
            assertThat(items.get(i).at("/label/productionDay").asText()).isEqualTo(day.toString());
            assertThat(items.get(i).path("measure").asText()).isEqualTo(MEASURES.get(measure));
            periods.getLast()[measure] = value(items.get(i));
        }
        return periods;
    }

    private static double value(JsonNode figure) {
        return figure.path("value").asDouble(Double.NaN);
    }

    private static double[] sum(List<double[]> parts) {
        double[] sums = new double[MEASURES.size()];
        parts.forEach(part -> Arrays.setAll(sums, i -> sums[i] + part[i]));
        return sums;
    }

    private static void assertEverybodySeesTheSame(Browsing browsing, PlantServer server) {
        List<List<String>> seen = new ArrayList<>();
        for (String zone : List.of("Europe/Berlin", "America/New_York", "Asia/Shanghai")) {
            Page page = browsing.openIn(zone);
            Browsing.signIn(page, server.address().toString(), "admin");
            page.navigate(server.address() + "/board?subject=press&day=2025-10-25&shift=night");
            page.getByTestId("board").locator("tbody tr").first().waitFor();
            List<String> texts = new ArrayList<>(page.getByTestId("board").locator("tbody tr").allInnerTexts());
            assertThat(texts).as("hours of the night seen from %s", zone).hasSize(9);
            page.navigate(server.address() + "/shift?subject=press&day=2025-10-25&shift=night");
            page.getByTestId("sheet-hours").waitFor();
            texts.addAll(page.getByTestId("sheet-hours").locator("tbody tr").allInnerTexts());
            texts.addAll(page.getByTestId("sheet-stops").locator("tbody tr").allInnerTexts());
            texts.addAll(page.getByTestId("sheet").locator(".when").allInnerTexts());
            seen.add(texts);
        }
        assertThat(seen.get(1)).isEqualTo(seen.getFirst());
        assertThat(seen.get(2)).isEqualTo(seen.getFirst());
        List<String> board = seen.getFirst().subList(0, 9);
        assertThat(board.getFirst()).startsWith("22:00");
        assertThat(board.getLast()).startsWith("05:00");
        assertThat(board).filteredOn(row -> row.startsWith("02:00")).as("the hour that comes twice").hasSize(2);
        assertThat(browsing.pageErrors()).isEmpty();
    }
}
