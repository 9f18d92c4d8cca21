package org.factfloor.app.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a data folder's {@code backup.json} tells: where and when this computer backs the plant up, and how it went. It is no
 * part of a backup: a restored plant must not write over the backups of the one it was made from. Times are ISO 8601 UTC.
 *
 * @param failure null if the last attempt succeeded
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupBook(@Nullable Plan plan, @Nullable Last last, @Nullable Failure failure) {

    /** Nothing is planned and nothing was done. */
    public static final BackupBook EMPTY = new BackupBook(null, null, null);

    private static final Logger LOG = LoggerFactory.getLogger(BackupBook.class);
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .serializationInclusion(JsonInclude.Include.NON_NULL).build();

    /**
     * A backup each night.
     *
     * @param at time of day at the plant, {@code HH:mm}
     * @param since when it was planned
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Plan(String folder, String at, int keep, String since) {}

    /** The last one that was made. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Last(String at, String folder, long bytes, long newBytes, long samples, long tookMillis,
            List<Backup.Warning> warnings) {

        public Last {
            warnings = List.copyOf(warnings);
        }

        /** What a backup came to. */
        public static Last of(Backup.Result result) {
            return new Last(result.made().toString(), result.folder().toString(), result.bytes(), result.copiedBytes(),
                    result.samples(), result.took().toMillis(), result.warnings());
        }
    }

    /**
     * The last attempt that failed.
     *
     * @param text why, in English
     * @param zh the same in Chinese; null where nobody has translated it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Failure(String at, String text, @Nullable String zh) {

        /** Why one failed. */
        public static Failure of(Instant at, Label why) {
            return new Failure(at.toString(), why.en(), why.zh());
        }

        /** Why, in the languages of the pages. */
        public Label why() {
            return zh == null ? Label.of(text) : new Label(text, zh);
        }
    }

    /** Reads a folder's; empty if there is none that can be read. */
    public static BackupBook read(Path data) {
        Path file = data.resolve(PlantFolder.BACKUP_PLAN);
        if (Files.notExists(file)) {
            return EMPTY;
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), BackupBook.class);
        } catch (IOException e) {
            LOG.error("{} cannot be read, so nothing is planned; plan the backups again", file, e);
            return EMPTY;
        }
    }

    /** Writes it, whole or not at all. */
    public void write(Path data) throws IOException {
        Path draft = data.resolve(PlantFolder.BACKUP_PLAN + ".new");
        Files.write(draft, JSON.writeValueAsBytes(this));
        CheckedFiles.sync(draft);
        Files.move(draft, data.resolve(PlantFolder.BACKUP_PLAN), StandardCopyOption.ATOMIC_MOVE);
        CheckedFiles.sync(data);
    }

    /** The same with another plan. */
    public BackupBook with(@Nullable Plan other) {
        return new BackupBook(other, last, failure);
    }

    /** The same after a backup. */
    public BackupBook done(Last made) {
        return new BackupBook(plan, made, null);
    }

    /** The same after a failed one. */
    public BackupBook failed(Failure why) {
        return new BackupBook(plan, last, why);
    }
}
