package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folders as trees, and who may read them. */
public final class Folders {

    private Folders() {}

    /** Regular files under the children of a folder with such names. */
    static List<Path> files(Path folder, Predicate<String> children) throws IOException {
        return files(folder).stream().filter(file -> children.test(String.valueOf(folder.relativize(file).getName(0))))
                .toList();
    }

    /** A folder and those under it. */
    static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** The size of a file; 0 if it has gone. */
    static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Regular files under a folder, by path; those that vanish meanwhile are left out. No links are followed. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        found.sort(null);
        return found;
    }

    /** Copies a file to a new one; nothing happens if it has gone. */
    static void copyIfThere(Path file, Path copy) throws IOException {
        try {
            Files.copy(file, copy);
        } catch (NoSuchFileException e) {
            if (Files.exists(file)) {
                throw e;
            }
        }
    }

    /** Deletes a file or a folder with all that is in it; nothing happens if it is not there. */
    public static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.toList()) {
                delete(child);
            }
        }
        Files.delete(path);
    }

    /** Whether nothing of anybody's is in a folder; one that does not exist is empty. */
    static boolean isEmpty(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return true;
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.allMatch(Folders::isOfTheDisk);
        }
    }

    /** Whether a file system makes such a folder by itself. */
    static boolean isOfTheDisk(Path child) {
        return Set.of("lost+found", "System Volume Information").contains(String.valueOf(child.getFileName()));
    }

    /** Makes a folder that only its owner may look into, as far as the disk knows owners. */
    public static Path createPrivate(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder);
            if (knowsOwners(folder)) {
                try {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                } catch (IOException | UnsupportedOperationException e) {
                    // A stick formatted for Windows keeps no rights; isPrivate tells.
                    return folder;
                }
            }
        }
        return folder;
    }

    /** Rights of a new file that only its owner may read. */
    static FileAttribute<?>[] ownersOnly(Path file) {
        return knowsOwners(file)
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether only the owner may read or change it; true where the system does not tell. */
    static boolean isPrivate(Path path) throws IOException {
        return !knowsOwners(path) || Files.getPosixFilePermissions(path).stream()
                .allMatch(right -> right == PosixFilePermission.OWNER_READ || right == PosixFilePermission.OWNER_WRITE
                        || right == PosixFilePermission.OWNER_EXECUTE);
    }
}
