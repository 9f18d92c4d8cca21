package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.factfloor.app.backup.Manifest.Entry;
import org.factfloor.history.HistoryException;
import org.factfloor.plant.Label;

/**
 * One backup of a data folder, all or nothing. Settled files that the place has already are not copied again. See the
 * package for the order in which the rest is copied.
 */
public final class Backup {

    /** Left free on the place's disk, bytes. */
    private static final long MARGIN = 64L << 20;

    private final Request request;
    private final Source source;
    private final Progress progress;
    private final List<Warning> warnings = new ArrayList<>();
    /** Settled files by their path in the data folder. */
    private final Map<String, Entry> settled = new LinkedHashMap<>();
    private Duration standstill = Duration.ZERO;
    private long copiedBytes;

    /**
     * What is to be backed up.
     *
     * @param data the plant's folder
     * @param to the place
     * @param make whether the place is made if it does not exist
     * @param keep how many backups stay, this one included; 0 for all
     * @param floorBytes what the plant needs free on its own disk
     * @param product version of this product
     */
    public record Request(Path data, Path to, boolean make, int keep, long floorBytes, String product, Instant now) {

        public Request {
            now = now.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /**
     * What people should know about a backup.
     *
     * @param code {@code plant}, {@code sameDisk}, {@code readable} or {@code unreadableList}
     * @param text a sentence
     */
    public record Warning(String code, String text) {}

    /**
     * What was done.
     *
     * @param folder of the backup
     * @param bytes of all its files
     * @param copiedBytes of them that were written now
     * @param samples in history
     * @param waiting samples that history takes from the journal when it is restored
     * @param standstill time during which no samples settled; they were taken and stored all the while
     */
    public record Result(Path folder, Instant made, long bytes, long copiedBytes, int files, long samples, long waiting,
            Duration took, Duration standstill, List<Warning> warnings) {}

    private Backup(Request request, Source source, Progress progress) {
        this.request = request;
        this.source = source;
        this.progress = progress;
    }

    /**
     * Makes a backup. On failure nothing counts as one that did not before.
     *
     * @throws BackupException if it cannot be made; the message says why and what to do
     */
    public static Result make(Request request, Source source, Progress progress) {
        try {
            return new Backup(request, source, progress).make();
        } catch (IOException | HistoryException e) {
            throw new BackupException(new Label("The backup to " + request.to() + " could not be made: " + reason(e)
                    + ". Earlier backups there are as they were.",
                    "无法备份到 " + request.to() + "：" + reasonZh(e) + "。该处较早的备份不受影响。"), e);
        }
    }

    /**
     * Looks whether backups of a plant can be written to a place.
     *
     * @param make whether it is made if it does not exist
     * @throws BackupException if not; the message says why
     */
    public static void checkPlace(Path data, Path to, boolean make) {
        try {
            refuseWithin(data, to);
            BackupPlace.open(to, PlantFolder.mark(data).installation(), make).close();
        } catch (IOException e) {
            throw new BackupException(new Label("Backups cannot be written to " + to + ": " + reason(e) + ".",
                    "无法把备份写入 " + to + "：" + reasonZh(e) + "。"), e);
        }
    }

    /** Why something failed, for the middle of a sentence; a file system says often no more than a name. */
    static String reason(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case NoSuchFileException _ -> message + " is not there";
            case AccessDeniedException _ -> "this user may not read or write " + message;
            case NotDirectoryException _,FileAlreadyExistsException _ -> message + " is in the way";
            case ClosedByInterruptException _ -> "the server was stopped meanwhile";
            default -> message;
        };
    }

    private static String reasonZh(Exception e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case NoSuchFileException _ -> message + " 不存在";
            case AccessDeniedException _ -> "运行 Factfloor 的用户无权读写 " + message;
            case NotDirectoryException _,FileAlreadyExistsException _ -> message + " 不是文件夹或已被占用";
            default -> message;
        };
    }

