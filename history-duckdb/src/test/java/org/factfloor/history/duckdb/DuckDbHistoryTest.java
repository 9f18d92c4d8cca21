package org.factfloor.history.duckdb;

import java.nio.file.Path;
import org.factfloor.history.History;
import org.factfloor.history.HistoryContract;
import org.junit.jupiter.api.io.TempDir;

class DuckDbHistoryTest extends HistoryContract {

    private final EagerFolders folders;

    DuckDbHistoryTest(@TempDir Path parent) {
        folders = new EagerFolders(parent);
    }

    @Override
    protected History create() {
        return folders.create();
    }

    @Override
    protected History reopen(History open) {
        return folders.reopen(open);
    }
}
