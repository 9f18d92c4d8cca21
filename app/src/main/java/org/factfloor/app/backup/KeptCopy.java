package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the copy of one file of the plant in its backups. */
final class KeptCopy {

    private KeptCopy() {}

    /**
     * The newest copy of a file that is not what the plant has now.
     *
     * @param path in the data folder, with {@code /}
     * @return empty if no backup is known, its disk is away, or none has another copy
     */
    static Optional<Path> newest(Path data, String path) {
        return places(BackupBook.read(data)).flatMap(place -> in(place, path).stream())
                .filter(copy -> isAnother(copy, data.resolve(path))).findFirst();
    }

    private static Stream<Path> places(BackupBook book) {
        return Stream.concat(
                Stream.ofNullable(book.last()).map(last -> Path.of(last.folder()).resolveSibling("")),
                Stream.ofNullable(book.plan()).map(plan -> Path.of(plan.folder()))).distinct();
    }

    /** Copies of a file in the backups of a place, the newest first. */
    private static List<Path> in(Path place, String path) {
        try {
            return BackupPlace.backups(place).reversed().stream().flatMap(backup -> entry(backup, path).stream())
                    .map(entry -> KeptFiles.path(place, entry)).filter(Files::isRegularFile).distinct().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Manifest.Entry> entry(Path backup, String path) {
        try {
            return Manifest.read(backup).files().stream().filter(entry -> entry.kept() && entry.path().equals(path))
                    .findFirst();
        } catch (BackupException e) {
            return Optional.empty();
        }
    }

    /** A backup that was made of the broken file holds the same damage. */
    private static boolean isAnother(Path copy, Path file) {
        try {
            return !Files.isRegularFile(file) || Files.mismatch(copy, file) >= 0;
        } catch (IOException e) {
            return true;
        }
    }
}
