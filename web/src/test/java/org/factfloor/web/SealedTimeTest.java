package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.Author;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine runs for four days; then the samples before 10:00 UTC of the first are removed, in the middle of a shift that ends
 * at 11:00. So long back, states are saved where shifts change.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedTimeTest {

    private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");
    private static final String ENTRIES = "/api/v1/entries";
    private static final String STANDARDS = "/api/v1/standards";

    private RunningServer server;
    private Client ada;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        ada = server.admin();
        server.records.products().put("housing", Label.of("Housing"), new Author("ada", User.Role.ADMIN, ""));
        say("early", "2026-11-20T03:00:00Z", "2026-11-20T04:00:00Z", 201);
        Client.Answer staffed = staff("open", "2026-11-20T05:00:00Z");
        assertThat(staffed.status()).as(staffed.text()).isEqualTo(201);
        Client.Answer old = standard("2026-11-20T00:00:00Z", "old");
        assertThat(old.status()).as(old.text()).isEqualTo(201);
        SampleBatch batch = new SampleBatch();
        Instant now = server.clock.instant();
        for (Instant at = BEGIN; at.isBefore(now); at = at.plus(Duration.ofMinutes(7))) {
            long stopped = Duration.between(BEGIN, at).toMinutes() / 7 % 3 == 0 ? 1 : 2;
            batch.addWhole(server.ref(TestPlant.STATE), Micros.of(at), stopped, StatusCode.GOOD);
        }
        server.store(batch);
        server.catchUp();
        server.history.remove(Micros.of(Instant.parse("2026-11-20T10:00:00Z")));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void say(String id, String from, String to, int status) {
        Client.Answer said = ada.post(ENTRIES, entry(id, from, to));
        assertThat(said.status()).as(said.text()).isEqualTo(status);
    }

    private static String entry(String id, String from, String to) {
        return "{\"id\":\"" + id + "\",\"workUnit\":\"cnc-1\",\"from\":\"" + from + "\",\"to\":\"" + to
                + "\",\"claim\":{\"kind\":\"reason\",\"reason\":\"maintenance\"},\"remark\":\"told late\"}";
    }

    private Client.Answer staff(String id, String from) {
        return ada.post(ENTRIES, "{\"id\":\"" + id + "\",\"workUnit\":\"cnc-1\",\"from\":\"" + from
                + "\",\"claim\":{\"kind\":\"staffing\",\"staffing\":\"overtime\"},\"remark\":\"told late\"}");
    }

    private Client.Answer standard(String validFrom, String id) {
        return ada.post(STANDARDS, figures(validFrom, "\"id\":\"" + id + "\",", 50));
    }

    private static String figures(String validFrom, String first, int cycle) {
        return "{" + first + "\"workUnit\":\"cnc-1\",\"product\":\"housing\",\"validFrom\":\"" + validFrom
                + "\",\"cycle\":" + cycle + ",\"partsPerCycle\":1,\"origin\":\"measured\"}";
    }

    private String fact(String from, String to) {
        return ada.get("/api/v1/facts?subject=cnc-1&measure=runTime&from=" + from + "&to=" + to).json()
                .at("/items/0/id").asText();
    }

    private Client.Answer recompute(String fact) {
        return ada.change("POST", "/api/v1/facts/" + fact + "/recompute", "application/json", "");
    }

    /** Samples are there again from ten on; what they were computed from before is not. */
    @Test
    void aFigureIsSealedUpToTheFirstStateBehindWhatIsRemoved() {
        String sealed = fact("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z");
        assertThat(recompute(sealed).code()).isEqualTo("samples-removed");
        assertThat(ada.get("/api/v1/facts/" + sealed + "/receipt").json().path("sealed").asBoolean()).isTrue();

        String whole = fact("2026-11-20T11:00:00Z", "2026-11-20T13:00:00Z");
        assertThat(recompute(whole).json().path("equal").asBoolean()).isTrue();
        assertThat(ada.get("/api/v1/facts/" + whole + "/receipt").json().path("sealed").asBoolean()).isFalse();
    }

    @Test
    void nothingCanBeSaidOfSealedTime() {
        Client.Answer refused = ada.post(ENTRIES, entry("late", "2026-11-20T10:30:00Z", "2026-11-20T11:30:00Z"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("samples-removed");
        assertThat(ada.get(ENTRIES + "/late/history").status()).as("nothing is kept of it").isEqualTo(404);
        say("behind", "2026-11-20T11:00:00Z", "2026-11-20T11:30:00Z", 201);
        // Sent again.
        say("early", "2026-11-20T03:00:00Z", "2026-11-20T04:00:00Z", 200);
        assertThat(ada.change("DELETE", ENTRIES + "/early?revision=1", "application/json", "").code())
                .isEqualTo("samples-removed");
    }

    /** What began in sealed time may still be ended, in time that is counted. */
    @Test
    void anEntryThatRunsOnCanBeEndedBehindTheSeal() {
        String claim = ",\"claim\":{\"kind\":\"staffing\",\"staffing\":\"overtime\"},\"remark\":\"told late\"}";
        assertThat(ada.change("PUT", ENTRIES + "/open", "application/json",
                "{\"revision\":1,\"from\":\"2026-11-20T05:00:00Z\",\"to\":\"2026-11-20T06:00:00Z\"" + claim).code())
                .isEqualTo("samples-removed");
        Client.Answer ended = ada.change("PUT", ENTRIES + "/open", "application/json",
                "{\"revision\":1,\"from\":\"2026-11-20T05:00:00Z\",\"to\":\"2026-11-23T06:00:00Z\"" + claim);
        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
    }

    @Test
    void noStandardBeginsInSealedTime() {
        assertThat(standard("2026-11-20T08:00:00Z", "late").code()).isEqualTo("samples-removed");
        assertThat(standard("2026-11-21T08:00:00Z", "new").status()).isEqualTo(201);
        assertThat(ada.change("PUT", STANDARDS + "/new", "application/json",
                figures("2026-11-20T08:00:00Z", "", 40)).code()).isEqualTo("samples-removed");
        Client.Answer corrected = ada.change("PUT", STANDARDS + "/old", "application/json",
                figures("2026-11-20T00:00:00Z", "", 40));
        assertThat(corrected.status()).as("%s: it counts from the seal on", corrected.text()).isEqualTo(200);
    }

    /** Row by row, with its line; what stands there already is corrected, for it counts from the seal on. */
    @Test
    void anImportOfStandardsLeavesOutThoseThatBeginInSealedTime() {
        server.records.products().put("lid", Label.of("Lid"), new Author("ada", User.Role.ADMIN, ""));
        assertThat(ada.post(STANDARDS, figures("2026-11-22T00:00:00Z", "\"id\":\"lid\",", 50)
                .replace("housing", "lid")).status()).isEqualTo(201);
        String table = "product,machine,valid from,cycle\nlid,cnc-1,2026-11-20 09:00,40\nlid,cnc-1,2026-11-21 09:00,40\n"
                + "cap,cnc-1,2026-11-19 09:00,40\nlid,cnc-1,2026-11-22 08:00,45\n";
        for (boolean tried : new boolean[]{true, false}) {
            JsonNode report = ada.upload(STANDARDS + "/import?dryRun=" + tried,
                    table.getBytes(StandardCharsets.UTF_8)).json();
            assertThat(report.path("errors")).as(report.toString()).hasSize(2);
            assertThat(report.at("/errors/0/row").asInt()).isEqualTo(2);
            assertThat(report.at("/errors/0/column").asText()).isEqualTo("valid from");
            assertThat(report.at("/errors/0/text/en").asText()).contains("have been removed", "begin then or later");
            assertThat(report.at("/errors/0/text/zh").asText()).contains("采样已被删除");
            assertThat(report.at("/errors/1/row").asInt()).isEqualTo(4);
            assertThat(report.path("added").asInt()).isEqualTo(1);
            assertThat(report.path("changed").asInt()).isEqualTo(1);
        }
        assertThat(server.records.products().list()).as("nothing is left of a line that is refused")
                .noneMatch(product -> product.id().equals("cap"));
        assertThat(server.records.standards().versions(Optional.of("cnc-1"))).filteredOn(
                version -> version.standard().product().equals("lid")).hasSize(2);
    }
}
