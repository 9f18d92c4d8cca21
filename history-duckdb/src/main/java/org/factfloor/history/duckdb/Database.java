package org.factfloor.history.duckdb;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.HistoryException;

/** The hot database: one connection that writes, a few that read. */
final class Database implements AutoCloseable {

    private static final int READ_WAIT_SECONDS = 30;
    /** What a cached footer takes outside the engine's account is several times what it counts. */
    private static final String DO_NOT_CACHE = "SET SESSION parquet_metadata_cache = false";

    private final DuckDBConnection writer;
    private final DuckDBConnection settler;
    private final DuckDBConnection tallier;
    private final int readerCount;
    private final BlockingQueue<DuckDBConnection> readers;

    private Database(DuckDBConnection writer, int readerCount) throws SQLException {
        this.writer = writer;
        settler = writer.duplicate();
        tallier = writer.duplicate();
        // These look at a file once; only readers come back to it.
        run(writer, DO_NOT_CACHE);
        run(settler, DO_NOT_CACHE);
        run(tallier, DO_NOT_CACHE);
        this.readerCount = readerCount;
        readers = new ArrayBlockingQueue<>(readerCount);
        for (int i = 0; i < readerCount; i++) {
            readers.add(writer.duplicate());
        }
    }

    static Database open(Path folder, DuckDbSettings settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", settings.memoryMegabytes() + "MB");
        properties.setProperty("threads", "2");
        properties.setProperty("temp_directory", folder.resolve("tmp").toString());
        // Everything needed is in the jar; nothing is fetched from anywhere.
        properties.setProperty("autoinstall_known_extensions", "false");
        String url = "jdbc:duckdb:" + folder.resolve("hot.duckdb");
        DuckDBConnection writer = (DuckDBConnection) DriverManager.getConnection(url, properties);
        run(writer, "SET GLOBAL parquet_metadata_cache = true");
        for (String table : Layout.TABLES) {
            run(writer, table);
        }
        return new Database(writer, settings.readers());
    }

    /** For the one thread that applies or settles at the moment. */
    DuckDBConnection writer() {
        return writer;
    }

    /** For the one thread that writes slices at the moment. */
    DuckDBConnection settler() {
        return settler;
    }

    /** Beside {@link #settler}: takes tallies while that one reads samples. */
    DuckDBConnection tallier() {
        return tallier;
    }

    /** Runs with a reading connection of its own; waits for one if all are at work. */
    <T> T read(Reading<T> reading) throws SQLException {
        DuckDBConnection reader = borrow();
        try {
            return reading.run(reader);
        } finally {
            readers.add(reader);
        }
    }

    private DuckDBConnection borrow() {
        try {
            DuckDBConnection reader = readers.poll(READ_WAIT_SECONDS, TimeUnit.SECONDS);
            if (reader != null) {
                return reader;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryException("Reading the history was interrupted.", e);
        }
        throw new HistoryException("The history is busy: no read could start within " + READ_WAIT_SECONDS
                + " s; ask for shorter ranges or fewer signals at once.", null);
    }

    /** Copies all tables as of one moment to a new file, beside the writer. With the settler's connection, which is idle. */
    void copyTo(Path target) throws SQLException {
        run(settler, "ATTACH " + Layout.quoted(target.toString()) + " AS copied");
        try {
            run(settler, "COPY FROM DATABASE hot TO copied");
            run(settler, "CHECKPOINT copied");
        } finally {
            run(settler, "DETACH copied");
        }
    }

    /** Runs without remembering the files' footers: for reads that touch many files once. */
    static void withoutCache(DuckDBConnection connection, Work work) throws SQLException {
        run(connection, DO_NOT_CACHE);
        try {
            work.work();
        } finally {
            run(connection, "RESET SESSION parquet_metadata_cache");
        }
    }

    static void run(DuckDBConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rolls back after a fault, which stays the one that is told. */
    static void rollback(DuckDBConnection connection, Throwable fault) {
        try {
            run(connection, "ROLLBACK");
        } catch (SQLException e) {
            fault.addSuppressed(e);
        }
    }

    /** Runs a query and passes on each of its rows. */
    static void query(DuckDBConnection connection, String sql, Row row) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                row.accept(result);
            }
        }
    }

    /** Closes all connections, each reading one when its read has ended. */
    @Override
    public void close() throws SQLException {
        for (int i = 0; i < readerCount; i++) {
            borrow().close();
        }
        settler.close();
        tallier.close();
        writer.close();
    }

    /** A read with a connection. */
    @FunctionalInterface
    interface Reading<T> {

        T run(DuckDBConnection connection) throws SQLException;
    }

    /** A piece of work with a connection. */
    @FunctionalInterface
    interface Work {

        void work() throws SQLException;
    }

    /** Takes the row a result stands at. */
    @FunctionalInterface
    interface Row {

        void accept(ResultSet row) throws SQLException;
    }
}
