package org.factfloor.history.duckdb;

import java.nio.file.Path;
import java.time.Duration;
import org.factfloor.history.History;

/** Histories whose slices are so small and whose settling is so eager that few samples take every path. */
final class EagerFolders {

    static final DuckDbSettings EAGER = new DuckDbSettings(160, 2, 150, 2_048, 60, 100, Duration.ofMinutes(5),
            Duration.ofMinutes(1), Duration.ofMinutes(10), 30);

    private final Path parent;
    private int created;

    /** A new folder of this one for each history. */
    EagerFolders(Path parent) {
        this.parent = parent;
    }

    History create() {
        created++;
        return openLast();
    }

    History reopen(History open) {
        open.close();
        return openLast();
    }

    private History openLast() {
        return DuckDbHistory.open(parent.resolve("history " + created), EAGER);
    }
}
