package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.factfloor.app.backup.Manifest.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Makes a data folder of a backup. Everything is checked before anything is written; until all is written the folder carries
 * a mark with which no server starts on it.
 */
public final class Restore {

    /** Left free on the target's disk, bytes. */
    private static final long MARGIN = 64L << 20;

    private final Path place;
    private final Path backup;
    private final Manifest manifest;
    private final Progress progress;
    private final List<String> broken = new ArrayList<>();
    private final Set<Entry> leftOut = new HashSet<>();

    /**
     * What was restored or checked.
     *
     * @param name of the backup
     * @param made when it was made, ISO 8601 UTC
     * @param product version that made it
     * @param samples in history
     * @param waiting samples that history takes from the journal at the next start
     * @param from time of history's first sample; null without samples
     * @param to time of its last one
     * @param plantVersion null where no plant was set up
     * @param leftOut settled files that are broken in the backup and were left out, a sentence each
     * @param warnings what the backup told when it was made
     */
    public record Restored(String name, String made, String product, int files, long bytes, long samples, long waiting,
            @Nullable String from, @Nullable String to, @Nullable Long plantVersion, List<String> leftOut,
            List<String> warnings) {}

    private Restore(Path place, Path backup, Progress progress) {
        this.place = place;
        this.backup = backup;
        this.manifest = Manifest.read(backup);
        this.progress = progress;
    }

    /**
     * Reads a backup whole and compares it with its checksums.
     *
     * @param from a place with backups, or one backup in it
     * @param at how the backup's name begins; the newest of those is taken
     * @throws BackupException if there is none, or it is broken
     */
    public static Restored check(Path from, Optional<String> at, Progress progress) {
        try {
            Restore restore = choose(from, at, progress);
            restore.verify(0, 1);
            restore.refuseBroken(false);
            return restore.told();
        } catch (IOException e) {
            throw new BackupException("The backup in " + from + " cannot be read: " + Backup.reason(e) + ".", e);
        }
    }

    /**
     * Restores a backup into a folder that is empty or not there.
     *
     * @param mostFormat the newest format of a data folder that this product knows
     * @param skipBroken leaves settled files out that are broken in the backup, instead of refusing
     * @throws BackupException if it cannot be done; nothing that was there is touched
     */
    public static Restored run(Path from, Optional<String> at, Path target, int mostFormat, boolean skipBroken,
            Progress progress) {
        try {
            Restore restore = choose(from, at, progress);
            restore.refuseNewer(mostFormat);
            restore.refuseTarget(target);
            restore.verify(0, 0.5);
            restore.refuseBroken(skipBroken);
            restore.write(target);
            return restore.told();
        } catch (IOException e) {
            throw new BackupException("The backup in " + from + " could not be restored to " + target + ": "
                    + Backup.reason(e) + ". A folder that is half restored is no plant; restore into it again.", e);
        }
    }

    private static Restore choose(Path from, Optional<String> at, Progress progress) throws IOException {
        Path given = from.toAbsolutePath().normalize();
        if (Files.exists(given.resolve(Manifest.NAME)) && given.getParent() != null) {
            return new Restore(given.getParent(), given, progress);
        }
        List<Path> all = BackupPlace.backups(given);
        if (all.isEmpty()) {
            throw new BackupException(
                    "There is no backup in " + from + "; name the folder that backups are written to.",
                    null);
        }
        String wanted = at.orElse("");
        Path chosen = all.stream().filter(backup -> backup.getFileName().toString().startsWith(wanted))
                .reduce((_, newer) -> newer)
                .orElseThrow(() -> new BackupException(
                        "No backup in " + from + " begins with " + wanted + "; there are "
                                + String.join(", ",
                                        all.stream().map(backup -> backup.getFileName().toString()).toList())
                                + ".",
                        null));
        return new Restore(given, chosen, progress);
    }

    private void refuseNewer(int mostFormat) {
        if (manifest.format() > mostFormat) {
            throw new BackupException("The backup " + backup + " is of a newer Factfloor (" + manifest.product()
                    + ", format " + manifest.format() + "; this one knows " + mostFormat
                    + "); restore it with that one.",
                    null);
        }
    }

