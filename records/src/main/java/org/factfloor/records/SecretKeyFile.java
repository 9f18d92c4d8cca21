package org.factfloor.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** {@code secret.key}: 32 random bytes that only the owner may read. */
final class SecretKeyFile {

    private static final int LENGTH = 32;

    private final Path file;

    SecretKeyFile(Path file) {
        this.file = file;
    }

    /** The key; empty if there is no file. */
    Optional<byte[]> read() {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length != LENGTH) {
                throw new RecordsException(file + " is not a key of " + LENGTH + " bytes but has " + key.length
                        + "; restore the file that belongs to records.db from a backup");
            }
            return Optional.of(key);
        } catch (IOException broken) {
            throw new RecordsException(file + " cannot be read; give the user that runs Factfloor the right to read it",
                    broken);
        }
    }

    /** Makes a new key, and the file that keeps it, on disk before this returns. */
    byte[] create(SecureRandom random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            ByteBuffer bytes = ByteBuffer.wrap(key);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException broken) {
            throw new RecordsException(file + " cannot be written; give the user that runs Factfloor the right to write"
                    + " its folder", broken);
        }
        return key;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
