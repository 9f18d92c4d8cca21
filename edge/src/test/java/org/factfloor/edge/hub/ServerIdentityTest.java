package org.factfloor.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {

    @TempDir
    private Path folder;

    @Test
    void staysTheSame() throws Exception {
        assertThat(ServerIdentity.in(folder).fingerprint()).isEqualTo(ServerIdentity.in(folder).fingerprint());
    }

    /** As a disk leaves it that said too early that it had it. */
    @Test
    void ofAFolderThatIsDamagedSaysWhatToDo() throws Exception {
        ServerIdentity.in(folder);
        byte[] whole = Files.readAllBytes(folder.resolve("edge.p12"));
        for (int length : new int[]{0, 1, whole.length / 2}) {
            Files.write(folder.resolve("edge.p12"), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ServerIdentity.in(folder)).isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString()).hasMessageContaining("from a backup")
                    .hasMessageContaining("enrol every box again");
        }
        Files.write(folder.resolve("edge.p12"), whole);
        Files.delete(folder.resolve("edge.password"));
        assertThatThrownBy(() -> ServerIdentity.in(folder)).isInstanceOf(IOException.class)
                .hasMessageContaining("from a backup");
    }
}
