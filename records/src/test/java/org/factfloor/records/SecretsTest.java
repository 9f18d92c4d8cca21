package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SecretsTest extends RecordsFixture {

    @Test
    void givesBackWhatWasStoredAlsoAfterAReopen() {
        records.secrets().put("cnc-1", "geheim 秘密 🔑");
        records.secrets().put("cnc-1", "newer");
        records.secrets().put("press-7", "");
        reopen();
        assertThat(records.secrets().get("cnc-1")).contains("newer");
        assertThat(records.secrets().get("press-7")).contains("");
        assertThat(records.secrets().get("cnc-2")).isEmpty();
        assertThat(records.secrets().names()).containsExactly("cnc-1", "press-7");
    }

    @Test
    void forgetsWhatWasDeleted() {
        records.secrets().put("cnc-1", "geheim");
        assertThat(records.secrets().delete("cnc-1")).isTrue();
        assertThat(records.secrets().delete("cnc-1")).isFalse();
        assertThat(records.secrets().get("cnc-1")).isEmpty();
    }

    @Test
    void leavesNoSecretReadableOnDisk() throws Exception {
        records.secrets().put("cnc-1", "a very readable password");
        records.close();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain("a very readable");
            }
        }
    }

    @Test
    void refusesToOpenWithoutItsKey() throws Exception {
        records.close();
        Files.delete(folder.resolve("secret.key"));
        assertThatThrownBy(this::open).isInstanceOf(RecordsException.class)
                .hasMessageContaining("secret.key is missing").hasMessageContaining("restore the file from a backup");
    }

    @Test
    void refusesToOpenWithAnotherKey() throws Exception {
        records.close();
        Files.write(folder.resolve("secret.key"), new byte[32]);
        assertThatThrownBy(this::open).isInstanceOf(RecordsException.class)
                .hasMessageContaining("is not the key records.db was made with");
    }

    @Test
    void refusesAKeyThatWasCut() throws Exception {
        records.close();
        Files.write(folder.resolve("secret.key"), new byte[7]);
        assertThatThrownBy(this::open).isInstanceOf(RecordsException.class).hasMessageContaining("but has 7");
    }

    @Test
    void noticesAValueMovedToAnotherName() throws Exception {
        records.secrets().put("cnc-1", "geheim");
        tamper("UPDATE secret SET name = 'cnc-2'");
        assertThatThrownBy(() -> records.secrets().get("cnc-2")).isInstanceOf(RecordsException.class)
                .hasMessage("the secret cnc-2 was changed outside Factfloor; store it again");
    }
}
