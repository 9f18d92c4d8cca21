package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.factfloor.plant.Label;
import org.factfloor.records.Author;
import org.factfloor.records.NewJob;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say, over HTTP. It is 16:00 in Shanghai, in a shift from 07:00 to 19:00. */
class EntriesTest {

    private static final String ENTRIES = "/api/v1/entries";
    private static final String TODAY = ENTRIES + "?from=2026-11-23T23:00:00Z&to=2026-11-24T11:00:00Z&workUnit=cnc-1";

    private RunningServer server;
    private Client operator;
    private Client lead;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        operator = server.person(User.Role.OPERATOR);
        lead = server.person(User.Role.TEAM_LEAD);
        server.records.products().put("housing-a", new Label("Housing A", "壳体 A"),
                new Author("ada", User.Role.ADMIN, ""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String entry(String id, String claim) {
        return "{\"id\":\"" + id + "\",\"workUnit\":\"cnc-1\",\"from\":\"2026-11-24T07:00:00Z\","
                + "\"to\":\"2026-11-24T07:30:00Z\",\"saidAt\":\"2026-11-24T07:31:00Z\",\"claim\":" + claim + "}";
    }

    private static String reason(String id) {
        return "{\"kind\":\"reason\",\"reason\":\"" + id + "\"}";
    }

    private static String scrap(String id, String pieces) {
        return "{\"id\":\"" + id + "\",\"workUnit\":\"cnc-1\",\"from\":\"2026-11-24T07:00:00Z\",\"claim\":"
                + "{\"kind\":\"reject\",\"fate\":\"scrap\",\"pieces\":" + pieces + "}}";
    }

    @Test
    void whatIsSaidIsToldAsItWasSaid() {
        Client.Answer said = operator.post(ENTRIES, entry("a", reason("maintenance")));
        assertThat(said.status()).as(said.text()).isEqualTo(201);
        JsonNode entry = server.viewer().get(TODAY).json().at("/items/0");
        assertThat(entry.path("id").asText()).isEqualTo("a");
        assertThat(entry.path("revision").asInt()).isEqualTo(1);
        assertThat(entry.path("to").asText()).isEqualTo("2026-11-24T07:30:00.000000Z");
        assertThat(entry.path("saidAt").asText()).isEqualTo("2026-11-24T07:31:00.000000Z");
        assertThat(entry.path("receivedAt").asText()).isEqualTo("2026-11-24T08:00:00.123456Z");
        assertThat(entry.path("author").asText()).isEqualTo("operator");
        assertThat(entry.at("/claim/kind").asText()).isEqualTo("reason");
        assertThat(entry.at("/claim/policy").asText()).as("from the catalogue").isEqualTo("excluded");
    }

    @Test
    void everyKindOfClaimComesBackAsItWasGiven() {
        server.records.jobs().add(new NewJob("4711", "housing-a", Optional.empty(),
                Optional.empty(), 1_000, OptionalLong.empty(), List.of()),
                new Author("ada", User.Role.ADMIN, ""));
        String[] claims = {"{\"kind\":\"staffing\",\"staffing\":\"notStaffed\"}",
                "{\"kind\":\"state\",\"state\":\"stopped\",\"reason\":\"other\"}", reason("other"),
                "{\"kind\":\"product\",\"product\":\"housing-a\",\"tool\":\"mould 3\",\"activeCavities\":7}",
                "{\"kind\":\"job\",\"job\":\"4711\"}"};
        for (int i = 0; i < claims.length; i++) {
            JsonNode claim = lead.post(ENTRIES, entry("e" + i, claims[i])).json().path("claim");
            claimFits(claim, claims[i]);
        }
        String[] instants = {"{\"kind\":\"reject\",\"fate\":\"hold\",\"pieces\":12.5,\"reason\":\"quality\"}",
                "{\"kind\":\"output\",\"pieces\":50}",
                "{\"kind\":\"count\",\"pieces\":-12,\"remark\":\"box count\"}"};
        for (int i = 0; i < instants.length; i++) {
            JsonNode claim = lead.post(ENTRIES, "{\"id\":\"i" + i + "\",\"workUnit\":\"cnc-1\",\"from\":"
                    + "\"2026-11-24T07:00:00Z\",\"to\":null,\"claim\":" + instants[i] + "}").json().path("claim");
            claimFits(claim, instants[i]);
        }
        assertThat(server.viewer().get(TODAY).json().path("items")).hasSize(8);
    }

    private static void claimFits(JsonNode told, String given) {
        for (String part : given.substring(1, given.length() - 1).split(",", -1)) {
            assertThat(told.toString()).contains(part);
        }
    }

    @Test
    void theSameEntryOfAnOutboxFiveTimesIsOne() {
        assertThat(operator.post(ENTRIES, entry("a", reason("other"))).status()).isEqualTo(201);
        for (int i = 0; i < 4; i++) {
            Client.Answer again = operator.post(ENTRIES, entry("a", reason("other")));
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().path("revision").asInt()).isEqualTo(1);
        }
        assertThat(server.viewer().get(TODAY).json().path("items")).hasSize(1);
        assertThat(operator.post(ENTRIES, entry("a", reason("quality"))).code()).isEqualTo("id-taken");
    }

    @Test
    void theSecondOfTwoPeopleOnOneStopIsToldWhatTheFirstSaid() {
        operator.post(ENTRIES, entry("a", reason("other")));
        String correction = "{\"revision\":1,\"from\":\"2026-11-24T07:00:00Z\",\"to\":\"2026-11-24T07:30:00Z\",\"claim\":";
        assertThat(lead.put(ENTRIES + "/a", correction + reason("breakdown") + "}").json().path("revision").asInt())
                .isEqualTo(2);
        Client.Answer second = operator.put(ENTRIES + "/a", correction + reason("quality") + "}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("changed-meanwhile");
        assertThat(second.json().at("/errors/0/claim/reason").asText()).isEqualTo("breakdown");
        assertThat(second.json().at("/errors/0/revision").asInt()).isEqualTo(2);
        assertThat(second.json().at("/text/zh").asText()).contains("team_lead", "breakdown");
        assertThat(operator.delete(ENTRIES + "/a?revision=1").code()).isEqualTo("changed-meanwhile");
        assertThat(operator.delete(ENTRIES + "/a?revision=2").status()).isEqualTo(204);
        assertThat(server.viewer().get(TODAY).json().path("items")).isEmpty();
        JsonNode history = server.viewer().get(ENTRIES + "/a/history").json().path("items");
        assertThat(history.findValuesAsText("act")).containsExactly("said", "corrected", "retracted");
    }

    @Test
    void moreRejectsThanPiecesAreRefusedWithBothNumbers() {
        server.made = OptionalLong.of(100_000);
        assertThat(operator.post(ENTRIES, scrap("a", "90")).status()).isEqualTo(201);
        Client.Answer refused = operator.post(ENTRIES, scrap("b", "10.5"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("rejects-above-made");
        assertThat(refused.json().path("detail").asText()).contains("100.5 rejects", "90 of them", "100 pieces");
        assertThat(refused.json().at("/text/zh").asText()).contains("100.5", "100 件");
        assertThat(operator.post(ENTRIES, scrap("b", "10")).status()).isEqualTo(201);
        assertThat(operator.post(ENTRIES, scrap("a", "90")).status()).as("sent again").isEqualTo(200);
        String correction = "{\"revision\":1,\"from\":\"2026-11-24T07:00:00Z\",\"claim\":{\"kind\":\"reject\","
                + "\"fate\":\"scrap\",\"pieces\":";
        assertThat(operator.put(ENTRIES + "/a", correction + "91}}").code()).isEqualTo("rejects-above-made");
        assertThat(operator.put(ENTRIES + "/a", correction + "80}}").status()).isEqualTo(200);
    }

    @Test
    void rejectsSaidTogetherAreAddedUp() {
        server.made = OptionalLong.of(100_000);
        assertThat(operator.post(ENTRIES, scrap("a", "10")).status()).isEqualTo(201);
        Client.Answer refused = operator.post(ENTRIES,
                "{\"entries\":[" + scrap("b", "50") + "," + scrap("c", "40.5") + "]}");
        assertThat(refused.code()).isEqualTo("rejects-above-made");
        assertThat(refused.json().path("detail").asText()).contains("100.5 rejects", "60 of them");
        assertThat(server.viewer().get(TODAY).json().path("items")).hasSize(1);
        String twice = "{\"entries\":[" + scrap("b", "50") + "," + scrap("b", "50") + "," + scrap("c", "40") + "]}";
        assertThat(operator.post(ENTRIES, twice).status()).as("one said twice is one").isEqualTo(201);
    }

    @Test
    void rejectsOfSeveralPeopleAtOnceAreAddedUp() throws Exception {
        server.made = OptionalLong.of(100_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> sends = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> operator.post(ENTRIES, scrap("r" + i, "30")).status())
                    .toList();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> sent : threads.invokeAll(sends)) {
                answers.add(sent.get());
            }
            assertThat(Collections.frequency(answers, 201)).isEqualTo(3);
            assertThat(Collections.frequency(answers, 422)).isEqualTo(5);
        }
    }

    /** Nobody knows what a machine made over a gap; what people found in the box is true all the same. */
    @Test
    void rejectsAreTakenWhereWhatWasMadeIsNotKnown() {
        assertThat(operator.post(ENTRIES, scrap("a", "5000")).status()).isEqualTo(201);
    }

    @Test
    void quantitiesNobodyMakesAreRefused() {
        for (String pieces : new String[]{"-3", "0", "1000000.001"}) {
            Client.Answer answer = operator.post(ENTRIES, scrap("a", pieces));
            assertThat(answer.code()).as(pieces).isEqualTo("quantity");
            assertThat(answer.status()).isEqualTo(422);
        }
        for (String pieces : new String[]{"0.0001", "1e400", "null"}) {
            assertThat(operator.post(ENTRIES, scrap("a", pieces)).status()).as(pieces).isEqualTo(400);
        }
        assertThat(operator.post(ENTRIES, scrap("a", "\"3\"")).code()).isEqualTo("wrong-type");
    }

    @Test
    void aTerminalWhoseClockIsHoursOffIsShownBothClocks() {
        String behind = entry("a", reason("other")).replace("\"claim\"",
                "\"sentAt\":\"2026-11-24T00:00:00Z\",\"claim\"");
        Client.Answer refused = operator.post(ENTRIES, behind);
        assertThat(refused.code()).isEqualTo("terminal-clock-off");
        assertThat(refused.json().at("/text/en").asText()).contains("2026-11-24 08:00", "2026-11-24 16:00");
        assertThat(refused.json().at("/text/zh").asText()).contains("2026-11-24 08:00", "2026-11-24 16:00");
        String ahead = entry("a", reason("other")).replace("T07:31", "T15:31");
        assertThat(operator.post(ENTRIES, ahead).code()).isEqualTo("terminal-clock-off");
    }

    @Test
    void aClosedMonthIsChangedByAnAdministratorWhoSaysWhy() {
        operator.post(ENTRIES, entry("a", reason("other")));
        server.clock.advance(Duration.ofDays(8));
        Client admin = server.admin();
        assertThat(admin.put("/api/v1/months/2026-12", "").code()).isEqualTo("month-not-over");
        assertThat(admin.put("/api/v1/months/november", "").code()).isEqualTo("invalid-field");
        assertThat(admin.put("/api/v1/months/2026-11", "").status()).isEqualTo(204);
        assertThat(server.viewer().get("/api/v1/months").json().at("/items/0/month").asText()).isEqualTo("2026-11");
        String correction = "{\"revision\":1,\"from\":\"2026-11-24T07:00:00Z\",\"to\":\"2026-11-24T07:30:00Z\",\"claim\":"
                + reason("quality");
        Client engineer = server.person(User.Role.ENGINEER);
        assertThat(engineer.put(ENTRIES + "/a", correction + ",\"remark\":\"x\"}").code()).isEqualTo("month-closed");
        assertThat(server.admin().put(ENTRIES + "/a", correction + "}").code()).isEqualTo("remark-needed");
        assertThat(server.admin().put(ENTRIES + "/a", correction + ",\"remark\":\"auditor asked\"}").status())
                .isEqualTo(200);
        assertThat(server.records.audit().page(OptionalLong.empty(), 1).getFirst().detail()).contains("auditor asked");
        assertThat(server.admin().delete("/api/v1/months/2026-11").code()).isEqualTo("remark-needed");
        assertThat(server.admin().delete("/api/v1/months/2026-11?remark=again").status()).isEqualTo(204);
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertThat(operator.post(ENTRIES, entry("a", reason("weather"))).code()).isEqualTo("unknown-reason");
        assertThat(operator.post(ENTRIES, entry("a", reason("other")).replace("cnc-1", "cnc-9")).status())
                .isEqualTo(404);
        assertThat(operator.post(ENTRIES, entry("a", "{\"kind\":\"job\",\"job\":\"4711\"}")).code())
                .isEqualTo("unknown-job");
        assertThat(operator.put(ENTRIES + "/x", "{\"revision\":1,\"from\":\"2026-11-24T07:00:00Z\",\"claim\":"
                + reason("other") + "}").code()).isEqualTo("unknown-entry");
        assertThat(server.viewer().get(ENTRIES + "/x/history").status()).isEqualTo(404);
    }

    @Test
    void claimsSayWhatBelongsToTheirKind() {
        assertThat(operator.post(ENTRIES, entry("a", "{\"kind\":\"mood\"}")).json().at("/errors/0/path").asText())
                .isEqualTo("claim/kind");
        assertThat(operator.post(ENTRIES, entry("a", "{\"kind\":\"reason\",\"reason\":\"other\",\"pieces\":3}")).json()
                .at("/errors/0/path").asText()).isEqualTo("claim/pieces");
        assertThat(operator.post(ENTRIES, entry("a", "{\"kind\":\"state\",\"state\":\"asleep\"}")).json()
                .at("/errors/0/path").asText()).isEqualTo("claim/state");
        assertThat(operator.post(ENTRIES, "{\"workUnit\":\"cnc-1\",\"from\":\"2026-11-24T07:00:00Z\"}").json()
                .at("/errors/0/path").asText()).isEqualTo("claim");
        assertThat(operator.post(ENTRIES, entry("a", reason("other")).replace("T07:00:00Z", " 7 o'clock")).json()
                .at("/errors/0/path").asText()).isEqualTo("from");
    }

    @Test
    void aProductWithoutStandardIsTakenAndSaysSo() {
        JsonNode said = operator.post(ENTRIES, "{\"workUnit\":\"cnc-1\",\"from\":\"2026-11-24T07:00:00Z\",\"claim\":"
                + "{\"kind\":\"product\",\"product\":\"housing-a\"}}").json();
        assertThat(said.at("/notes/0/code").asText()).isEqualTo("no-standard");
        assertThat(said.at("/notes/0/text/zh").asText()).contains("housing-a", "标准");
        assertThat(said.path("to").isNull()).isTrue();
    }

    @Test
    void whatRunsOnTellsWhereTheNextOfItsKindEndedIt() {
        String noJob = "{\"kind\":\"staffing\",\"staffing\":\"noJob\"}";
        lead.post(ENTRIES, entry("a", noJob).replace("\"2026-11-24T07:30:00Z\"", "null"));
        assertThat(server.viewer().get(TODAY).json().at("/items/0").has("until")).isFalse();
        lead.post(ENTRIES, entry("b", noJob.replace("noJob", "overtime")).replace("T07:00:00Z", "T07:10:00Z"));
        JsonNode items = server.viewer().get(TODAY).json().path("items");
        assertThat(items.at("/0/to").isNull()).isTrue();
        assertThat(items.at("/0/until").asText()).isEqualTo("2026-11-24T07:10:00.000000Z");
        assertThat(items.at("/1").has("until")).isFalse();
        lead.delete(ENTRIES + "/b?revision=1");
        assertThat(server.viewer().get(TODAY).json().at("/items/0").has("until")).isFalse();
    }

    @Test
    void severalAreSaidTogetherOrNotAtAll() {
        String both = "{\"entries\":[" + entry("a", reason("other")) + "," + entry("b", reason("quality")) + "]}";
        assertThat(operator.post(ENTRIES, both).code()).isEqualTo("contradiction");
        assertThat(server.viewer().get(TODAY).json().path("items")).isEmpty();
        String apart = both.replaceFirst("T07:30", "T07:10").replaceFirst("(.*)T07:00", "$1T07:10");
        Client.Answer said = operator.post(ENTRIES, apart);
        assertThat(said.status()).as(said.text()).isEqualTo(201);
        assertThat(said.json().path("items")).hasSize(2);
        assertThat(operator.post(ENTRIES, "{\"entries\":[]}").code()).isEqualTo("invalid-field");
    }

    @Test
    void aRangeMustBeOne() {
        assertThat(server.viewer().get(ENTRIES + "?from=2026-11-24T07:00:00Z&to=2026-11-24T07:00:00Z").code())
                .isEqualTo("invalid-field");
        assertThat(operator.delete(ENTRIES + "/a").json().at("/errors/0/path").asText()).isEqualTo("revision");
    }
}
