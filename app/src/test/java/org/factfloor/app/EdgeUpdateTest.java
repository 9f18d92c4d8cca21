package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.factfloor.app.backup.PlantFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeUpdateTest {

    @TempDir
    private Path folder;

    /** Otherwise its end would put the folder back, and throw away what the box read since. */
    @Test
    void aBoxOnAFolderOfAnOlderVersionKeepsWhatItReadsAfterTheUpdate() throws Exception {
        Files.writeString(folder.resolve(PlantFolder.MARK), "{\"format\": 1, \"installation\": \"old\"}");
        Files.writeString(folder.resolve("edge.json"), """
                {"host": "127.0.0.1", "port": 9, "fingerprint": "00", "name": "hall", "token": "t", "box": "b"}""");
        try (ProductProcess box = ProductProcess.launch("edge", "--free-space-floor", "0", "--data",
                folder.toString())) {
            box.awaitLine("Edge box hall is running");
            box.stop();
        }
        assertThat(folder.resolve("upgrading")).doesNotExist();
        assertThat(PlantFolder.mark(folder).format()).isEqualTo(DataFolder.FORMATS.newest());
        assertThat(folder.resolve("outbox")).exists();
    }
}
