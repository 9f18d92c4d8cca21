package org.factfloor.app.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup consists of, with the checksum of each file; written last.
 *
 * @param backup version of this form
 * @param made when it was begun, ISO 8601 UTC
 * @param product version that made it
 * @param format of the data folder
 * @param installation id of the plant's installation
 * @param warnings what was wrong with the plant's own files
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(int backup, String made, String product, int format, String installation, Contents contents,
        List<Entry> files, List<String> warnings) {

    static final int VERSION = 1;
    static final String NAME = "manifest.json";
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Manifest {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
    }

    /**
     * What is in it, for people.
     *
     * @param samples in history
     * @param waiting samples that history takes from the journal at the next start
     * @param from time of history's first sample, ISO 8601 UTC; absent without samples
     * @param to time of its last one
     * @param plantVersion number of the newest plant version; absent where no plant is set up
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Contents(long samples, long waiting, @Nullable String from, @Nullable String to,
            @Nullable Long plantVersion) {}

    /**
     * A file.
     *
     * @param path in the data folder, with {@code /}
     * @param sha256 of its content, 64 hexadecimal digits
     * @param kept whether it is among those that are kept once for all backups
     * @param secret whether only its owner may read it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(String path, long size, String sha256, boolean kept, boolean secret) {}

    void write(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        Files.write(file, JSON.writeValueAsBytes(this));
        CheckedFiles.sync(file);
    }

    /** Reads the manifest of a backup. */
    static Manifest read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            Manifest manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
            if (manifest.backup > VERSION) {
                throw new BackupException("The backup " + folder + " was made by a newer Factfloor (" + manifest.product
                        + "); restore it with that one.", null);
            }
            for (Entry entry : manifest.files) {
                Path path = Path.of(entry.path);
                if (path.isAbsolute() || path.normalize().startsWith("..")) {
                    throw new BackupException(file + " names the file " + entry.path + " outside the data folder; the"
                            + " backup was changed and is not used.", null);
                }
            }
            return manifest;
        } catch (IOException e) {
            throw new BackupException(
                    file + " cannot be read (" + e.getMessage() + "); choose another backup with --at.",
                    e);
        }
    }

    long bytes() {
        return files.stream().mapToLong(Entry::size).sum();
    }
}
