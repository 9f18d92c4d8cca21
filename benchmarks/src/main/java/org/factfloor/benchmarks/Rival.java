package org.factfloor.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.SampleBatch;

/** Another store that takes the same batches, with as little around it as it needs: no check for duplicates, no change log. */
interface Rival extends AutoCloseable {

    /** Stores a batch; when it returns the batch is as durable as {@link #durability} says. */
    void apply(SampleBatch batch) throws SQLException, IOException;

    /** What an acknowledged batch survives. */
    String durability();

    @Override
    void close() throws SQLException, IOException;

    /** A DuckDB table and its appender; each flush is a transaction. */
    final class DuckDb implements Rival {

        private final DuckDBConnection connection;
        private final DuckDBAppender appender;

        DuckDb(Path folder) throws SQLException {
            connection = (DuckDBConnection) DriverManager
                    .getConnection("jdbc:duckdb:" + folder.resolve("rival.duckdb"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET memory_limit = '160MB'");
                statement.execute("SET threads = 2");
                statement.execute("CREATE TABLE samples (signal INTEGER, time BIGINT, number DOUBLE, status INTEGER)");
            }
            appender = connection.createAppender("samples");
        }

        @Override
        public void apply(SampleBatch batch) throws SQLException {
            for (int i = 0; i < batch.size(); i++) {
                appender.beginRow()
                        .append(batch.signal(i))
                        .append(batch.time(i))
                        .append(batch.number(i))
                        .append(batch.status(i))
                        .endRow();
            }
            appender.flush();
        }

        @Override
        public String durability() {
            return "kill and power cut: its log is synced with each batch";
        }

        @Override
        public void close() throws SQLException {
            appender.close();
            connection.close();
        }
    }

    /** An SQLite table in the order of signal and time, in WAL mode with synchronous=FULL. */
    final class Sqlite implements Rival {

        private final Connection connection;
        private final PreparedStatement insert;

        Sqlite(Path folder) throws SQLException {
            connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rival.db"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("CREATE TABLE samples (signal INTEGER, time INTEGER, number REAL, status INTEGER, "
                        + "PRIMARY KEY (signal, time)) WITHOUT ROWID");
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement("INSERT OR IGNORE INTO samples VALUES (?, ?, ?, ?)");
        }

        @Override
        public void apply(SampleBatch batch) throws SQLException {
            for (int i = 0; i < batch.size(); i++) {
                insert.setInt(1, batch.signal(i));
                insert.setLong(2, batch.time(i));
                insert.setDouble(3, batch.number(i));
                insert.setInt(4, batch.status(i));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }

        @Override
        public String durability() {
            return "kill and power cut: synchronous=FULL; duplicates are refused by its key";
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            connection.close();
        }
    }
}