    private void refuseTarget(Path target) throws IOException {
        boolean again = Files.exists(target.resolve(PlantFolder.RESTORING));
        try {
            if (!again && !Folders.isEmpty(target)) {
                throw new BackupException(
                        target + " is not empty; restore into an empty folder or one that does not exist"
                                + " yet.",
                        null);
            }
        } catch (NotDirectoryException e) {
            throw new BackupException(
                    target + " is no folder; restore into an empty one or one that does not exist yet.",
                    e);
        }
        if (target.toAbsolutePath().normalize().startsWith(place.toAbsolutePath().normalize())) {
            throw new BackupException(target + " lies among the backups; restore into a folder elsewhere.", null);
        }
        Path existing = target.toAbsolutePath();
        while (Files.notExists(existing)) {
            existing = Objects.requireNonNull(existing.getParent(), "every path begins at a root");
        }
        long usable = Files.getFileStore(existing).getUsableSpace();
        if (usable < manifest.bytes() + MARGIN) {
            throw new BackupException(
                    "%s has room for %s, but the backup has %s; choose another disk.".formatted(target,
                            Sizes.text(usable), Sizes.text(manifest.bytes())),
                    null);
        }
    }

    private Path stored(Entry entry) {
        return entry.kept() ? KeptFiles.path(place, entry) : backup.resolve(entry.path());
    }

    private void verify(double from, double to) throws IOException {
        ByteProgress done = new ByteProgress(progress, from, to, manifest.bytes());
        for (Entry entry : manifest.files()) {
            Path file = stored(entry);
            done.begins("checking " + file.getFileName());
            String fault = fault(entry, file, done);
            if (!fault.isEmpty()) {
                broken.add(file + " " + fault);
                leftOut.add(entry);
            }
        }
    }

    private static String fault(Entry entry, Path file, ByteProgress done) {
        try {
            if (Files.notExists(file)) {
                return "is missing";
            }
            if (Files.size(file) != entry.size()) {
                return "has " + Files.size(file) + " bytes instead of " + entry.size();
            }
            return CheckedFiles.digest(file, done).equals(entry.sha256()) ? "" : "is not what was written";
        } catch (IOException e) {
            return "cannot be read (" + e.getMessage() + ")";
        }
    }

    /** A settled file that is left out is a gap, which the server tells; without any other file there is no plant. */
    private void refuseBroken(boolean skip) {
        boolean mayBeLeftOut = leftOut.stream().allMatch(Entry::kept);
        if (!broken.isEmpty() && !(skip && mayBeLeftOut)) {
            throw new BackupException("The backup " + backup + " is broken: " + String.join("; ", broken)
                    + ". Nothing was restored; choose an earlier one with --at"
                    + (mayBeLeftOut ? ", or leave these files of history out with --skip-broken." : "."), null);
        }
    }

    private void write(Path target) throws IOException {
        if (Files.notExists(target)) {
            Folders.createPrivate(target);
        }
        Path mark = target.resolve(PlantFolder.RESTORING);
        Files.writeString(mark, "The backup " + backup + " is being restored into this folder.\n",
                StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        CheckedFiles.sync(mark);
        CheckedFiles.sync(target);
        empty(target, mark);
        ByteProgress done = new ByteProgress(progress, 0.5, 1, manifest.bytes());
        for (Entry entry : manifest.files()) {
            if (!leftOut.contains(entry)) {
                done.begins("restoring " + entry.path());
                write(entry, target.resolve(entry.path()), done);
            }
        }
        for (Path folder : Folders.folders(target)) {
            CheckedFiles.sync(folder);
        }
        Files.delete(mark);
        CheckedFiles.sync(target);
    }

    /** Removes what an interrupted restore left. The folder was empty before it. */
    private static void empty(Path target, Path mark) throws IOException {
        try (Stream<Path> children = Files.list(target)) {
            for (Path child : children.filter(child -> !child.equals(mark)).toList()) {
                if (!Folders.isOfTheDisk(child)) {
                    Folders.delete(child);
                }
            }
        }
    }

    private void write(Entry entry, Path file, ByteProgress done) throws IOException {
        Files.createDirectories(file.getParent());
        String written = CheckedFiles.copy(stored(entry), file, entry.secret(), done);
        if (!written.equals(entry.sha256())) {
            throw new IOException(stored(entry) + " is not what it was a moment ago; check the disk");
        }
        Files.setLastModifiedTime(file, Files.getLastModifiedTime(stored(entry)));
    }

    private Restored told() {
        Manifest.Contents contents = manifest.contents();
        return new Restored(String.valueOf(backup.getFileName()), manifest.made(), manifest.product(),
                manifest.files().size() - leftOut.size(), manifest.bytes(), contents.samples(), contents.waiting(),
                contents.from(), contents.to(), contents.plantVersion(), List.copyOf(broken), manifest.warnings());
    }
}
