package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The little a journal asks of a file system: one flat folder. Safe for many threads. */
interface JournalFiles {

    /** Names of the files in the folder. */
    List<String> names() throws IOException;

    /** A new, empty file; one of the same name is emptied. It survives a power cut only after {@link #syncFolder}. */
    JournalFile create(String name) throws IOException;

    /** An existing file. */
    JournalFile open(String name) throws IOException;

    /** Deletes a file; nothing happens if there is none. */
    void delete(String name) throws IOException;

    /** Makes created and deleted names durable. */
    void syncFolder() throws IOException;

    /** Bytes that may still be written to the folder's disk. */
    long usableSpace() throws IOException;

    /** Where the folder is, for messages. */
    String place();

    /** One open file; one thread writes, each reader opens its own. */
    interface JournalFile extends AutoCloseable {

        long size() throws IOException;

        /** Reads up to the buffer's room from {@code position}; −1 at the end. */
        int read(ByteBuffer into, long position) throws IOException;

        /** Writes all that remains in the buffer at {@code position}; durable only after {@link #force}. */
        void write(ByteBuffer from, long position) throws IOException;

        /** Makes everything written durable. */
        void force() throws IOException;

        void truncate(long size) throws IOException;

        @Override
        void close() throws IOException;
    }
}
