package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.factfloor.intake.JournalFiles.JournalFile;

/** Keeps a journal's files while it is open; writing goes on. Safe for many threads. */
public final class JournalHold implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;

    private final Journal journal;
    private final JournalFiles files;
    private final AtomicBoolean closed = new AtomicBoolean();

    JournalHold(Journal journal, JournalFiles files) {
        this.journal = journal;
        this.files = files;
    }

    /**
     * Copies what is durable now into a folder, on disk when this returns.
     *
     * @param folder exists and is empty
     */
    public void copyTo(Path folder) throws IOException {
        for (Journal.Segment segment : journal.segments()) {
            try (JournalFile from = files.open(segment.name());
                    FileChannel to = FileChannel.open(folder.resolve(segment.name()), StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE)) {
                copy(from, to, segment.end() - segment.start());
                to.force(true);
            }
        }
    }

    private static void copy(JournalFile from, FileChannel to, long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long at = 0;
        while (at < bytes) {
            buffer.clear().limit((int) Math.min(BUFFER, bytes - at));
            int read = from.read(buffer, at);
            if (read < 0) {
                throw new IOException("a journal file ends at " + at + " of " + bytes + " durable bytes");
            }
            at += read;
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            journal.letGo();
        }
    }
}
