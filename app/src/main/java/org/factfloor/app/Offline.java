package org.factfloor.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.factfloor.records.Records;

/** The records of a plant for a command, beside a server that may be running on them. */
final class Offline implements AutoCloseable {

    private final DataFolder folder;
    private final Records records;

    private Offline(DataFolder folder, Records records) {
        this.folder = folder;
        this.records = records;
    }

    static Offline open(FolderOption option) {
        DataFolder folder = DataFolder.share(option.folder("plant"));
        return new Offline(folder, Records.open(folder.path(), InstantSource.system(), new SecureRandom()));
    }

    /** Who the audit log names: the person at the terminal. */
    static String actor() {
        return "terminal:" + System.getProperty("user.name", "unknown");
    }

    Records records() {
        return records;
    }

    @Override
    public void close() {
        records.close();
        folder.close();
    }
}
