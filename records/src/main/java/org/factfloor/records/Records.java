package org.factfloor.records;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The open records of one installation. */
public final class Records implements AutoCloseable {

    private Records() {}

    /**
     * Opens the records in a folder, and makes them where there are none.
     *
     * @param folder holds {@code records.db} and {@code secret.key}; must exist
     * @throws RecordsException if the files cannot be written, are in use, were written by a newer version or do not
     *         belong to each other
     */
    public static Records open(Path folder, InstantSource clock, SecureRandom random) {
        throw new UnsupportedOperationException();
    }

    public PlantVersions plants() {
        throw new UnsupportedOperationException();
    }

    public SignalRegistry signals() {
        throw new UnsupportedOperationException();
    }

    public Users users() {
        throw new UnsupportedOperationException();
    }

    public Sessions sessions() {
        throw new UnsupportedOperationException();
    }

    public ApiTokens tokens() {
        throw new UnsupportedOperationException();
    }

    public Secrets secrets() {
        throw new UnsupportedOperationException();
    }

    public Audit audit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
