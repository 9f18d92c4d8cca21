package org.factfloor.history.duckdb;

import java.nio.file.Path;
import java.time.Duration;
import org.factfloor.history.History;
import org.factfloor.history.HistoryContract;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with slices so small and settling so eager that every path is taken. */
class DuckDbHistoryTest extends HistoryContract {

    static final DuckDbSettings EAGER = new DuckDbSettings(160, 2, 150, 2_048, 60, 100, Duration.ofMinutes(5),
            Duration.ofMinutes(1), Duration.ofMinutes(10), 30);

    @TempDir
    private Path folder = Path.of("");
    private int created;

    @Override
    protected History create() {
        created++;
        return DuckDbHistory.open(current(), EAGER);
    }

    private Path current() {
        return folder.resolve("history " + created);
    }

    @Override
    protected History reopen(History open) {
        open.close();
        return DuckDbHistory.open(current(), EAGER);
    }
}
