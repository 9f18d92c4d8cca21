package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.factfloor.app.backup.Manifest.Entry;

/**
 * Files that never change, kept once for all backups of a place: {@code SHA256-NAME}, whole and read back once they have
 * that name, with the time of the file they were copied from. A file of the plant with the name, size and time of one that
 * is here is not copied again. For one thread.
 */
final class KeptFiles {

    static final String FOLDER = "files";
    private static final String PARTIAL = ".partial";
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-(.+)");
    /** Some disks keep times to two seconds only. */
    private static final Duration SAME_TIME = Duration.ofSeconds(2);

    private final Path folder;
    private final Map<String, List<Known>> byName = new HashMap<>();

    private record Known(String sha256, long size, FileTime time) {}

    /** Takes up what is there, and removes what an interrupted backup left half copied. */
    KeptFiles(Path place) throws IOException {
        folder = Folders.createPrivate(place.resolve(FOLDER));
        load();
    }

    private void load() throws IOException {
        byName.clear();
        for (Path file : Folders.files(folder)) {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (name.matches() && !name.group(2).endsWith(PARTIAL)) {
                note(name.group(2), new Known(name.group(1), Files.size(file), Files.getLastModifiedTime(file)));
            } else if (String.valueOf(file.getFileName()).endsWith(PARTIAL)) {
                Files.delete(file);
            }
        }
    }

    private void note(String name, Known known) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(known);
    }

    static Path path(Path place, Entry entry) {
        return place.resolve(FOLDER).resolve(entry.sha256() + "-" + nameOf(entry.path()));
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The checksum of a file of the plant, if it is here already; empty also for one that has gone from the plant. */
    Optional<String> find(Path file) throws IOException {
        long size;
        FileTime time;
        try {
            size = Files.size(file);
            time = Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return byName.getOrDefault(String.valueOf(file.getFileName()), List.of()).stream()
                .filter(known -> known.size() == size && isSame(known.time(), time)).map(Known::sha256).findFirst();
    }

    private static boolean isSame(FileTime one, FileTime other) {
        return Duration.between(one.toInstant(), other.toInstant()).abs().compareTo(SAME_TIME) <= 0;
    }

    /** Copies a file of the plant, which is here for good when this returns; gives its checksum. */
    String add(Path file, ByteProgress progress) throws IOException {
        String name = String.valueOf(file.getFileName());
        Path partial = folder.resolve(name + PARTIAL);
        Files.deleteIfExists(partial);
        try {
            String sha256 = CheckedFiles.copy(file, partial, false, progress);
            FileTime time = Files.getLastModifiedTime(file);
            Files.setLastModifiedTime(partial, time);
            Files.move(partial, folder.resolve(sha256 + "-" + name), StandardCopyOption.ATOMIC_MOVE);
            CheckedFiles.sync(folder);
            note(name, new Known(sha256, Files.size(file), time));
            return sha256;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Deletes files that are not among these names {@code SHA256-NAME}. */
    void keepOnly(Set<String> names) throws IOException {
        for (Path file : Folders.files(folder)) {
            if (!names.contains(String.valueOf(file.getFileName()))) {
                Files.delete(file);
            }
        }
        load();
    }
}
