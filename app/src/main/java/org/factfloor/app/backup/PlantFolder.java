package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies where in a data folder, for who copies it. */
public final class PlantFolder {

    /** Says which format the folder has and whose it is. */
    public static final String MARK = "factfloor.json";
    /** Locked by who runs on the folder; there once somebody has. */
    public static final String LOCK = "lock";
    /** There while a restore is under way; such a folder is no plant. */
    public static final String RESTORING = "restoring";
    /** There while an update is under way; such a folder is put back first. */
    public static final String UPGRADING = "upgrading";
    /** The folder as it was before the last update. */
    public static final String BEFORE_UPGRADE = "before-upgrade";
    /** Where and when to back up, and how it went; of this computer, so it is not part of a backup. */
    public static final String BACKUP_PLAN = "backup.json";

    private static final Pattern FORMAT = Pattern.compile("\"format\"\\s*:\\s*(\\d{1,9})");
    private static final Pattern INSTALLATION = Pattern.compile("\"installation\"\\s*:\\s*\"([^\"]{1,100})\"");
    private static final String IMPORTS = "imports";
    private static final Set<String> COPIED_BY_THEIR_STORES = Set.of("history", "journal", "facts", "records.db",
            "records.db-wal", "records.db-shm", "records.db-journal");
    private static final Set<String> OF_THE_MOMENT = Set.of(LOCK, "control.sock", RESTORING, UPGRADING,
            BEFORE_UPGRADE,
            BEFORE_UPGRADE + ".partial", BACKUP_PLAN);

    private PlantFolder() {}

    /**
     * What {@code factfloor.json} says.
     *
     * @param installation id of the plant's installation
     */
    public record Mark(int format, String installation) {}

    /**
     * Reads it.
     *
     * @throws BackupException if the folder holds no plant
     */
    public static Mark mark(Path data) {
        Path file = data.resolve(MARK);
        try {
            String text = Files.readString(file);
            Matcher format = FORMAT.matcher(text);
            Matcher installation = INSTALLATION.matcher(text);
            if (format.find() && installation.find()) {
                return new Mark(Integer.parseInt(format.group(1)), installation.group(1));
            }
            throw new BackupException(file + " does not say the folder's format; restore it from a backup, or choose"
                    + " another folder with --data.", null);
        } catch (IOException e) {
            throw new BackupException("The data folder " + data + " holds no plant; name one with --data.", e);
        }
    }

    /** Writes it, whole or not at all. */
    public static void writeMark(Path data, Mark mark) throws IOException {
        Path draft = data.resolve(MARK + ".new");
        Files.writeString(draft,
                "{\"format\": %d, \"installation\": \"%s\"}%n".formatted(mark.format(), mark.installation()));
        CheckedFiles.sync(draft);
        Files.move(draft, data.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
        CheckedFiles.sync(data);
    }

    /** Whether something in a data folder belongs to the plant, rather than to the moment or this computer. */
    public static boolean isThePlants(String child) {
        return !OF_THE_MOMENT.contains(child);
    }

    /**
     * Files of the plant besides history, journal, facts and records: keys, certificates, the folder's mark, how far imports
     * have come. Without {@link #sentFiles}, and without drafts, which take the name of what they replace in a moment.
     */
    static List<Path> smallFiles(Path data) throws IOException {
        Set<Path> sent = Set.copyOf(sentFiles(data));
        return Folders.files(data, child -> isThePlants(child) && !COPIED_BY_THEIR_STORES.contains(child)).stream()
                .filter(file -> !sent.contains(file) && !String.valueOf(file.getFileName()).endsWith(".new")).toList();
    }

    /**
     * Files that people sent to be imported and that are not filed whole. They may have gigabytes, and who sent them has them:
     * no part of a backup.
     */
    static List<Path> sentFiles(Path data) throws IOException {
        return Folders.files(data, IMPORTS::equals).stream().filter(file -> file.endsWith("source")).toList();
    }

    /** Bytes of all files of the plant but those that never change. */
    static long changingBytes(Path data, Set<Path> unchanging) throws IOException {
        long bytes = 0;
        for (Path file : Folders.files(data, PlantFolder::isThePlants)) {
            if (!unchanging.contains(file)) {
                bytes += Folders.size(file);
            }
        }
        return bytes;
    }

    /** Files of the history that never change once they are there. */
    static List<Path> unchangingFiles(Path data) throws IOException {
        Path history = data.resolve("history");
        Set<Path> others = Set.of(history.resolve("hot.duckdb"), history.resolve("hot.duckdb.wal"),
                history.resolve("lock"), history.resolve("files.csv"));
        return Folders.files(history).stream()
                .filter(file -> !others.contains(file) && !file.startsWith(history.resolve("tmp"))
                        && !String.valueOf(file.getFileName()).matches(".*\\.(partial|part\\d+)"))
                .toList();
    }
}