    private Result make() throws IOException {
        long begun = System.nanoTime();
        PlantFolder.Mark mark = PlantFolder.mark(request.data());
        refuseWithin(request.data(), request.to());
        try (BackupPlace place = BackupPlace.open(request.to(), mark.installation(), request.make())) {
            KeptFiles kept = place.keptFiles();
            // What an interrupted backup left goes, unless it is wanted now.
            Optional<Path> _ = place.prune(0, kept, known(kept));
            checkSpace(kept);
            copySettled(kept, 0, 0.8);
            Path partial = place.begin(request.now());
            try {
                copyRest(partial, kept);
                Manifest manifest = describe(partial, mark);
                manifest.write(partial);
                for (Path folder : Folders.folders(partial)) {
                    CheckedFiles.sync(folder);
                }
                Path whole = place.finish(partial);
                place.prune(request.keep(), kept, Set.of())
                        .ifPresent(broken -> warnings.add(new Warning("unreadableList", "The list of files of "
                                + broken + " cannot be read, so no space is freed until that backup is deleted.")));
                warnOfThePlace(whole);
                progress.at(1, "done");
                return new Result(whole, request.now(), manifest.bytes(), copiedBytes, manifest.files().size(),
                        manifest.contents().samples(), manifest.contents().waiting(),
                        Duration.ofNanos(System.nanoTime() - begun), standstill, List.copyOf(warnings));
            } finally {
                Folders.delete(partial);
            }
        }
    }

