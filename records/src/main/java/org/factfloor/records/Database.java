package org.factfloor.records;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file: one connection that writes, one that reads, each used by one thread at a time. Durable at the end of
 * each write (WAL, {@code synchronous=FULL}).
 */
final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int BUSY_MILLIS = 5_000;
    /** The version of the newest migration in {@code db/records}. */
    static final String NEWEST = "7";

    private final Path file;
    private final Lane writer;
    private final Lane reader;

    /** A connection and the lock that gives it to one thread at a time. */
    private static final class Lane {

        private final DataSource source;
        private final ReentrantLock lock = new ReentrantLock();
        private boolean closed;
        private @Nullable Connection connection;

        Lane(DataSource source) {
            this.source = source;
        }

        <T> T use(Function<Handle, T> work) throws SQLException {
            lock.lock();
            try {
                if (closed) {
                    throw new RecordsException("the records are closed");
                }
                if (connection == null) {
                    connection = source.getConnection();
                }
                boolean well = false;
                try {
                    T result = Jdbi.create(connection).inTransaction(work::apply);
                    well = true;
                    return result;
                } finally {
                    // The driver does not know whether a transaction it could not begin or end is open. A connection is
                    // used no further after that, or the next transaction might never be committed.
                    if (!well) {
                        drop();
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        void close() {
            lock.lock();
            try {
                closed = true;
                drop();
            } finally {
                lock.unlock();
            }
        }

        private void drop() {
            Connection dropped = connection;
            connection = null;
            if (dropped != null) {
                try {
                    dropped.close();
                } catch (SQLException broken) {
                    LOG.warn("A connection to the records could not be closed", broken);
                }
            }
        }
    }

    private Database(Path file, Lane writer, Lane reader) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
    }

    /** Opens the file and brings its tables to this version's form. */
    static Database open(Path file) {
        if (Files.exists(file) && !Files.isWritable(file) || !Files.isWritable(file.toAbsolutePath().getParent())) {
            throw new RecordsException(file + " cannot be written; give the user that runs Factfloor the right to write"
                    + " this file and its folder");
        }
        try {
            migrate(file);
            return new Database(file, new Lane(source(file, SQLiteConfig.TransactionMode.IMMEDIATE)),
                    new Lane(source(file, SQLiteConfig.TransactionMode.DEFERRED)));
        } catch (FlywayException broken) {
            throw told(file, broken);
        }
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setTransactionMode(mode);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static void migrate(Path file) {
        if (NEWEST.equals(appliedVersion(file))) {
            return;
        }
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(source(file, SQLiteConfig.TransactionMode.IMMEDIATE)).locations("classpath:db/records")
                .load();
        boolean newer = Arrays.stream(flyway.info().applied())
                .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
        if (newer) {
            throw new RecordsException(file + " was written by a newer version of Factfloor; start that version, or"
                    + " restore the backup made before the update");
        }
        flyway.migrate();
    }

    /**
     * The version of the tables in the file, read directly: a start with nothing to migrate is spared the sixth of a second
     * Flyway takes to load.
     *
     * @return empty for a file without tables
     */
    private static String appliedVersion(Path file) {
        if (Files.notExists(file)) {
            return "";
        }
        try (Connection connection = source(file, SQLiteConfig.TransactionMode.DEFERRED).getConnection();
                Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(
                        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'flyway_schema_history'")) {
            if (!table.next()) {
                return "";
            }
            try (ResultSet newest = statement.executeQuery(
                    "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1")) {
                return newest.next() ? newest.getString(1) : "";
            }
        } catch (SQLException broken) {
            throw told(file, broken);
        }
    }

    /** Runs work that changes something, as one transaction. */
    <T> T write(Function<Handle, T> work) {
        return use(writer, work);
    }

    /** Runs work that changes something and answers nothing, as one transaction. */
    void change(Consumer<Handle> work) {
        use(writer, handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** Runs work that only looks, on one state of the file. */
    <T> T read(Function<Handle, T> work) {
        return use(reader, work);
    }

    private <T> T use(Lane lane, Function<Handle, T> work) {
        try {
            return lane.use(work);
        } catch (SQLException | JdbiException broken) {
            throw told(file, broken);
        }
    }

    private static RecordsException told(Path file, Exception broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return new RecordsException(file + " " + reason(sqlite.getResultCode()), broken);
            }
        }
        return new RecordsException(file + " cannot be used: " + broken.getMessage(), broken);
    }

    private static String reason(SQLiteErrorCode code) {
        return switch (code.code & 0xFF) {
            case 5, 6 -> "is locked by another program; close the program that has it open";
            case 8 -> "cannot be written; give the user that runs Factfloor the right to write it";
            case 10 -> "cannot be read or written because the disk reports an error; check the disk";
            case 11, 26 -> "is damaged or not a records file; restore it from a backup";
            case 13 -> "cannot be written because the disk is full; make room on it";
            case 14 -> "cannot be opened; check that the folder exists and may be written";
            default -> "cannot be used (" + code.message + "); look into the log";
        };
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
