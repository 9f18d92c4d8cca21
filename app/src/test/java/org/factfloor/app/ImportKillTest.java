package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that is killed goes on where it stopped, and in the end every line is there once. */
class ImportKillTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 20) / 4;
    private static final int ROWS = Integer.getInteger("import.rows", 300_000);
    private static final long FIRST = Instant.parse("2025-06-17T00:00:00Z").getEpochSecond();

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path data;

    @Test
    void everyLineIsThereOnceHoweverOftenItIsKilled() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Path plant = Files.writeString(data.resolve("plant.yaml"), TestPlant.yaml("opc.tcp://127.0.0.1:9", 2));
        Path folder = data.resolve("plant");
        end(ProductProcess.launch("apply", plant.toString(), "--data", folder.toString()), 0);
        Path file = file();
        String[] command = {"import", file.toString(), "--data", folder.toString()};
        for (int round = 0; round < ROUNDS; round++) {
            try (ProductProcess importing = ProductProcess.launch(command)) {
                importing.awaitLine("line 2:");
                // Somewhere while it tries or files; where it was over before, the next one finds all of it done.
                importing.letRun(random.nextInt(50, 2_000));
                importing.kill();
            }
        }
        try (ProductProcess last = ProductProcess.launch(command)) {
            assertThat(last.awaitExit()).as("seed %d: %s", seed, last.output()).isZero();
            assertThat(last.output()).contains("filed: ");
        }
        try (ProductProcess again = ProductProcess.launch(command)) {
            assertThat(again.awaitExit()).isZero();
            assertThat(again.output()).as("seed %d", seed)
                    .contains(String.format(java.util.Locale.ROOT, "%,d samples (0 new, %,d there already", 2 * ROWS,
                            2 * ROWS));
        }
        assertEachOnce(folder);
    }

    private Path file() throws IOException {
        Path file = data.resolve("lines.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("time,peer/v-0,peer/v-1\n");
            for (int i = 0; i < ROWS; i++) {
                out.write((FIRST + i) + "," + i + "," + i * 0.25 + "\n");
            }
        }
        return file;
    }

    private void assertEachOnce(Path folder) throws IOException, InterruptedException {
        try (ProductProcess product = ProductProcess.run(folder)) {
            URI address = product.awaitReady();
            Api api = Api.signIn(address);
            long next = 0;
            String cursor = "";
            do {
                JsonNode page = api.get("history/raw?signal=peer/v-0&from=" + Instant.ofEpochSecond(FIRST) + "&to="
                        + Instant.ofEpochSecond(FIRST + ROWS) + "&limit=10000" + cursor);
                for (JsonNode item : page.path("items")) {
                    assertThat(item.path("value").asLong()).as("seed %d", seed).isEqualTo(next);
                    assertThat(Instant.parse(item.path("time").asText()).getEpochSecond()).isEqualTo(FIRST + next);
                    next++;
                }
                cursor = page.has("next") ? "&cursor=" + Api.encode(page.path("next").asText()) : "";
            } while (!cursor.isEmpty());
            assertThat(next).as("seed %d", seed).isEqualTo(ROWS);
        }
    }

    private static void end(ProductProcess process, int code) throws InterruptedException {
        try (process) {
            assertThat(process.awaitExit()).as(process.output()).isEqualTo(code);
        }
    }
}
