package org.factfloor.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The data folder of the first release, {@code data-folder-format-1.zip}, as every later version has to open it: six hours
 * of a press in a settled file, two hours in the hot table, one in the journal that history has not taken, a user, a secret,
 * a plant. It is never made anew; it was made, by the code of that release, with
 *
 * <pre>mvn -pl app -am -DskipUi -Dtest=FirstRelease -Dfixture.write=true -Dsurefire.failIfNoSpecifiedTests=false test</pre>
 */
class FirstRelease {

    static final int HOURS = 9;
    static final PressDays PRESS = new PressDays(Instant.parse("2026-11-24T06:00:00Z"));
    static final String SECRET = "a password of a machine";
    private static final int SETTLED = 6;
    private static final String ZIP = "data-folder-format-1.zip";

    /** Unpacks it into a folder. */
    static Path unpack(Path folder) throws IOException {
        try (InputStream in = Objects.requireNonNull(FirstRelease.class.getResourceAsStream("/" + ZIP));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        try (Stream<Path> secrets = Stream.of("secret.key", "certificates/own/client.p12",
                "certificates/own/client.password").map(folder::resolve)) {
            for (Path secret : secrets.filter(Files::exists).toList()) {
                Files.setPosixFilePermissions(secret,
                        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            }
        }
        return folder;
    }

    @Test
    @EnabledIfSystemProperty(named = "fixture.write", matches = "true")
    void write(@TempDir Path temporary) throws IOException, InterruptedException {
        Path data = temporary.resolve("plant");
        TravelClock clock = TravelClock.at(PRESS.start().plus(Duration.ofHours(HOURS + 1)));
        try (PlantServer server = PlantServer.start(data, clock)) {
            PressDays.apply(server.admin());
            take(server, 0, SETTLED);
        }
        PressDays.settle(data);
        try (PlantServer server = PlantServer.start(data, clock)) {
            take(server, SETTLED, HOURS - 1);
            PlantServer.awaitCaughtUp(server.admin());
            server.putSecret("press", SECRET);
        }
        for (String part : List.of("history", "facts")) {
            copy(data.resolve(part), temporary.resolve("earlier").resolve(part));
        }
        try (PlantServer server = PlantServer.start(data, clock)) {
            take(server, HOURS - 1, HOURS);
        }
        // The last hour is in the journal only, as a crash leaves it.
        for (String part : List.of("history", "facts")) {
            copy(temporary.resolve("earlier").resolve(part), data.resolve(part));
        }
        Path target = Files.createDirectories(Path.of("src", "test", "resources")).resolve(ZIP);
        try (OutputStream out = Files.newOutputStream(target); ZipOutputStream zip = new ZipOutputStream(out)) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (!file.endsWith("lock") && !file.toString().endsWith("-shm")) {
                        zip.putNextEntry(new ZipEntry(data.relativize(file).toString()));
                        Files.copy(file, zip);
                        zip.closeEntry();
                    }
                }
            }
        }
    }

    private static void take(PlantServer server, int from, int to) throws InterruptedException {
        for (int hour = from; hour < to; hour++) {
            server.takeIn(PRESS.hour(server, hour));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
