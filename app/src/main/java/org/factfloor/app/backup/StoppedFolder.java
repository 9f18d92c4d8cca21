package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder nobody else writes to: its lock is held by who backs it up. Files are copied as they are, of whatever format. */
public final class StoppedFolder implements Source {

    private final Path data;

    public StoppedFolder(Path data) {
        this.data = data;
    }

    @Override
    public Journal holdJournal() {
        return new Journal() {
            @Override
            public void copyTo(Path folder) throws IOException {
                for (Path file : Folders.files(data.resolve("journal"))) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }

            @Override
            public void close() {
                // Nobody lets go of anything.
            }
        };
    }

    @Override
    public void atStandstill(Work work) throws IOException {
        work.run();
    }

    @Override
    public void copyDatabase(Path folder) throws IOException {
        for (String name : List.of("hot.duckdb", "hot.duckdb.wal")) {
            Path file = data.resolve("history").resolve(name);
            if (Files.exists(file)) {
                Files.copy(file, folder.resolve(name));
            }
        }
    }
}
