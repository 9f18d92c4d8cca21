package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can be wrong in a data folder is named, with its place and what to do. */
class DoctorTest {

    @TempDir
    private Path folder;

    private Path data;

    @SuppressWarnings("NullAway.Init") // set before each test
    DoctorTest() {}

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        data = FirstRelease.unpack(folder.resolve("plant"));
        FirstReleaseTest.assertHolds(data);
    }

    private Cli doctor(String... more) {
        return Cli.run(Stream.concat(Stream.of("doctor", "--data", data.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private void assertFinds(String part, String... texts) {
        Cli found = doctor();
        assertThat(found.exitCode()).as(found.said()).isEqualTo(1);
        List<String> lines = found.out().lines().filter(line -> line.startsWith("problem  " + part)).toList();
        assertThat(lines).as(found.said()).isNotEmpty();
        assertThat(String.join("\n", lines)).contains(texts);
    }

    private void spoil(Path file, long at, int bytes) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            access.write(new byte[bytes]);
        }
    }

    private Path first(String part) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(part))) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void findsNothingWrongInAWholeFolderAndCountsItsSamplesAgain() {
        Cli found = doctor("--deep");
        assertThat(found.exitCode()).as(found.said()).isZero();
        assertThat(found.out()).contains("Nothing is wrong.", "each file was read whole",
                "samples that were taken are accounted for");
    }

    /** A byte inside a file shows only to one that reads it: a quick look says that it did not. */
    @Test
    void aQuickLookSaysWhatItDidNotReadAndADeepOneHowToPutTheFileBack() throws IOException {
        Path settled = first("history/settled");
        spoil(settled, 4, 40);
        Cli quick = doctor();
        assertThat(quick.exitCode()).as(quick.said()).isZero();
        assertThat(quick.out())
                .endsWith("what is inside the settled files is read by `factfloor doctor --deep` only.\n")
                .doesNotContain("Nothing is wrong.");
        Cli deep = doctor("--deep");
        assertThat(deep.exitCode()).as(deep.said()).isEqualTo(1);
        assertThat(deep.out()).contains("is broken", "look up \"history/settled/" + settled.getFileName() + "\" in its"
                + " manifest.json", "copy that one to " + settled);
    }

    @Test
    void namesDamageOfEachPart() throws IOException {
        Path settled = first("history/settled");
        spoil(settled, 0, (int) Files.size(settled));
        assertFinds("history", settled.toString(), "is broken", "restore it from a backup");

        spoil(data.resolve("records.db"), 4_096, 8_192);
        assertFinds("records", "records.db is damaged", "restore a backup into a new folder");

        spoil(data.resolve("facts/facts.db"), 4_096, 8_192);
        assertFinds("facts", "facts.db is damaged", "restore the file from a backup",
                "Only if there is none, delete it");

        Files.writeString(data.resolve("history/hot.duckdb"), "no database");
        assertFinds("history", "hot.duckdb cannot be read");
    }

    @Test
    void namesAJournalThatIsGone() throws IOException {
        Files.delete(first("journal"));
        assertFinds("journal", data.resolve("journal").toString(), "has no file", "had not taken is lost");
    }

    @Test
    void namesKeysThatOthersCanReadOrThatAreGone() throws IOException {
        Path key = data.resolve("secret.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertFinds("records", key.toString(), "chmod 600");
        Files.delete(key);
        assertFinds("records", "is missing", "restore the file from a backup");
    }

    @Test
    void aFolderThatIsHalfRestoredIsSaidToBeThat() throws IOException {
        Files.createFile(data.resolve("restoring"));
        Files.delete(data.resolve("factfloor.json"));
        Cli found = doctor();
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out()).contains("was not restored whole").doesNotContain("holds no plant");
    }

    @Test
    void aFolderThatIsNoPlantIsSaidToBeNone() {
        Cli found = Cli.run("doctor", "--data", folder.resolve("none").toString());
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.err()).contains("holds no plant").doesNotContain("\tat ");
    }
}
