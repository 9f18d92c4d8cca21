package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person at the terminal gets: an exit code, and one sentence that says what is wrong and what to do. */
class CommandLineTest {

    @TempDir
    private Path data;

    private record Result(int exitCode, String out, String err) {}

    private static Result execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(commandLine.execute(arguments), out.toString(), err.toString());
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(data.resolve("plant.yaml"), text);
    }

    @Test
    void helpNamesEveryCommand() {
        Result result = execute("--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("demo", "run", "apply", "import", "export", "verify", "backup", "restore",
                "doctor", "secret", "token", "password", "edge");
    }

    @Test
    void unknownOptionsAndMissingCommandsAreWrongUsage() {
        assertThat(execute("run", "--prot", "8080").exitCode()).isEqualTo(2);
        assertThat(execute().exitCode()).isEqualTo(2);
        assertThat(execute("run", "--port", "70000", "--data", data.toString()))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("--port 70000 is not between 0 and 65535"));
    }

    @Test
    void anEdgeBoxSaysWhatItsFirstStartNeeds() {
        String folder = data.toString();
        assertThat(execute("edge", "--data", folder))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("not enrolled yet", "--server and --code"));
        assertThat(execute("edge", "--data", folder, "--code", "x", "--server", "http://10.0.0.5:8443").err())
                .contains("--server https://10.0.0.5:8443");
        assertThat(execute("edge", "--data", folder, "--code", "x", "--server", "https://127.0.0.1:9"))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(1))
                .satisfies(result -> assertThat(result.err()).contains("not whole").doesNotContain("\tat "));
        assertThat(execute("edge", "--data", folder, "--buffer-bytes", "much").err()).contains("500M or 20G");
        assertThat(execute("edge", "--data", folder, "--buffer-bytes", "1M").err()).contains("at least 16M");
    }

    @Test
    void applyShowsTheDifferenceAndExportGivesTheSameTextBack() throws IOException {
        String text = "# my plant\n" + TestPlant.yaml("opc.tcp://127.0.0.1:4840", 2);
        String folder = data.toString();

        Result applied = execute("apply", yaml(text).toString(), "--data", folder);
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(applied.out()).contains("+ ", "peer", "Applied as version 1.");
        assertThat(execute("export", "--data", folder).out()).isEqualTo(text);

        Result dryRun = execute("apply", yaml(text.replace("Peer,", "\"New name\",")).toString(), "--data", folder,
                "--dry-run");
        assertThat(dryRun.out()).contains("~ ", "New name", "Nothing applied");
        assertThat(execute("export", "--data", folder).out()).isEqualTo(text);
    }

    @Test
    void applyNamesEveryProblemWithItsLineAndKeepsWhatWasThere() throws IOException {
        String folder = data.toString();
        String good = TestPlant.yaml("opc.tcp://127.0.0.1:4840", 2);
        assertThat(execute("apply", yaml(good).toString(), "--data", folder).exitCode()).isZero();

        String bad = good.replace("kind: productionLine", "kind: productionline").replace("id: v-1,", "id: v-0,");
        Result result = execute("apply", yaml(bad).toString(), "--data", folder);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("productionLine", "2 problems", "nothing was applied")
                .containsPattern("plant\\.yaml:\\d+:\\d+: ");
        assertThat(execute("export", "--data", folder).out()).isEqualTo(good);
    }

    @Test
    void exportOfAnEmptyFolderSaysWhatToDo() {
        Result result = execute("export", "--data", data.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("no plant model yet", "factfloor apply");
    }

    @Test
    void secondServerOnTheSameFolderIsRefusedInOneSentence() throws IOException, InterruptedException {
        try (ProductProcess first = ProductProcess.run(data)) {
            first.awaitReady();
            try (ProductProcess second = ProductProcess.run(data)) {
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.output()).contains("is in use by another Factfloor").doesNotContain("\tat ");
            }
        }
    }

    @Test
    void verifyOfAPlantThatIsRunningSaysWhatToDo() throws IOException, InterruptedException {
        try (ProductProcess server = ProductProcess.run(data)) {
            server.awaitReady();
            Result result = execute("verify", "--data", data.toString());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("is in use by another Factfloor; stop that one").doesNotContain("\tat ");
        }
    }

    @Test
    void verifyOfAFreshPlantFindsNothingWrong() throws IOException {
        assertThat(execute("apply", yaml(TestPlant.yaml("opc.tcp://127.0.0.1:4840", 2)).toString(), "--data",
                data.toString()).exitCode()).isZero();
        Result result = execute("verify", "--data", data.toString(), "--from", "2026-11-23", "--to",
                "2026-11-24T06:00:00Z");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("Peer (peer): nothing closed in this range", "All facts of this range");
    }

    @Test
    void verifyOfARangeThatIsNoneIsWrongUsage() {
        assertThat(execute("verify", "--data", data.toString(), "--from", "yesterday").exitCode()).isEqualTo(2);
        assertThat(execute("verify", "--data", data.toString(), "--from", "2026-11-24", "--to", "2026-11-20").err())
                .contains("lies after --to");
        assertThat(execute("verify", "--data", data.resolve("none").toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void takenPortIsRefusedInOneSentence() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ProductProcess product = ProductProcess.launch("run", "--port", "" + taken.getLocalPort(), "--data",
                        data.toString())) {
            assertThat(product.awaitExit()).isEqualTo(1);
            assertThat(product.output()).contains("" + taken.getLocalPort(), "--port").doesNotContain("\tat ");
        }
    }

    @Test
    void folderOfANewerVersionIsRefusedAndUntouched() throws IOException {
        Files.writeString(data.resolve("factfloor.json"), "{\"format\": 99, \"installation\": \"x\"}");

        Result result = execute("run", "--port", "0", "--data", data.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("newer Factfloor (format 99").doesNotContain("\tat ");
        assertThat(data.resolve("records.db")).doesNotExist();
    }

    @Test
    void folderThatCannotBeMadeIsRefusedInOneSentence() throws IOException {
        Path file = Files.createFile(data.resolve("file"));

        Result result = execute("run", "--port", "0", "--data", file.resolve("plant").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("cannot be written").doesNotContain("\tat ");
    }

    @Test
    void termSignalStopsCleanlyAndTheNextStartHasNothingToRecover() throws IOException, InterruptedException {
        try (ProductProcess product = ProductProcess.run(data)) {
            product.awaitReady();
            product.stop();
            assertThat(product.output()).doesNotContain(" ERROR ", " WARN ");
        }
        try (ProductProcess again = ProductProcess.run(data)) {
            again.awaitReady();
        }
    }
}
