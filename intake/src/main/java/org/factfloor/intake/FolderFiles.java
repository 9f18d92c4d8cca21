package org.factfloor.intake;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A folder of the real file system. */
final class FolderFiles implements JournalFiles {

    /** The JDK copies a heap buffer into native memory of the size of one write and keeps that; so writes are small. */
    private static final int WRITE_BYTES = 256 * 1024;

    private final Path folder;

    /** Creates the folder if it is missing. */
    FolderFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).toList();
        }
    }

    @Override
    public JournalFile create(String name) throws IOException {
        return new RealFile(FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public JournalFile open(String name) throws IOException {
        return new RealFile(
                FileChannel.open(folder.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** A file to be read only, of whatever folder. */
    static JournalFile reading(Path file) throws IOException {
        return new RealFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void syncFolder() throws IOException {
        // Windows cannot open a folder as a file, and keeps its names durable by itself.
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public long usableSpace() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public String place() {
        return folder.toString();
    }

    private record RealFile(FileChannel channel) implements JournalFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            int end = from.limit();
            long at = position;
            while (from.position() < end) {
                from.limit(Math.min(end, from.position() + WRITE_BYTES));
                at += channel.write(from, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
