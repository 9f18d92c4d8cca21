package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a data folder of an older format to this product's. The folder as it was is kept in {@code before-upgrade}, settled
 * files as further names of the same bytes. Until {@link #succeeded} the folder carries a mark; whoever finds it, of this
 * version or another that knows it, puts the folder back first. The first format knows no such mark: as long as anything in
 * the folder is not what it was, the folder says that it is of the newer format, which every version refuses. The caller
 * holds the folder's lock.
 */
public final class Upgrade {

    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    /** So long what the last update replaced is kept. */
    private static final Duration KEPT = Duration.ofDays(30);
    private static final long MARGIN = 64L << 20;

    private final Path data;
    private final Formats formats;

    /**
     * Which formats this product knows.
     *
     * @param newest the one it writes
     * @param steps to each format from the second on, in their sequence
     */
    public record Formats(int newest, List<Step> steps) {

        public Formats {
            steps = List.copyOf(steps);
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).to() != newest - steps.size() + 1 + i) {
                    throw new IllegalArgumentException("the steps do not lead to format " + newest + " one by one");
                }
            }
        }
    }

    /**
     * What a format changed.
     *
     * @param to the format
     * @param what for people: what the folder has after it
     * @param work brings it about
     */
    public record Step(int to, String what, Work work) {

        /** One whose part does it when it opens, as records and history make their new tables. */
        public static Step byItsPart(int to, String what) {
            return new Step(to, what, _ -> {
            });
        }

        /** Changes a folder; may be run on a folder again that was put back. */
        @FunctionalInterface
        public interface Work {

            void run(Path data) throws IOException;
        }
    }

    public Upgrade(Path data, Formats formats) {
        this.data = data;
        this.formats = formats;
    }

    /**
     * Puts back what an interrupted update left, and updates the folder if it is older.
     *
     * @return whether it was: then {@link #succeeded} or {@link #putBack} must follow
     * @throws BackupException if it cannot be updated; the folder is as it was
     */
    public boolean begin() {
        Path mark = data.resolve(PlantFolder.UPGRADING);
        putBackInterrupted(mark);
        try {
            int found = PlantFolder.mark(data).format();
            if (found >= formats.newest()) {
                return false;
            }
            LOG.info("{} has format {}; it is copied and updated to format {}", data, found, formats.newest());
            keepAsItIs();
            Files.writeString(mark, "An update from format " + found + " to " + formats.newest() + " is under way.\n");
            CheckedFiles.sync(mark);
            CheckedFiles.sync(data);
            change(found);
            return true;
        } catch (BackupException e) {
            throw e;
        } catch (IOException e) {
            throw new BackupException("The data folder " + data + " cannot be updated: " + Backup.reason(e)
                    + ". It is as it was; start the version that wrote it, or make room and try again.", e);
        }
    }

    private void putBackInterrupted(Path mark) {
        try {
            if (Files.exists(mark)) {
                LOG.warn("{}: an update did not come to its end; the folder is put back as it was before it", data);
                putBack();
            }
        } catch (IOException e) {
            throw new BackupException("The data folder " + data + " cannot be put back as it was before an update: "
                    + Backup.reason(e) + ".", e);
        }
    }

    private void change(int found) throws IOException {
        try {
            PlantFolder.writeMark(data, new PlantFolder.Mark(formats.newest(), PlantFolder.mark(data).installation()));
            for (Step step : formats.steps()) {
                if (step.to() > found) {
                    LOG.info("{}: format {}, {}", data, step.to(), step.what());
                    step.work().run(data);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            try {
                putBack();
            } catch (IOException notBack) {
                e.addSuppressed(notBack);
                throw new BackupException("The data folder " + data + " cannot be updated: " + Backup.reason(e)
                        + ". Nor can it be put back as it was: " + Backup.reason(notBack)
                        + ". Look at its disk and start"
                        + " again, which puts it back first; until then no version runs on it.", e);
            }
            throw e;
        }
    }

    private void keepAsItIs() throws IOException {
        Path before = data.resolve(PlantFolder.BEFORE_UPGRADE);
        Path partial = data.resolve(PlantFolder.BEFORE_UPGRADE + ".partial");
        if (isLivedIn(before)) {
            throw new BackupException("The data folder " + data + " cannot be updated: an earlier version has run on "
                    + before + ", where the update keeps a copy. Move that folder elsewhere, and start again.", null);
        }
        Folders.delete(before);
        Folders.delete(partial);
        long needed = PlantFolder.changingBytes(data, unchangingFiles(data)) + MARGIN;
        long usable = Files.getFileStore(data).getUsableSpace();
        if (usable < needed) {
            throw new IOException("the copy that is kept needs " + Sizes.text(needed) + ", and its disk has "
                    + Sizes.text(usable) + " free");
        }
        Folders.createPrivate(partial);
        copyPlant(data, partial);
        Files.move(partial, before, StandardCopyOption.ATOMIC_MOVE);
        CheckedFiles.sync(data);
    }

    /** Makes the folder what it was before the update; if that is interrupted, it is begun again. */
    public void putBack() throws IOException {
        Path before = data.resolve(PlantFolder.BEFORE_UPGRADE);
        if (Files.notExists(before.resolve(PlantFolder.MARK))) {
            throw new IOException("an update of it did not come to its end, and the copy in " + before
                    + " is not there; restore a backup into another folder");
        }
        if (!isAsItWas(before)) {
            deleteAllButItsMark();
            copyPlant(before, data);
        }
        Files.deleteIfExists(data.resolve(PlantFolder.UPGRADING));
        CheckedFiles.sync(data);
        LOG.info("{} is as it was before the update", data);
    }

    /** Nothing was changed yet, or all of it is back: see {@link #change} and {@link #copyPlant}. */
    private boolean isAsItWas(Path before) {
        try {
            return PlantFolder.mark(data).format() == PlantFolder.mark(before).format();
        } catch (BackupException e) {
            return false;
        }
    }

    private void deleteAllButItsMark() throws IOException {
        try (Stream<Path> children = Files.list(data)) {
            for (Path child : children.toList()) {
                String name = String.valueOf(child.getFileName());
                if (PlantFolder.isThePlants(name) && !name.equals(PlantFolder.MARK) && !Folders.isOfTheDisk(child)) {
                    Folders.delete(child);
                }
            }
        }
    }

    /**
     * Copies all of a plant, files that never change as further names where the disk knows that; on disk on return. The
     * folder says last whose it is, and takes the place of one that said something else.
     */
    private static void copyPlant(Path from, Path to) throws IOException {
        Set<Path> unchanging = unchangingFiles(from);
        for (Path file : Folders.files(from, PlantFolder::isThePlants)) {
            String name = String.valueOf(file.getFileName());
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            if (file.equals(from.resolve(PlantFolder.MARK))) {
                continue;
            } else if (name.equals("records.db")) {
                // A command may be writing to it.
                new SqliteFile(file).copyTo(copy);
            } else if (unchanging.contains(file)) {
                link(file, copy);
            } else if (!name.endsWith("-shm") && !name.equals("records.db-wal")) {
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                CheckedFiles.sync(copy);
            }
        }
        for (Path folder : Folders.folders(to)) {
            CheckedFiles.sync(folder);
        }
        Path mark = to.resolve(PlantFolder.MARK + ".new");
        Files.copy(from.resolve(PlantFolder.MARK), mark, StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        CheckedFiles.sync(mark);
        Files.move(mark, to.resolve(PlantFolder.MARK), StandardCopyOption.ATOMIC_MOVE);
        CheckedFiles.sync(to);
    }

    private static Set<Path> unchangingFiles(Path plant) throws IOException {
        Set<Path> files = new HashSet<>(PlantFolder.unchangingFiles(plant));
        files.addAll(PlantFolder.sentFiles(plant));
        return files;
    }

    private static void link(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            CheckedFiles.sync(copy);
        }
    }

    /** The product runs on the updated folder. */
    public void succeeded() throws IOException {
        Files.deleteIfExists(data.resolve(PlantFolder.UPGRADING));
        CheckedFiles.sync(data);
    }

    /** Whether a version has run on the copy, which has no lock until then. */
    private static boolean isLivedIn(Path before) {
        return Files.exists(before.resolve(PlantFolder.LOCK));
    }

    /**
     * Deletes what the last update replaced once it is old; its files would keep space that the plant has freed. One that a
     * version has run on is a plant of its own, and stays.
     */
    public static void forgetOld(Path data, Instant now) {
        Path before = data.resolve(PlantFolder.BEFORE_UPGRADE);
        try {
            if (Files.notExists(data.resolve(PlantFolder.UPGRADING)) && Files.exists(before) && !isLivedIn(before)
                    && Files.getLastModifiedTime(before).toInstant().isBefore(now.minus(KEPT))) {
                Folders.delete(before);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; it is tried again", before, e);
        }
    }
}
