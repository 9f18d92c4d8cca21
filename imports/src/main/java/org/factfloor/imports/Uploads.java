package org.factfloor.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes files that are sent, and tells one content from another. */
final class Uploads {

    private static final int PIECE = 1 << 16;
    /** The free space is looked at after so many bytes. */
    private static final long LOOK = 16 << 20;

    private Uploads() {}

    /**
     * Copies a stream to a file.
     *
     * @param floor bytes that must stay free on its disk
     * @return SHA-256 of its content, in hexadecimal digits
     * @throws ImportException if the disk has not so much room
     */
    static String take(InputStream in, Path to, long floor) throws IOException {
        MessageDigest digest = sha256();
        long untilLook = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            byte[] piece = new byte[PIECE];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (untilLook <= 0) {
                    requireRoom(to, floor);
                    untilLook = LOOK;
                }
                untilLook -= n;
                digest.update(piece, 0, n);
                out.write(piece, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void requireRoom(Path file, long floor) throws IOException {
        if (Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() < floor + LOOK) {
            throw new ImportException(
                    "The disk has no room for this file: free some, or import it with ./factfloor import where it lies.",
                    "磁盘空间不足：请释放空间，或在文件所在位置使用 ./factfloor import 导入。", null);
        }
    }

    /** SHA-256 of a file's content, in hexadecimal digits. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                digest.update(piece, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
