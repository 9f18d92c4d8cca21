package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes files and folders last through a power cut. */
final class Disk {

    private Disk() {}

    /**
     * Waits until a file's bytes, or a folder's names, are on disk. An interrupt does not keep it from that: it is noted
     * again afterwards.
     */
    static void sync(Path path) throws IOException {
        // Where a folder cannot be opened, as on Windows, the file system keeps its names by itself.
        if (Files.isDirectory(path) && !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            force(path);
        } catch (ClosedByInterruptException e) {
            interrupted = Thread.interrupted();
            force(path);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path,
                Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
