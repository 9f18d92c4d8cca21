package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup holds, and what is restored from it, with counted samples. */
class BackupTest {

    private static final int SETTLED_HOURS = 30;
    private static final PressDays PRESS = new PressDays(Instant.now().minus(Duration.ofDays(20)));

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("plant");
    }

    private Path place() {
        return folder.resolve("backups");
    }

    /** A plant of which some has settled and some is hot. */
    private void makePlant(int hours) throws IOException, InterruptedException {
        try (PlantServer server = PlantServer.start(data(), InstantSource.system())) {
            PressDays.apply(server.admin());
            for (int hour = 0; hour < SETTLED_HOURS; hour++) {
                server.takeIn(PRESS.hour(server, hour));
            }
        }
        PressDays.settle(data());
        if (hours > SETTLED_HOURS) {
            try (PlantServer server = PlantServer.start(data(), InstantSource.system())) {
                for (int hour = SETTLED_HOURS; hour < hours; hour++) {
                    server.takeIn(PRESS.hour(server, hour));
                }
                PlantServer.awaitCaughtUp(server.admin());
            }
        }
    }

    private static Cli succeeds(String... arguments) {
        Cli done = Cli.run(arguments);
        assertThat(done.exitCode()).as(done.said()).isZero();
        return done;
    }

    private static void assertDoctorFindsNothing(Path plant, String... more) {
        succeeds(
                Stream.concat(Stream.of("doctor", "--data", plant.toString()), Stream.of(more)).toArray(String[]::new));
    }

    /** Samples come in all the while; those acknowledged before the backup began are in it, and the facts are equal. */
    @Test
    void aBackupOfARunningPlantLosesNothingThatWasAcknowledgedBeforeIt() throws Exception {
        makePlant(SETTLED_HOURS);
        AtomicInteger acknowledged = new AtomicInteger(SETTLED_HOURS);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        String facts;
        int before;
        try (PlantServer server = PlantServer.start(data(), InstantSource.system())) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    while (!stop.get() && acknowledged.get() < 20 * 24 - 2) {
                        server.takeIn(PRESS.hour(server, acknowledged.get()));
                        acknowledged.incrementAndGet();
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            PlantServer.eventually(() -> assertThat(acknowledged.get()).isGreaterThan(SETTLED_HOURS + 3));
            before = acknowledged.get();
            Cli backup = succeeds("backup", "--to", place().toString(), "--data", data().toString());
            assertThat(backup.out()).contains("Backed up to " + place(), "samples in history", "settling stood still");
            assertThat(acknowledged.get()).as("samples are taken meanwhile").isGreaterThan(before);
            stop.set(true);
            writer.join();
            assertThat(failure.get()).isNull();
            assertDoctorFindsNothing(data());
            PlantServer.awaitCaughtUp(server.admin());
            facts = PRESS.facts(server.admin(), before - 1);
        }

        Path restored = folder.resolve("restored");
        Cli restore = succeeds("restore", "--from", place().toString(), "--data", restored.toString());
        assertThat(restore.out()).contains("plant version 1", "samples in history from");
        assertDoctorFindsNothing(restored, "--deep");
        try (PlantServer server = PlantServer.start(restored, InstantSource.system())) {
            Api api = server.admin();
            server.awaitApplied();
            PlantServer.awaitCaughtUp(api);
            assertThat(PRESS.stored(api, before)).isEqualTo((long) before * PressDays.PER_HOUR);
            assertThat(PRESS.facts(api, before - 1)).isEqualTo(facts);
        }
        succeeds("verify", "--data", restored.toString(), "--from-start");
    }

    @Test
    void aBackupOfAStoppedPlantIsWholeAndTheNextOneCopiesOnlyWhatIsNew() throws Exception {
        makePlant(SETTLED_HOURS + 2);
        assertThat(succeeds("backup", "--to", place().toString(), "--data", data().toString()).out())
                .contains("no server was running on the folder").doesNotContain("all the while");
        List<Path> kept = files(place().resolve("files"));
        assertThat(kept).isNotEmpty();
        List<Object> keys = kept.stream().map(BackupTest::key).toList();
        PressDays.settle(data());
        succeeds("backup", "--to", place().toString(), "--data", data().toString());
        assertThat(backups()).hasSize(2);
        assertThat(kept.stream().map(BackupTest::key).toList()).as("the same files, not written again").isEqualTo(keys);

        Path first = folder.resolve("first");
        succeeds("restore", "--from", backups().getFirst().toString(), "--data", first.toString());
        Path second = folder.resolve("second");
        succeeds("restore", "--from", place().toString(), "--data", second.toString());
        for (Path plant : List.of(first, second)) {
            assertDoctorFindsNothing(plant, "--deep");
            try (PlantServer server = PlantServer.start(plant, InstantSource.system())) {
                server.awaitApplied();
                assertThat(PRESS.stored(server.admin(), SETTLED_HOURS + 2))
                        .isEqualTo((long) (SETTLED_HOURS + 2) * PressDays.PER_HOUR);
            }
        }
        assertDoctorTellsTheWayBack(files(data().resolve("history").resolve("settled")).getFirst());
    }

    /** Files of several folders can have one name, so the doctor names the copy itself. */
    private void assertDoctorTellsTheWayBack(Path settled) throws IOException {
        Path copy = keptAs(settled);
        Files.write(settled, new byte[10]);
        Cli doctor = Cli.run("doctor", "--data", data().toString());
        assertThat(doctor.exitCode()).as(doctor.said()).isEqualTo(1);
        assertThat(doctor.out()).contains("another file of the same name", "copy " + copy + " to " + settled);
        Files.copy(copy, settled, StandardCopyOption.REPLACE_EXISTING);
        assertDoctorFindsNothing(data(), "--deep");
    }

    @Test
    void onlyTheNewestAreKeptAndTheirFilesStay() throws Exception {
        makePlant(SETTLED_HOURS);
        for (int i = 0; i < 3; i++) {
            succeeds("backup", "--to", place().toString(), "--data", data().toString(), "--keep", "2");
        }
        assertThat(backups()).hasSize(2);
        for (Path backup : backups()) {
            succeeds("restore", "--from", backup.toString(), "--check");
        }
    }

    @Test
    void aBrokenBackupIsRefusedBeforeAnythingIsWrittenUnlessOnlyHistoryIsLeftOut() throws Exception {
        makePlant(SETTLED_HOURS);
        succeeds("backup", "--to", place().toString(), "--data", data().toString());
        Path file = keptAs(files(data().resolve("history").resolve("settled")).getFirst());
        try (RandomAccessFile spoiled = new RandomAccessFile(file.toFile(), "rw")) {
            spoiled.seek(spoiled.length() / 2);
            spoiled.write(spoiled.read() + 1);
        }
        Path target = folder.resolve("restored");
        Cli refused = Cli.run("restore", "--from", place().toString(), "--data", target.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains(file.toString(), "is not what was written", "--skip-broken");
        assertThat(target).doesNotExist();

        assertThat(
                succeeds("restore", "--from", place().toString(), "--data", target.toString(), "--skip-broken").out())
                .contains("Left out: " + file);
        Cli doctor = Cli.run("doctor", "--data", target.toString());
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("missing", "restore it from a backup");
    }

    @Test
    void refusesPlacesThatDoNotDo() throws Exception {
        makePlant(1);
        String plant = data().toString();
        assertThat(Cli.run("backup", "--to", data().resolve("backups").toString(), "--data", plant).err())
                .contains("lies in the data folder itself");
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.createFile(full.resolve("mine.txt"));
        assertThat(Cli.run("backup", "--to", full.toString(), "--data", plant).err()).contains("is not empty");
        succeeds("backup", "--to", place().toString(), "--data", plant);
        Path other = folder.resolve("other");
        PlantServer.start(other, InstantSource.system()).close();
        assertThat(Cli.run("backup", "--to", place().toString(), "--data", other.toString()).err())
                .contains("holds backups of another plant");
        assertThat(Cli.run("restore", "--from", place().toString(), "--data", other.toString()).err())
                .contains("is not empty");
        assertThat(Cli.run("restore", "--from", full.toString(), "--data", folder.resolve("x").toString()).err())
                .contains("There is no backup in");
        assertThat(Cli.run("restore", "--from", place().toString(), "--at", "1999", "--data",
                folder.resolve("x").toString()).err()).contains("begins with 1999");
        assertThat(Cli.run("backup", "--to", place().toString(), "--data", folder.resolve("none").toString()).err())
                .contains("holds no plant");
    }

    private List<Path> backups() throws IOException {
        return files(place()).stream().filter(Files::isDirectory)
                .filter(file -> !file.getFileName().toString().equals("files")).toList();
    }

    /** The file of the backups that is a copy of this one. */
    private Path keptAs(Path original) throws IOException {
        for (Path kept : files(place().resolve("files"))) {
            if (Files.mismatch(kept, original) < 0) {
                return kept;
            }
        }
        throw new AssertionError("no backup has a copy of " + original);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Object key(Path file) {
        try {
            return Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