    private static void refuseWithin(Path data, Path place) throws IOException {
        Path to = place.toAbsolutePath().normalize();
        Path existing = to;
        while (Files.notExists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (existing.toRealPath().resolve(existing.relativize(to)).startsWith(data.toRealPath())) {
            throw new BackupException(new Label(
                    place + " lies in the data folder itself; name a folder elsewhere, best on another disk.",
                    place + " 位于工厂数据文件夹之内；请指定别处的文件夹，最好在另一块硬盘上。"), null);
        }
    }

    private Set<String> known(KeptFiles kept) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path file : PlantFolder.unchangingFiles(request.data())) {
            kept.find(file).ifPresent(sha256 -> names.add(sha256 + "-" + file.getFileName()));
        }
        return names;
    }

    private void checkSpace(KeptFiles kept) throws IOException {
        List<Path> unchanging = PlantFolder.unchangingFiles(request.data());
        Set<Path> others = new HashSet<>(unchanging);
        others.addAll(PlantFolder.sentFiles(request.data()));
        long needed = MARGIN + newBytes(unchanging, kept) + PlantFolder.changingBytes(request.data(), others);
        long usable = Files.getFileStore(request.to()).getUsableSpace()
                - (isOnThePlantsDisk() ? request.floorBytes() : 0);
        if (usable < needed) {
            String room = Sizes.text(Math.max(0, usable));
            throw new BackupException(new Label(request.to() + " has room for " + room + ", but this backup needs "
                    + Sizes.text(needed) + "; free some space there, keep fewer backups, or choose another disk.",
                    request.to() + " 只剩 " + room + "，而本次备份需要 " + Sizes.text(needed)
                            + "；请腾出空间、减少保留份数，或换一块硬盘。"),
                    null);
        }
    }

    private boolean isOnThePlantsDisk() throws IOException {
        return Files.getFileStore(request.data()).equals(Files.getFileStore(request.to()));
    }

    private static long newBytes(List<Path> files, KeptFiles kept) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += kept.find(file).isPresent() ? 0 : Folders.size(file);
        }
        return bytes;
    }

    /** Copies settled files that are not kept yet; those that vanish meanwhile were replaced by others. */
    private void copySettled(KeptFiles kept, double from, double to) throws IOException {
        settled.clear();
        List<Path> files = PlantFolder.unchangingFiles(request.data());
        ByteProgress done = new ByteProgress(progress, from, to, newBytes(files, kept));
        for (Path file : files) {
            try {
                done.begins(String.valueOf(file.getFileName()));
                Optional<String> known = kept.find(file);
                String sha256 = known.isPresent() ? known.get() : kept.add(file, done);
                long size = Files.size(file);
                copiedBytes += known.isPresent() ? 0 : size;
                settled.put(path(request.data(), file),
                        new Entry(path(request.data(), file), size, sha256, true, false));
            } catch (NoSuchFileException e) {
                done.begins("");
            }
        }
    }

    private static String path(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private void copyRest(Path partial, KeptFiles kept) throws IOException {
        for (String folder : List.of("facts", "history", "journal")) {
            Files.createDirectories(partial.resolve(folder));
        }
        progress.at(0.8, "facts");
        copyFacts(partial);
        // Before the journal: an import or a gap that says it has come further than the journal would not go back for it.
        copySmallFiles(partial);
        try (Source.Journal journal = source.holdJournal()) {
            progress.at(0.85, "history");
            source.atStandstill(() -> {
                long begun = System.nanoTime();
                copySettled(kept, 0.85, 0.87);
                source.copyDatabase(partial.resolve("history"));
                standstill = Duration.ofNanos(System.nanoTime() - begun);
            });
            progress.at(0.92, "journal");
            journal.copyTo(partial.resolve("journal"));
        }
        progress.at(0.94, "records");
        Path records = request.data().resolve("records.db");
        if (Files.exists(records)) {
            new SqliteFile(records).copyTo(partial.resolve("records.db"));
        }
    }

    /** Those that vanish meanwhile were replaced or are over. */
    private void copySmallFiles(Path partial) throws IOException {
        for (Path file : PlantFolder.smallFiles(request.data())) {
            Path copy = partial.resolve(path(request.data(), file));
            Files.createDirectories(copy.getParent());
            Folders.copyIfThere(file, copy);
        }
    }

    private void copyFacts(Path partial) {
        Path facts = request.data().resolve("facts").resolve("facts.db");
        if (Files.exists(facts)) {
            try {
                new SqliteFile(facts).copyTo(partial.resolve("facts").resolve("facts.db"));
            } catch (IOException e) {
                // The engine fills it again from the rest.
                warnOfThePlant(
                        "Facts are not in the backup, since " + e.getMessage() + ". They are computed again when it is"
                                + " restored.");
            }
        }
    }

    /** Reads back what was written, and compares the parts with each other. */
    private Manifest describe(Path partial, PlantFolder.Mark mark) throws IOException {
        progress.at(0.95, "reading back");
        List<Entry> files = new ArrayList<>(settled.values());
        for (Path file : Folders.files(partial)) {
            CheckedFiles.sync(file);
            String path = path(partial, file);
            Path original = request.data().resolve(path);
            files.add(new Entry(path, Files.size(file), CheckedFiles.digest(file), false,
                    Files.exists(original) && Folders.isPrivate(original)));
            copiedBytes += Files.size(file);
        }
        Manifest.Contents contents = CopiedParts.compare(partial, settled, this::warnOfThePlant);
        return new Manifest(Manifest.VERSION, request.now().toString(), request.product(), mark.format(),
                mark.installation(), contents, files, warnings.stream().map(Warning::text).toList());
    }

    private void warnOfThePlant(String text) {
        warnings.add(new Warning("plant", text));
    }

    private void warnOfThePlace(Path whole) throws IOException {
        if (isOnThePlantsDisk()) {
            warnings.add(new Warning("sameDisk",
                    "The backup lies on the disk of the plant itself: it does not help when that disk dies. Name a"
                            + " folder on another one."));
        }
        if (!Folders.isPrivate(whole)) {
            warnings.add(new Warning("readable",
                    whole + " can be read by others, since its disk keeps no rights; it holds the key to the plant's"
                            + " passwords, so lock the disk away."));
        }
    }
}
