package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.factfloor.app.backup.Backup;
import org.factfloor.app.backup.BackupException;
import org.factfloor.app.backup.Progress;
import org.factfloor.app.backup.StoppedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Backups and restores that are killed, or whose disk fills up: nothing counts that is not whole, and nothing is lost. */
class BackupTroubleTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 4);

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path folder;

    private Path data;
    private Path place;

    @SuppressWarnings("NullAway.Init") // set before each test
    BackupTroubleTest() {}

    @BeforeEach
    void unpack() throws IOException {
        data = FirstRelease.unpack(folder.resolve("plant"));
        place = folder.resolve("backups");
    }

    private static String[] with(String command, String... options) {
        return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
    }

    private List<Path> backups() throws IOException {
        if (Files.notExists(place)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(place)) {
            return children.filter(child -> Files.exists(child.resolve("manifest.json")))
                    .filter(child -> !child.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }

    private static void assertSucceeds(String... arguments) {
        Cli done = Cli.run(arguments);
        assertThat(done.exitCode()).as(done.said()).isZero();
    }

    /** The server makes the backup, so it is the server that is killed. */
    @Test
    void killedAnywhereInABackupTheWholeOnesStayWholeAndThePlantLosesNothing() throws Exception {
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int whole = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (ProductProcess server = ProductProcess.run(data)) {
                server.awaitReady();
                try (ProductProcess backup = ProductProcess
                        .launch(with("backup", "--to", place.toString(), "--data", data.toString()))) {
                    backup.awaitLine("facts");
                    TimeUnit.MILLISECONDS.sleep(random.nextLong(300));
                    server.kill();
                    backup.awaitExit();
                }
            }
            for (Path backup : backups()) {
                assertSucceeds("restore", "--check", "--from", backup.toString());
            }
            assertThat(backups().size()).as("seed %d", seed).isGreaterThanOrEqualTo(whole);
            whole = backups().size();
        }
        assertSucceeds("backup", "--to", place.toString(), "--data", data.toString());
        try (Stream<Path> children = Files.list(place)) {
            assertThat(children.map(child -> child.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
        FirstReleaseTest.assertHolds(data);
        Path restored = folder.resolve("restored");
        assertSucceeds("restore", "--from", place.toString(), "--data", restored.toString());
        FirstReleaseTest.assertHolds(restored);
    }

    @Test
    void killedAnywhereInARestoreTheFolderIsNoPlantOrAWholeOne() throws Exception {
        System.out.println("seed " + seed);
        assertSucceeds("backup", "--to", place.toString(), "--data", data.toString());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Path target = folder.resolve("restored " + round);
            try (ProductProcess restore = ProductProcess
                    .launch(with("restore", "--from", place.toString(), "--data", target.toString()))) {
                restore.awaitLine("checking");
                TimeUnit.MILLISECONDS.sleep(random.nextLong(150));
                restore.kill();
            }
            if (target.resolve("restoring").toFile().exists()) {
                Cli refused = Cli.run("run", "--port", "0", "--data", target.toString());
                assertThat(refused.err()).contains("was not restored whole");
                assertThat(Cli.run("export", "--data", target.toString()).err()).contains("was not restored whole");
            }
            if (target.resolve("restoring").toFile().exists() || !target.resolve("factfloor.json").toFile().exists()) {
                assertSucceeds("restore", "--from", place.toString(), "--data", target.toString());
            }
            assertSucceeds("doctor", "--deep", "--data", target.toString());
            FirstReleaseTest.assertHolds(target);
        }
    }

    /** A limit on the size of files stands for a full disk: both fail a write in the middle. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whenTheDiskFillsUpEarlierBackupsStayAndTheMessageSaysWhy() throws Exception {
        assertSucceeds("backup", "--to", place.toString(), "--data", data.toString());
        List<Path> before = backups();
        PressDays.settle(data);
        for (int bytes : new int[]{4_000, 128_000}) {
            Limited backup = limited(bytes, "backup", "--to", place.toString(), "--data", data.toString());
            assertThat(backup.exitCode()).as(backup.output()).isEqualTo(1);
            assertThat(backup.output()).contains("could not be made", "Earlier backups there are as they were")
                    .doesNotContain("\tat ");
            assertThat(backups()).isEqualTo(before);
            assertSucceeds("restore", "--check", "--from", place.toString());

            Path target = folder.resolve("restored " + bytes);
            Limited restore = limited(bytes, "restore", "--from", place.toString(), "--data", target.toString());
            assertThat(restore.exitCode()).as(restore.output()).isEqualTo(1);
            assertThat(restore.output()).contains("could not be restored").doesNotContain("\tat ");
            assertThat(Cli.run("run", "--port", "0", "--data", target.toString()).err())
                    .contains("was not restored whole");
            assertSucceeds("restore", "--from", place.toString(), "--data", target.toString());
            FirstReleaseTest.assertHolds(target);
        }
        assertSucceeds("backup", "--to", place.toString(), "--data", data.toString());
        FirstReleaseTest.assertHolds(data);
    }

    private record Limited(int exitCode, String output) {}

    /** Runs a command in a process that can write no file larger than that. */
    private static Limited limited(int bytes, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED", "-Dlogback.configurationFile=logback.xml", "-cp",
                System.getProperty("java.class.path"), LimitedCommand.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        assertThat(output.readLine()).isEqualTo("loaded");
        assertThat(new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes).inheritIO().start()
                .waitFor()).isZero();
        process.outputWriter().append("go\n").close();
        String said = String.join("\n", output.lines().toList());
        return new Limited(process.waitFor(), said);
    }

    /** Unpacks the databases' own code before it waits to be limited. */
    static final class LimitedCommand {

        private LimitedCommand() {}

        public static void main(String[] arguments) throws Exception {
            DriverManager.getConnection("jdbc:sqlite::memory:").close();
            DriverManager.getConnection("jdbc:duckdb:").close();
            System.out.println("loaded");
            if (System.in.read() >= 0) {
                Main.main(arguments);
            }
        }
    }

    @Test
    void refusesADiskWithTooLittleRoomBeforeItWritesAnything() throws IOException {
        Backup.Request request = new Backup.Request(data, place, true, 0, Long.MAX_VALUE / 2, "test", Instant.now());
        assertThatThrownBy(() -> Backup.make(request, new StoppedFolder(data), Progress.NONE))
                .isInstanceOf(BackupException.class).hasMessageContainingAll("has room for 0 B", "this backup needs");
        assertThat(backups()).isEmpty();
    }
}
