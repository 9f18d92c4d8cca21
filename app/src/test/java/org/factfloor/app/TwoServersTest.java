package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One folder has one server, by whatever path it is named; a copy made beside a running server has none. */
class TwoServersTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondServerIsRefusedByWhateverPathItNamesTheFolder() throws Exception {
        Path data = FirstRelease.unpack(folder.resolve("plant"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        Path through = Files.createSymbolicLink(folder.resolve("through"), folder).resolve("plant");
        try (ProductProcess first = ProductProcess.run(data)) {
            first.awaitReady();
            for (Path other : new Path[]{data, link, through}) {
                assertRefused(other, "is in use by another Factfloor; stop that one");
            }
            Cli doctor = Cli.run("doctor", "--data", link.toString());
            assertThat(doctor.exitCode()).as(doctor.said()).isZero();
            assertThat(doctor.out()).contains("a server is running on it");
        }
    }

    @Test
    void aCopyOfARunningPlantIsRefusedUntilThatOneStops() throws Exception {
        Path data = FirstRelease.unpack(folder.resolve("plant"));
        Path copy = folder.resolve("copy");
        try (ProductProcess first = ProductProcess.run(data)) {
            first.awaitReady();
            copy(data, copy);
            assertThat(copy.resolve("lock")).exists();
            assertRefused(copy, "is a copy of " + data.toRealPath() + ", on which a server is running");
            first.stop();
        }
        // Taken at rest, a copy is a plant of its own.
        Path second = folder.resolve("second");
        copy(data, second);
        FirstReleaseTest.assertHolds(second);
        FirstReleaseTest.assertHolds(data);
    }

    /** A lock file that a killed server left holds nobody up. */
    @Test
    void aKilledServerHoldsNobodyUp() throws Exception {
        Path data = FirstRelease.unpack(folder.resolve("plant"));
        try (ProductProcess first = ProductProcess.run(data)) {
            first.awaitReady();
            first.kill();
        }
        assertThat(data.resolve("lock")).exists();
        assertThat(data.resolve("control.sock")).exists();
        Cli backup = Cli.run("backup", "--to", folder.resolve("backups").toString(), "--data", data.toString());
        assertThat(backup.exitCode()).as(backup.said()).isZero();
        try (ProductProcess second = ProductProcess.run(data)) {
            second.awaitReady();
        }
    }

    private static void assertRefused(Path data, String why) throws IOException, InterruptedException {
        try (ProductProcess second = ProductProcess.run(data)) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output()).contains(why).doesNotContain("\tat ");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
