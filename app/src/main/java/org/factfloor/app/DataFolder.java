package org.factfloor.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.factfloor.app.backup.BackupException;
import org.factfloor.app.backup.PlantFolder;
import org.factfloor.app.backup.Upgrade;
import org.factfloor.app.backup.Upgrade.Step;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder a plant lives in. It carries a format number, so that an older product never touches a newer folder, and
 * while a server runs a lock, so that no second one does.
 */
final class DataFolder implements AutoCloseable {

    /**
     * The formats of a data folder. A new one with its step is added whenever what lies in the folder changes: a table, a
     * migration, a file. {@code DataFolderLayoutTest} tells when that is.
     */
    static final Upgrade.Formats FORMATS = new Upgrade.Formats(2,
            List.of(Step.byItsPart(2, "the sample ledger in history")));

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final int MOST_PATH = 8_192;

    private final Path path;
    private final @Nullable FileChannel lockFile;
    /** An update that is not known to have succeeded yet. */
    private @Nullable Upgrade pending;

    private DataFolder(Path path, @Nullable FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** As {@link #lock(Path, Upgrade.Formats)}, with the formats of this product. */
    static DataFolder lock(Path path) {
        return lock(path, FORMATS);
    }

    /**
     * Opens the folder for the one server that may run on it, and makes it if it does not exist. An older one is updated:
     * unless {@link #ready} is called before it is closed, it is put back as it was, without anything that was stored since.
     * Commands take {@link StoppedPlant}, which sees to it.
     *
     * @throws StartException if another process has it, it cannot be written or updated, or a newer product made it
     */
    static DataFolder lock(Path path, Upgrade.Formats formats) {
        create(path);
        DataFolder folder = hold(path);
        try {
            refuseHalfRestored(path);
            Upgrade upgrade = new Upgrade(path, formats);
            if (upgrade.begin()) {
                folder.pending = upgrade;
            }
            checkFormat(path, formats.newest());
            Upgrade.forgetOld(path, Instant.now());
            return folder;
        } catch (BackupException e) {
            folder.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (StartException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Locks a folder as it is, of whatever format.
     *
     * @throws StartException if another process has it, or it cannot be written
     */
    static DataFolder hold(Path path) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve(PlantFolder.LOCK), StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new InUseException(path, null);
            }
            refuseCopyOfARunningOne(path, channel);
            return new DataFolder(path, channel);
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw new InUseException(path, e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw unwritable(path, e);
        } catch (StartException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /** Another process runs on the folder. */
    static final class InUseException extends StartException {

        private static final long serialVersionUID = 1L;

        InUseException(Path path, @Nullable Throwable cause) {
            super("The data folder " + path + " is in use by another Factfloor; stop that one or choose"
                    + " another folder with --data.", cause);
        }
    }

    /**
     * The lock file tells where it lies. One that tells another place was copied with its folder; if a server runs at that
     * place, the copy was made beside it: it is not whole, and the two would be one plant for the machines.
     */
    private static void refuseCopyOfARunningOne(Path path, FileChannel own) throws IOException {
        String here = path.toRealPath().toString();
        ByteBuffer told = ByteBuffer.allocate(MOST_PATH);
        while (told.hasRemaining() && own.read(told, told.position()) > 0) {
            // A read may bring less than asked for.
        }
        String there = new String(told.array(), 0, told.position(), StandardCharsets.UTF_8);
        if (there.equals(here)) {
            return;
        }
        if (!there.isEmpty() && isLocked(there, path)) {
            throw new StartException("The data folder " + path + " is a copy of " + there
                    + ", on which a server is running; stop that one, or take a copy with `factfloor backup` and"
                    + " `factfloor restore`.", null);
        }
        own.truncate(0).write(ByteBuffer.wrap(here.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static boolean isLocked(String folder, Path copy) throws IOException {
        Path other;
        try {
            other = Path.of(folder).resolve(PlantFolder.LOCK);
        } catch (InvalidPathException e) {
            return false;
        }
        if (!Files.isWritable(other) || Files.isSameFile(other, copy.resolve(PlantFolder.LOCK))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(other, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /**
     * Opens the folder beside a server that may be running on it, for commands that only touch the records.
     *
     * @throws StartException if it cannot be written, or another version made it
     */
    static DataFolder share(Path path) {
        create(path);
        refuseHalfRestored(path);
        if (Files.exists(path.resolve(PlantFolder.UPGRADING))) {
            throw new StartException(
                    "The data folder " + path + " is being updated by a server that starts, or was when"
                            + " it ended; try again when the server runs.",
                    null);
        }
        if (checkFormat(path, FORMATS.newest()) < FORMATS.newest()) {
            throw new StartException(
                    "The data folder " + path + " was written by an older Factfloor; start this version on"
                            + " it once (`factfloor run`), which updates it and keeps a copy.",
                    null);
        }
        return new DataFolder(path, null);
    }

    private static void create(Path path) {
        try {
            Files.createDirectories(path);
            if (Files.isWritable(path) && Files.notExists(path.resolve(PlantFolder.MARK))
                    && Files.notExists(path.resolve(PlantFolder.RESTORING))
                    && Files.notExists(path.resolve(PlantFolder.UPGRADING))) {
                PlantFolder.writeMark(path, new PlantFolder.Mark(FORMATS.newest(), UUID.randomUUID().toString()));
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        if (!Files.isWritable(path)) {
            throw unwritable(path, null);
        }
    }

    private static void refuseHalfRestored(Path folder) {
        if (Files.exists(folder.resolve(PlantFolder.RESTORING))) {
            throw new StartException(
                    "The data folder " + folder + " was not restored whole; run `factfloor restore` into"
                            + " it again.",
                    null);
        }
    }

    /** The folder's format. */
    private static int checkFormat(Path folder, int newest) {
        int found;
        try {
            found = PlantFolder.mark(folder).format();
        } catch (BackupException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        if (found > newest) {
            throw new StartException(
                    "The data folder %s was written by a newer Factfloor (format %d, this one knows %d); start that newer"
                            .formatted(folder, found, newest) + " version or choose another folder with --data.",
                    null);
        }
        return found;
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

    /** Whether the folder was updated and is put back if it is closed now. */
    boolean isUpdating() {
        return pending != null;
    }

    /** Whether the folder, once closed, is not as it was before an update that failed. */
    boolean isHalfUpdated() {
        return Files.exists(path.resolve(PlantFolder.UPGRADING));
    }

    /** All parts have opened: an update stands. Before anything new is taken in. */
    void ready() {
        if (pending != null) {
            try {
                pending.succeeded();
                pending = null;
            } catch (IOException e) {
                throw unwritable(path, e);
            }
        }
    }

    @Override
    public void close() {
        Upgrade failed = pending;
        pending = null;
        if (failed != null) {
            try {
                failed.putBack();
            } catch (IOException e) {
                LOG.error("{} could not be put back as it was before the update; the next start does it", path, e);
            }
        }
        closeQuietly(lockFile);
    }
}
