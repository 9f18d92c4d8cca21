package org.factfloor.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.factfloor.engine.FactStore;
import org.factfloor.engine.FactStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFactStoreTest extends FactStoreContract {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("facts").resolve("facts.db");
    }

    @Override
    protected FactStore create() {
        return SqliteFactStore.open(file());
    }

    @Override
    protected FactStore reopen(FactStore open) {
        open.close();
        return SqliteFactStore.open(file());
    }

    private static void mark(FactStore store) {
        store.write(changes -> {
            changes.putMark("a", 1);
            return true;
        });
    }

    @Test
    void beginsADamagedFileAnew() throws IOException {
        Path other = folder.resolve("damaged.db");
        Files.writeString(other, "this is no database, but long enough to look like one ".repeat(100));
        try (FactStore store = SqliteFactStore.open(other)) {
            assertThat(store.mark("a")).isEmpty();
            mark(store);
        }
        try (FactStore store = SqliteFactStore.open(other)) {
            assertThat(store.mark("a")).hasValue(1);
        }
    }

    @Test
    void beginsAFileOfAnotherLayoutAnew() throws SQLException {
        Path other = folder.resolve("other.db");
        try (FactStore store = SqliteFactStore.open(other)) {
            mark(store);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 7");
        }
        try (FactStore store = SqliteFactStore.open(other)) {
            assertThat(store.mark("a")).isEmpty();
        }
    }
}
