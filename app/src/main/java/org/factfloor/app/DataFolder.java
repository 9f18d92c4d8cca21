package org.factfloor.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder a plant lives in. It carries a format number, so that an older product never touches a newer folder, and
 * while a server runs a lock, so that no second one does.
 */
final class DataFolder implements AutoCloseable {

    /** Raised when an older product could no longer read what a newer one writes. */
    private static final int FORMAT = 1;
    private static final Pattern FORMAT_FIELD = Pattern.compile("\"format\"\\s*:\\s*(\\d{1,9})");

    private final Path path;
    private final @Nullable FileChannel lockFile;

    private DataFolder(Path path, @Nullable FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Opens the folder for the one server that may run on it, and makes it if it does not exist.
     *
     * @throws StartException if another process has it, it cannot be written, or a newer product made it
     */
    static DataFolder lock(Path path) {
        create(path);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(path, null);
            }
            checkFormat(path);
            return new DataFolder(path, channel);
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw inUse(path, e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw unwritable(path, e);
        } catch (StartException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /**
     * Opens the folder beside a server that may be running on it, for commands that only touch the records.
     *
     * @throws StartException if it cannot be written, or a newer product made it
     */
    static DataFolder share(Path path) {
        create(path);
        try {
            checkFormat(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        return new DataFolder(path, null);
    }

    private static void create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        if (!Files.isWritable(path)) {
            throw unwritable(path, null);
        }
    }

    private static void checkFormat(Path folder) throws IOException {
        Path file = folder.resolve("factfloor.json");
        if (!Files.exists(file)) {
            Path fresh = Files.createTempFile(folder, "factfloor", ".json");
            Files.writeString(fresh,
                    "{\"format\": %d, \"installation\": \"%s\"}%n".formatted(FORMAT, UUID.randomUUID()));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Matcher format = FORMAT_FIELD.matcher(Files.readString(file));
        if (!format.find()) {
            throw new StartException(file + " does not say the folder's format; restore it from a backup or choose"
                    + " another folder with --data.", null);
        }
        int found = Integer.parseInt(format.group(1));
        if (found > FORMAT) {
            throw new StartException(
                    "The data folder %s was written by a newer Factfloor (format %d, this one knows %d); start that newer"
                            .formatted(folder, found, FORMAT) + " version or choose another folder with --data.",
                    null);
        }
    }

    private static StartException inUse(Path path, @Nullable Throwable cause) {
        return new StartException("The data folder " + path + " is in use by another Factfloor; stop that one or choose"
                + " another folder with --data.", cause);
    }

    private static StartException unwritable(Path path, @Nullable Throwable cause) {
        String reason = cause == null ? "" : " (" + cause + ")";
        return new StartException("The data folder " + path + " cannot be written" + reason
                + "; give this user the right to, or choose another folder with --data.", cause);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written through it; the reason why we give up is being thrown.
            }
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        closeQuietly(lockFile);
    }
}
