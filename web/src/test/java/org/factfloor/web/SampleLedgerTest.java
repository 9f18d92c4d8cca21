package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as the API tells it, of samples that are known one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleLedgerTest {

    private static final long SIX = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));
    private static final long SECOND = Micros.PER_SECOND;
    private static final String TWO_HOURS = "&from=2026-11-24T06:00:00Z&to=2026-11-24T08:00:00Z";

    private RunningServer server;
    private Client viewer;

    /**
     * Six o'clock: load comes 600 times from 6:10 on, ten of them twice, then once late, and a text that is none. Silence
     * from 6:30 to 6:40. Seven o'clock: nothing changes any more. Parts never came.
     */
    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        viewer = server.viewer();
        int load = server.ref(TestPlant.LOAD);
        server.intake.opened("c", List.of(load), SIX);
        server.intake.accept("c", numbers(load, SIX + 600 * SECOND, 600), SIX);
        server.intake.closed("c", SIX + 1_800 * SECOND);
        server.intake.opened("c", List.of(load), SIX + 2_000 * SECOND);
        server.intake.accept("c", numbers(load, SIX + 600 * SECOND, 10), SIX);
        server.intake.accept("c", numbers(load, SIX + 2_400 * SECOND, 1), SIX);
        server.intake.accept("c", numbers(load, SIX + 600 * SECOND + 5, 1), SIX);
        SampleBatch tooLong = new SampleBatch();
        tooLong.addText(server.ref(TestPlant.PROGRAM), SIX, "x".repeat((1 << 20) + 1), StatusCode.GOOD);
        server.intake.backfill(numbers(server.ref(TestPlant.STATE), SIX + 3_600 * SECOND, 2));
        server.intake.accept("c", tooLong, SIX);
        assertThat(server.intake.awaitApplied(Duration.ofSeconds(20))).isTrue();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static SampleBatch numbers(int signal, long from, int count) {
        SampleBatch rows = new SampleBatch();
        for (int i = 0; i < count; i++) {
            rows.addNumber(signal, from + i * SECOND, i, StatusCode.GOOD);
        }
        return rows;
    }

    private JsonNode ledger(String query) {
        return viewer.get("/api/v1/sample-ledger?" + query).json();
    }

    @Test
    void countsASignalByTheHour() {
        JsonNode answer = ledger("subject=" + TestPlant.LOAD + TWO_HOURS);
        JsonNode sum = answer.path("sum");
        // 600 + 10 + 1 + 1, and our mark of silence.
        assertThat(sum.path("received").asLong()).isEqualTo(613);
        assertThat(sum.path("stored").asLong()).isEqualTo(603);
        assertThat(sum.path("duplicate").asLong()).isEqualTo(10);
        assertThat(sum.path("late").asLong()).isEqualTo(1);
        assertThat(sum.path("inFlight").asLong()).isZero();
        assertThat(sum.path("addsUp").asBoolean()).isTrue();
        assertThat(sum.path("gapMs").asLong()).isEqualTo(600_000);
        // From the first sample at 6:10 to 8:00, without the gap.
        assertThat(sum.path("confirmedMs").asLong()).isEqualTo(100 * 60_000);
        assertThat(answer.at("/hours/received").toString()).isEqualTo("[613,0]");
        assertThat(answer.at("/hours/gapMs").toString()).isEqualTo("[600000,0]");
        assertThat(answer.at("/hours/confirmedMs").toString()).isEqualTo("[2400000,3600000]");
        assertThat(answer.path("gaps")).singleElement().satisfies(gap -> {
            assertThat(gap.path("signal").asText()).isEqualTo(TestPlant.LOAD);
            assertThat(gap.path("from").asText()).isEqualTo("2026-11-24T06:30:00.000000Z");
            assertThat(gap.path("to").asText()).isEqualTo("2026-11-24T06:40:00.000000Z");
        });
        assertThat(answer.path("items")).isEmpty();
    }

    @Test
    void sumsUpToTheMachineTheLineAndThePlant() {
        JsonNode machine = ledger("subject=cnc-1" + TWO_HOURS);
        assertThat(machine.path("items")).hasSize(4).extracting(item -> item.path("id").asText())
                .containsExactly(TestPlant.LOAD, TestPlant.PARTS, TestPlant.STATE, TestPlant.PROGRAM);
        assertThat(machine.at("/items/1/sum/received").asLong()).isZero();
        assertThat(machine.at("/items/1/sum/confirmedMs").asLong()).isZero();
        assertThat(machine.at("/items/2/hours/stored").toString()).isEqualTo("[0,2]");
        assertThat(machine.at("/items/3/sum/rejectedBy/textTooLong").asLong()).isEqualTo(1);
        // Where a sample was refused, nothing is known: our mark is the only sample there.
        assertThat(machine.at("/items/3/sum/received").asLong()).isEqualTo(2);
        assertThat(machine.at("/items/3/sum/stored").asLong()).isEqualTo(1);

        for (String subject : List.of("subject=line-1&", "subject=machining&", "subject=suzhou&",
                "subject=suzhou-precision&", "")) {
            JsonNode whole = ledger(subject + TWO_HOURS.substring(1));
            assertThat(whole.path("sum")).as(subject).isEqualTo(machine.path("sum"));
            assertThat(whole.path("hours")).as(subject).isEqualTo(machine.path("hours"));
        }
        assertThat(ledger(TWO_HOURS.substring(1)).at("/items/0/id").asText()).isEqualTo("line-1");
        assertThat(ledger("subject=line-1" + TWO_HOURS).at("/items/0/id").asText()).isEqualTo("cnc-1");
    }

    @Test
    void aPageHasSomeOfThePartsAndTheSumsOfAll() {
        JsonNode first = ledger("subject=cnc-1&limit=3" + TWO_HOURS);
        assertThat(first.path("items")).hasSize(3);
        JsonNode second = ledger("subject=cnc-1&limit=3&cursor=" + first.path("next").asText() + TWO_HOURS);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        assertThat(second.path("sum")).isEqualTo(first.path("sum"));
    }

    @Test
    void refusesWhatItCannotAnswer() {
        assertThat(viewer.get("/api/v1/sample-ledger?subject=none" + TWO_HOURS).code()).isEqualTo("unknown-subject");
        assertThat(viewer.get("/api/v1/sample-ledger?subject=cnc-1/none" + TWO_HOURS).code())
                .isEqualTo("unknown-subject");
        assertThat(viewer.get("/api/v1/sample-ledger?from=2026-11-24T06:00:00Z&to=2026-11-24T06:00:00Z").code())
                .isEqualTo("invalid-field");
        assertThat(viewer.get("/api/v1/sample-ledger?from=2026-10-01T06:00:00Z&to=2026-11-24T06:00:00Z").status())
                .isEqualTo(400);
    }
}
