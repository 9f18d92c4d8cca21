package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first of the two README commands, as a newcomer runs it. */
class DemoTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    @Test
    void simulatedPlantIsAliveHasAPastAndAddsUp() throws IOException, InterruptedException {
        try (ProductProcess product = ProductProcess.launch("demo", "--port", "0", "--data", data.toString())) {
            Api api = Api.signIn(product.awaitReady());

            // One machine's connection flaps by design, so five of six is the most one may count on.
            await().atMost(PATIENCE).until(() -> connected(api) >= 5);
            await().atMost(PATIENCE).until(() -> api.get("latest?signals=cnc-1/spindle-load,meter-1/power-active")
                    .path("items").findValuesAsText("quality").stream().allMatch("good"::equals));

            Instant now = Instant.now();
            await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(sampledColumns(api, now.minus(Duration.ofHours(47)), now)).isGreaterThan(40));
            await().atMost(PATIENCE).untilAsserted(() -> assertAddsUp(api.get("system").path("counts")));

            product.stop();
            assertThat(product.output()).doesNotContain(" ERROR ", "was refused");
        }
    }

    /** Whoever stops the demo too soon gets the same plant, with all of its past, at the next start. */
    @Test
    void goesOnWithThePastItDidNotFinish() throws IOException, InterruptedException {
        try (ProductProcess product = ProductProcess.launch("demo", "--port", "0", "--data", data.toString())) {
            product.awaitReady();
            product.stop();
        }
        DemoMemory stopped = DemoMemory.read(data).orElseThrow();
        Instant begin = stopped.firstStart().minus(Duration.ofDays(2));
        assertThat(stopped.toldFrom()).as("stopped before the past was written").isAfter(begin);
        try (ProductProcess product = ProductProcess.launch("demo", "--port", "0", "--data", data.toString())) {
            Api api = Api.signIn(product.awaitReady());
            await().atMost(PATIENCE).until(() -> DemoMemory.read(data).orElseThrow().toldFrom().equals(begin));
            assertThat(DemoMemory.read(data).orElseThrow().firstStart()).isEqualTo(stopped.firstStart());
            // Columns that begin with the hours of tallies are one more.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                    sampledColumns(api, stopped.firstStart().minus(Duration.ofHours(47)), stopped.firstStart()))
                    .isBetween(47L, 48L));
            product.stop();
            assertThat(product.output()).doesNotContain(" ERROR ", "was refused");
        }
    }

    private static long connected(Api api) throws IOException, InterruptedException {
        return api.get("connections").path("items").findValuesAsText("state").stream().filter("connected"::equals)
                .count();
    }

    /** Hours of the past in which something was sampled. */
    private static long sampledColumns(Api api, Instant from, Instant to) throws IOException, InterruptedException {
        JsonNode samples = api.history("cnc-1/spindle-load", from, to, 47).path("series").path(0).path("samples");
        return StreamSupport.stream(samples.spliterator(), false).filter(count -> count.asInt() > 0).count();
    }

    private static void assertAddsUp(JsonNode counts) {
        assertThat(counts.path("received").asLong()).isPositive()
                .isEqualTo(counts.path("stored").asLong() + counts.path("duplicate").asLong()
                        + counts.path("superseded").asLong() + counts.path("rejected").asLong()
                        + counts.path("inFlight").asLong() - counts.path("recovered").asLong());
        assertThat(counts.path("rejected").asLong()).isZero();
    }
}
