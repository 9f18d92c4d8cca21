package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.ApiToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The box's own clock jumps back and forward while a machine goes on: every sample is kept, and the ledger says what happened. */
class ClockJumpTest {

    private static final int EACH = 50;
    private static final String DAY = "&from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z";

    private RunningServer server;
    /** A program's token, since sessions of people end with time. */
    private Client reader;
    private int delivered;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        reader = server.machine(ApiToken.Scope.READ);
        await().until(() -> reader.get("/api/v1/connections/cnc-1").json().path("state").asText()
                .equals("connected"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The machine counts on, a count a second, by a clock that is right. */
    private void deliver(Instant from) {
        SampleBatch batch = new SampleBatch();
        for (int i = 0; i < EACH; i++) {
            batch.addWhole(server.ref(TestPlant.PARTS), Micros.of(from.plusSeconds(i)), delivered++, StatusCode.GOOD);
        }
        server.protocol.deliver(TestPlant.CONNECTION, batch);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(sum().path("stored").asLong())
                .as("%s %s", sum(), reader.get("/api/v1/connections/cnc-1").text())
                .isGreaterThanOrEqualTo(delivered));
    }

    private JsonNode sum() {
        Client.Answer answer = reader.get("/api/v1/sample-ledger?subject=" + TestPlant.PARTS + DAY);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("sum");
    }

    @Test
    void nothingIsLostWhenTheClockJumpsBackAndForward() {
        Instant now = server.clock.instant();
        deliver(now.minusSeconds(100));
        assertThat(sum().path("retimed").asLong()).isZero();

        // Two hours back: what the machine says seems to come from the future, so our own time is taken.
        server.clock.advance(Duration.ofHours(-2));
        deliver(now);
        assertThat(sum().path("retimed").asLong()).isEqualTo(EACH);

        server.clock.advance(Duration.ofHours(2).plusMinutes(2));
        deliver(now.plusSeconds(60));
        // Five hours forward: what the machine says is old, and true.
        server.clock.advance(Duration.ofHours(5));
        deliver(now.plusSeconds(120));
        server.clock.advance(Duration.ofHours(-5).plusMinutes(2));
        deliver(now.plusSeconds(180));

        JsonNode sum = sum();
        assertThat(sum.path("addsUp").asBoolean()).isTrue();
        // What was held when the connection was opened is filed once more at that moment.
        assertThat(sum.path("received").asLong()).isBetween(5L * EACH, 5L * EACH + 2);
        assertThat(sum.path("stored").asLong()).isEqualTo(sum.path("received").asLong());
        assertThat(sum.path("retimed").asLong()).isEqualTo(EACH);
        // Those of our own time all had the same one; they keep their order.
        assertThat(sum.path("moved").asLong()).isGreaterThanOrEqualTo(EACH - 1);
        assertThat(sum.path("rejected").asLong()).isZero();
        Set<Integer> values = new TreeSet<>();
        reader.get("/api/v1/history/raw?signal=" + TestPlant.PARTS + DAY + "&limit=1000").json().path("items")
                .forEach(item -> values.add(item.path("value").asInt()));
        assertThat(values).hasSize(5 * EACH);
    }
}
