package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.factfloor.app.backup.Folders;
import org.factfloor.app.backup.PlantFolder;
import org.factfloor.app.backup.Upgrade;
import org.factfloor.app.backup.Upgrade.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An update in one command, with a copy of the folder made by itself: either the new version runs on all of the data, or the
 * folder is as it was and the version that wrote it runs on it again.
 */
class NewVersionRunsOrTheOldOneDoesTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path folder;

    private Path data;

    @SuppressWarnings("NullAway.Init") // set before each test
    NewVersionRunsOrTheOldOneDoesTest() {}

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        data = FirstRelease.unpack(folder.resolve("plant"));
        // This version's own, so that it is the old one here.
        FirstReleaseTest.assertHolds(data);
    }

    private static int now() {
        return DataFolder.FORMATS.newest();
    }

    /** What a later version may bring: formats after this version's, in their sequence. */
    private static Upgrade.Formats later(Step.Work... works) {
        List<Step> steps = new ArrayList<>();
        for (Step.Work work : works) {
            steps.add(new Step(now() + steps.size() + 1, "a change of a test", work));
        }
        return new Upgrade.Formats(now() + works.length, steps);
    }

    private static void records(Path data, String sql) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("records.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Changes what it can: a table, a file that is gone, one that is cut, one that is new. */
    private static void changeALot(Path data) throws IOException {
        records(data, "CREATE TABLE of_a_later_version (id INTEGER)");
        records(data, "DELETE FROM signal_ref");
        Files.writeString(data.resolve("history").resolve("hot.duckdb"), "no database any more");
        try (Stream<Path> journal = Files.list(data.resolve("journal"))) {
            for (Path file : journal.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> settled = Files.list(data.resolve("history").resolve("settled"))) {
            for (Path file : settled.toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(Files.createDirectories(data.resolve("history").resolve("tiers")).resolve("new"), "new");
        Files.delete(data.resolve("secret.key"));
    }

    @Test
    void theNewVersionRunsOnAllOfTheDataAndTheOldOneRunsOnTheCopy() throws Exception {
        Upgrade.Formats formats = later(folder -> records(folder, "CREATE TABLE of_a_later_version (id INTEGER)"),
                folder -> Files.writeString(folder.resolve("later.txt"), "later"));
        try (PlantServer server = PlantServer.start(data, InstantSource.system(), formats)) {
            FirstReleaseTest.assertHolds(server);
        }
        assertThat(PlantFolder.mark(data).format()).isEqualTo(now() + 2);
        assertThat(data.resolve("upgrading")).doesNotExist();
        assertThat(data.resolve("later.txt")).exists();
        assertThat(Cli.run("run", "--port", "0", "--data", data.toString()).err())
                .contains("was written by a newer Factfloor (format " + (now() + 2));

        FirstReleaseTest.assertHolds(data.resolve("before-upgrade"));
        // What the old version did with the copy does not touch the new one.
        try (PlantServer server = PlantServer.start(data, InstantSource.system(), formats)) {
            FirstReleaseTest.assertHolds(server);
        }
    }

    @Test
    void afterAStepThatFailsTheOldVersionRunsOnAllOfTheData() throws Exception {
        Map<String, String> before = content();
        Upgrade.Formats formats = later(NewVersionRunsOrTheOldOneDoesTest::changeALot, folder -> {
            throw new IOException("the disk said no");
        });
        assertThatThrownBy(() -> PlantServer.start(data, InstantSource.system(), formats))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("cannot be updated", "the disk said no", "It is as it was");
        assertThat(content()).isEqualTo(before);
        assertThat(data.resolve("upgrading")).doesNotExist();
        FirstReleaseTest.assertHolds(data);
    }

    /** The first version knows no update that is under way, but it refuses a newer folder. */
    @Test
    void untilAllIsBackTheFolderSaysThatItIsNewer() throws Exception {
        Path kept = data.resolve("before-upgrade").resolve("records.db");
        Path sound = folder.resolve("records.db");
        List<Integer> seen = new ArrayList<>();
        Upgrade.Formats formats = later(changed -> {
            seen.add(PlantFolder.mark(changed).format());
            Files.move(kept, sound);
            Files.writeString(kept, "no database any more, but long enough to look like one".repeat(100));
            throw new IOException("the disk said no");
        });
        assertThatThrownBy(() -> PlantServer.start(data, InstantSource.system(), formats))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("cannot be updated", "the disk said no", "Nor can it be put back",
                        "records.db")
                .hasMessageNotContaining("It is as it was");
        assertThat(seen).containsExactly(now() + 1);
        assertThat(PlantFolder.mark(data).format()).isEqualTo(now() + 1);

        Files.move(sound, kept, StandardCopyOption.REPLACE_EXISTING);
        FirstReleaseTest.assertHolds(data);
        assertThat(PlantFolder.mark(data).format()).isEqualTo(now());
    }

    @Test
    void theCopyGoesAfterAMonthUnlessAVersionHasRunOnIt() throws Exception {
        Path sent = Files.createDirectories(data.resolve("imports").resolve("9")).resolve("source");
        Files.writeString(sent, "what a person sent");
        Upgrade.Formats formats = later(_ -> {
        });
        DataFolder updated = DataFolder.lock(data, formats);
        updated.ready();
        updated.close();
        Path before = data.resolve("before-upgrade");
        assertThat(Files.isSameFile(before.resolve("imports/9/source"), sent)).as("it is kept once").isTrue();

        DataFolder.lock(before).close();
        Instant later = Instant.now().plus(Duration.ofDays(400));
        Upgrade.forgetOld(data, later);
        assertThat(before.resolve("factfloor.json")).exists();
        assertThatThrownBy(() -> DataFolder.lock(data, later(_ -> {
        }, _ -> {
        }))).isInstanceOf(StartException.class).hasMessageContainingAll(before.toString(),
                "Move that folder elsewhere");
        assertThat(before.resolve("factfloor.json")).exists();
        DataFolder.lock(data, formats).close();

        Files.delete(before.resolve("lock"));
        Upgrade.forgetOld(data, later);
        assertThat(before).doesNotExist();
    }

    /** The steps went well, but a part does not open what they made. */
    @Test
    void afterAStartThatFailsTheOldVersionRunsOnAllOfTheData() throws Exception {
        Map<String, String> before = content();
        Upgrade.Formats formats = later(folder -> Files.writeString(folder.resolve("history").resolve("hot.duckdb"),
                "no database any more, but long enough to look like one"));
        assertThatThrownBy(() -> PlantServer.start(data, InstantSource.system(), formats))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("hot.duckdb", "was given up", "the version that wrote it runs on it");
        assertThat(content()).isEqualTo(before);
        FirstReleaseTest.assertHolds(data);
    }

    @Test
    void killedAnywhereInAnUpdateNothingIsLost() throws Exception {
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Process update = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                    Updating.class.getName(), data.toString(), "" + now())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
            // From the first files that are copied to the server that is open: most of it is the steps.
            update.waitFor(random.nextLong(300, 3_500), TimeUnit.MILLISECONDS);
            update.destroyForcibly().waitFor();
            boolean updated = Files.notExists(data.resolve("upgrading")) && PlantFolder.mark(data).format() > now();
            if (updated) {
                try (PlantServer server = PlantServer.start(data, InstantSource.system(), Updating.formats(now()))) {
                    FirstReleaseTest.assertHolds(server);
                }
                data = FirstRelease.unpack(folder.resolve("plant" + round));
            } else if (round == ROUNDS - 1 || random.nextInt(3) > 0) {
                // Otherwise the next update begins with what this one left.
                FirstReleaseTest.assertHolds(data);
            }
        }
    }

    /** A later version that updates a folder, slowly enough to be killed anywhere, and stops. */
    static final class Updating {

        private Updating() {}

        static Upgrade.Formats formats(int from) {
            return new Upgrade.Formats(from + 3,
                    List.of(new Step(from + 1, "slow", Updating::slowly), new Step(from + 2, "a table",
                            folder -> records(folder, "CREATE TABLE of_a_later_version (id INTEGER)")),
                            new Step(from + 3, "slow", Updating::slowly)));
        }

        private static void slowly(Path folder) throws IOException {
            for (int i = 0; i < 20; i++) {
                Files.writeString(folder.resolve("history").resolve("later-" + i), "x".repeat(100_000));
                Files.writeString(folder.resolve("facts").resolve("facts.db"), "spoiled");
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            Files.deleteIfExists(folder.resolve("facts").resolve("facts.db"));
        }

        public static void main(String[] arguments) {
            PlantServer.start(Path.of(arguments[0]), InstantSource.system(),
                    formats(Integer.parseInt(arguments[1]))).close();
            System.exit(0);
        }
    }

    @Test
    void withoutTheCopyAnInterruptedUpdateIsRefusedAndNothingIsDeleted() throws Exception {
        Folders.delete(data.resolve("before-upgrade"));
        Files.writeString(data.resolve("upgrading"), "interrupted");
        Map<String, String> before = content();
        assertThat(Cli.run("run", "--port", "0", "--data", data.toString()).err())
                .contains("before-upgrade", "restore a backup into another folder");
        assertThat(content()).isEqualTo(before);
        assertThat(Cli.run("apply", data.resolve("factfloor.json").toString(), "--data", data.toString()).err())
                .contains("is being updated");
    }

    /** Checksums of all files of the plant, the records' aside, whose copy has its pages in another order. */
    private Map<String, String> content() throws Exception {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = data.relativize(file).toString();
                if (PlantFolder.isThePlants(name.split("/", 2)[0]) && !name.startsWith("records.db")
                        && !name.endsWith("lock") && !name.endsWith("-shm")) {
                    content.put(name, java.util.HexFormat.of().formatHex(java.security.MessageDigest
                            .getInstance("SHA-256").digest(Files.readAllBytes(file))));
                }
            }
        }
        content.put("plant", Cli.run("export", "--data", data.toString()).out());
        return content;
    }
}
