package org.factfloor.app.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a running plant that go between the moment they are seen and the moment they are copied. */
class VanishingFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aSettledFileThatHasGoneIsNotAmongTheKeptOnes() throws IOException {
        assertThat(new KeptFiles(folder).find(folder.resolve("gone.parquet"))).isEmpty();
    }

    @Test
    void aFileThatHasGoneIsPassedOver() throws IOException {
        Folders.copyIfThere(folder.resolve("gone"), folder.resolve("copy"));
        assertThat(folder.resolve("copy")).doesNotExist();
        Path file = Files.writeString(folder.resolve("here"), "here");
        Folders.copyIfThere(file, folder.resolve("copy"));
        assertThat(folder.resolve("copy")).hasContent("here");
        assertThatThrownBy(() -> Folders.copyIfThere(file, folder.resolve("no/folder")))
                .as("it is not the file that is missing").isInstanceOf(NoSuchFileException.class);
    }
}
