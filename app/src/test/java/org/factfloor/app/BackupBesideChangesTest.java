package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.factfloor.app.backup.Backup;
import org.factfloor.app.backup.Progress;
import org.factfloor.app.backup.Source;
import org.factfloor.app.backup.StoppedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup takes of a plant in which imports come further and gaps are filled while it is made. */
class BackupBesideChangesTest {

    @TempDir
    private Path folder;

    private Path data;

    @SuppressWarnings("NullAway.Init") // set before each test
    BackupBesideChangesTest() {}

    @BeforeEach
    void unpack() throws IOException {
        data = FirstRelease.unpack(folder.resolve("plant"));
        Files.createDirectories(data.resolve("imports/7"));
    }

    private Path backup(Source source) {
        return Backup.make(new Backup.Request(data, folder.resolve("backups"), true, 0, 0, "test", Instant.now()),
                source, Progress.NONE).folder();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(data.resolve(name), text);
    }

    /** An import that says it has filed more than the journal has would pass over the rest for good. */
    @Test
    void howFarImportsAndGapsHaveComeIsNotNewerThanTheJournal() throws IOException {
        write("imports/7/import.properties", "half");
        write("gaps.txt", "open");
        Path made = backup(new Beside(data) {
            @Override
            public Journal holdJournal() {
                try {
                    write("imports/7/import.properties", "all");
                    write("gaps.txt", "filled");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                return super.holdJournal();
            }
        });
        assertThat(made.resolve("imports/7/import.properties")).hasContent("half");
        assertThat(made.resolve("gaps.txt")).hasContent("open");
    }

    /** A draft goes in a moment, and would end the backup that meets it. */
    @Test
    void draftsAndFilesThatWereSentAreLeftOut() throws IOException {
        write("imports/7/import.properties", "half");
        write("imports/7/import.properties.new", "a draft");
        write("imports/7/rejects.csv", "line 1");
        write("imports/7/source", "what a person sent");
        Path made = backup(new Beside(data));
        assertThat(made.resolve("imports/7")).isDirectoryNotContaining(file -> file.endsWith("source")
                || file.endsWith("import.properties.new"));
        assertThat(made.resolve("imports/7/rejects.csv")).exists();
        Path restored = folder.resolve("restored");
        Cli restore = Cli.run("restore", "--from", made.toString(), "--data", restored.toString());
        assertThat(restore.exitCode()).as(restore.said()).isZero();
    }

    /** A stopped plant, beside which a test changes something. */
    private static class Beside implements Source {

        private final StoppedFolder stopped;

        Beside(Path data) {
            stopped = new StoppedFolder(data);
        }

        @Override
        public Journal holdJournal() {
            return stopped.holdJournal();
        }

        @Override
        public void atStandstill(Work work) throws IOException {
            stopped.atStandstill(work);
        }

        @Override
        public void copyDatabase(Path to) throws IOException {
            stopped.copyDatabase(to);
        }
    }
}
