package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A parcel in a file of its own. */
final class ParcelFile {

    private static final Logger log = LoggerFactory.getLogger(ParcelFile.class);

    private ParcelFile() {}

    static Optional<Parcel> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(Parcel.read(ByteBuffer.wrap(Files.readAllBytes(file))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            log.error("{} cannot be read", file, e);
            return Optional.empty();
        }
    }

    /** Durable when this returns; nothing happens where the file has it. */
    static void write(Path file, Parcel parcel) throws IOException {
        if (read(file).filter(there -> there.from() == parcel.from() && there.to() == parcel.to()).isPresent()) {
            return;
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = parcel.bytes();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
