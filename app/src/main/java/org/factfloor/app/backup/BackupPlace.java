package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.factfloor.plant.Label;

/**
 * Where the backups of one plant lie: a folder for each, named by when it was begun (UTC), and {@code files}. A folder gets
 * that name when all in it is written, synced and read back; before, it begins with {@code .partial}.
 */
final class BackupPlace implements AutoCloseable {

    private static final String MARK = "factfloor-backups.txt";
    private static final String PARTIAL = ".partial-";
    private static final Pattern NAME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}Z(-\\d+)?");
    private static final DateTimeFormatter AS_NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'")
            .withZone(ZoneOffset.UTC);

    private final Path folder;
    private final FileChannel lock;

    private BackupPlace(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens the place for one that makes a backup of an installation, and removes what an interrupted one left.
     *
     * @param make whether it is made where there is none; if not, its disk is thought to be away
     * @throws BackupException if it is no such place, of another installation, or in use
     */
    static BackupPlace open(Path folder, String installation, boolean make) throws IOException {
        Path mark = folder.resolve(MARK);
        if (Files.notExists(mark) && !make) {
            throw new BackupException(new Label(
                    "The folder of backups " + folder + " is not there; is its disk connected?",
                    "备份文件夹 " + folder + " 不存在；它所在的硬盘接上了吗？"), null);
        }
        if (Files.notExists(mark)) {
            if (!Folders.isEmpty(folder)) {
                throw new BackupException(new Label(
                        folder + " is not empty and holds no backups of Factfloor; name an empty folder"
                                + " or one that is to be made, such as " + folder.resolve("factfloor") + ".",
                        folder + " 不是空文件夹，里面也没有 Factfloor 的备份；请指定空文件夹或新文件夹，例如 " + folder.resolve("factfloor")
                                + "。"),
                        null);
            }
            Folders.createPrivate(folder);
            Path draft = folder.resolve(MARK + ".new");
            Files.writeString(draft, installation + "\nBackups of Factfloor; see `factfloor restore --help`.\n");
            CheckedFiles.sync(draft);
            Files.move(draft, mark, StandardCopyOption.ATOMIC_MOVE);
        }
        String of = Files.readString(mark).lines().findFirst().orElse("");
        if (!of.equals(installation)) {
            throw new BackupException(new Label(folder + " holds backups of another plant (installation " + of
                    + "); choose a folder of its own for this one.",
                    folder + " 存放的是另一个工厂的备份（安装编号 " + of + "）；请为本工厂另选文件夹。"), null);
        }
        BackupPlace place = new BackupPlace(folder, lock(folder));
        try {
            place.removePartial();
            return place;
        } catch (IOException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same refusal.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new BackupException(new Label(
                "Another backup to " + folder + " is under way; try again when it is done.",
                "正在向 " + folder + " 做另一次备份；请等它完成后再试。"), null);
    }

    private void removePartial() throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.filter(child -> name(child).startsWith(PARTIAL)).toList()) {
                Folders.delete(child);
            }
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Backups that are whole, the oldest first. */
    static List<Path> backups(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(place)) {
            return children.filter(child -> NAME.matcher(name(child)).matches() && Files.isDirectory(child)).sorted()
                    .toList();
        }
    }

    /** Makes the folder a new backup is written to. */
    Path begin(Instant made) throws IOException {
        String wanted = AS_NAME.format(made);
        String name = wanted;
        for (int again = 2; Files.exists(folder.resolve(name)); again++) {
            name = wanted + "-" + again;
        }
        return Folders.createPrivate(folder.resolve(PARTIAL + name));
    }

    /** Makes a backup count whose files and folders are on disk. */
    Path finish(Path partial) throws IOException {
        Path whole = folder.resolve(name(partial).substring(PARTIAL.length()));
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        CheckedFiles.sync(folder);
        return whole;
    }

    KeptFiles keptFiles() throws IOException {
        return new KeptFiles(folder);
    }

    /**
     * Deletes all but the newest backups, and kept files that none of the rest has.
     *
     * @param most 0 for all
     * @param also names of kept files that stay
     * @return a backup whose list of files cannot be read: while it is there no kept file is deleted
     */
    Optional<Path> prune(int most, KeptFiles kept, Set<String> also) throws IOException {
        List<Path> all = backups(folder);
        for (Path old : most == 0 ? List.<Path>of() : all.subList(0, Math.max(0, all.size() - most))) {
            // Renamed first: half deleted, it would count as a backup.
            Path condemned = folder.resolve(PARTIAL + name(old));
            Files.move(old, condemned, StandardCopyOption.ATOMIC_MOVE);
            CheckedFiles.sync(folder);
            Folders.delete(condemned);
        }
        Set<String> used = new HashSet<>(also);
        for (Path backup : backups(folder)) {
            try {
                Manifest.read(backup).files().stream().filter(Manifest.Entry::kept)
                        .forEach(entry -> used.add(name(KeptFiles.path(folder, entry))));
            } catch (BackupException e) {
                return Optional.of(backup);
            }
        }
        kept.keepOnly(used);
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
