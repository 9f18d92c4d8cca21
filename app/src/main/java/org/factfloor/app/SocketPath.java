package org.factfloor.app;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The address of a folder's {@code control.sock}. The system takes about a hundred bytes of it; a folder that lies deeper is
 * reached through a link in a temporary folder that only its owner may enter, and that goes when this is closed: a socket
 * that is bound or connected needs it no more.
 */
final class SocketPath implements AutoCloseable {

    static final String NAME = "control.sock";
    /** Linux takes 107 bytes, macOS 103. */
    private static final int MOST_BYTES = 100;

    private final @Nullable Path detour;
    private final UnixDomainSocketAddress address;

    private SocketPath(@Nullable Path detour, Path socket) {
        this.detour = detour;
        this.address = UnixDomainSocketAddress.of(socket);
    }

    /**
     * The address for a folder.
     *
     * @throws IOException if the folder lies deep and no short way to it can be made
     */
    static SocketPath of(Path folder) throws IOException {
        Path socket = folder.toAbsolutePath().normalize().resolve(NAME);
        if (fits(socket)) {
            return new SocketPath(null, socket);
        }
        Path detour = Files.createTempDirectory("ff");
        Path link = detour.resolve("d");
        try {
            if (!fits(link.resolve(NAME))) {
                throw new IOException("neither " + socket + " nor a link in " + detour.getParent()
                        + " is short enough for a socket; move the data folder, or name a short folder for temporary"
                        + " files with FACTFLOOR_JAVA_OPTS=-Djava.io.tmpdir=/tmp");
            }
            Files.createSymbolicLink(link, socket.getParent());
            return new SocketPath(detour, link.resolve(NAME));
        } catch (IOException | RuntimeException e) {
            remove(detour);
            throw e;
        }
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    UnixDomainSocketAddress address() {
        return address;
    }

    private static void remove(Path detour) throws IOException {
        Files.deleteIfExists(detour.resolve("d"));
        Files.deleteIfExists(detour);
    }

    @Override
    public void close() throws IOException {
        if (detour != null) {
            remove(detour);
        }
    }
}
