package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Files that are copied, synced and read back, with their SHA-256 as 64 hexadecimal digits. */
final class CheckedFiles {

    private static final int BUFFER = 1 << 20;

    private CheckedFiles() {}

    /**
     * Copies a file to a new one. It is on disk, and was read back, when this returns.
     *
     * @param secret keeps everybody but the owner from it, from its first byte on
     * @return the SHA-256 of its content
     * @throws IOException also if the copy reads back otherwise
     */
    static String copy(Path from, Path to, boolean secret, ByteProgress progress) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel target = FileChannel.open(to,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        secret ? Folders.ownersOnly(to) : new FileAttribute<?>[0])) {
            while (source.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip().duplicate());
                progress.add(buffer.remaining());
                while (buffer.hasRemaining()) {
                    target.write(buffer);
                }
            }
            target.force(true);
        }
        String written = HexFormat.of().formatHex(digest.digest());
        String read = digest(to);
        if (!read.equals(written)) {
            throw new IOException(to + " does not read back as it was written; check the disk");
        }
        return written;
    }

    /** The SHA-256 of a file's content. */
    static String digest(Path file) throws IOException {
        return digest(file, new ByteProgress(Progress.NONE, 0, 1, 1));
    }

    static String digest(Path file, ByteProgress progress) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) >= 0) {
                progress.add(buffer.flip().remaining());
                digest.update(buffer);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Waits until a file's bytes, or a folder's names, are on disk. */
    static void sync(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        // Where a folder cannot be opened, as on Windows, the file system keeps its names by itself.
        if (folder && !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        // A key may be read-only, and its copy then, too; only Windows wants to write to what it brings to disk.
        boolean readOnly = folder || !Files.isWritable(path);
        try (FileChannel channel = FileChannel.open(path,
                readOnly ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
