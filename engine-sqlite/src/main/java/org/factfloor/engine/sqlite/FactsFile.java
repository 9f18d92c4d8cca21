package org.factfloor.engine.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The file and its tables. */
final class FactsFile {

    private static final Logger LOG = LoggerFactory.getLogger(FactsFile.class);
    private static final int BUSY_MILLIS = 5_000;

    private static final List<String> TABLES = List.of("""
            CREATE TABLE machine (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT""", """
            -- Cells and intervals that end in a UTC day.
            CREATE TABLE block (machine INTEGER NOT NULL, day INTEGER NOT NULL, facts BLOB NOT NULL,
              UNIQUE (machine, day)) STRICT""", """
            CREATE TABLE state (machine INTEGER NOT NULL, time INTEGER NOT NULL, decided_to INTEGER NOT NULL,
              kernel BLOB NOT NULL, newest BLOB NOT NULL, UNIQUE (machine, time)) STRICT""", """
            CREATE TABLE revision (number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, code TEXT NOT NULL,
              parameters BLOB NOT NULL, machine INTEGER NOT NULL, from_time INTEGER NOT NULL, to_time INTEGER NOT NULL)
              STRICT""", """
            CREATE INDEX revision_machine ON revision (machine, number)""", """
            CREATE TABLE touch (number INTEGER PRIMARY KEY AUTOINCREMENT, machine INTEGER NOT NULL,
              from_time INTEGER NOT NULL, until INTEGER NOT NULL, code TEXT NOT NULL, parameters BLOB NOT NULL)
              STRICT""", """
            CREATE TABLE closing (machine INTEGER NOT NULL, shift TEXT NOT NULL, from_time INTEGER NOT NULL,
              to_time INTEGER NOT NULL, at INTEGER NOT NULL, sums BLOB NOT NULL,
              UNIQUE (machine, shift, from_time)) STRICT""", """
            CREATE TABLE mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT""");

    private final Path file;

    FactsFile(Path file) {
        this.file = file;
    }

    /**
     * Has the tables ready. A file that is damaged or of another layout is deleted before.
     *
     * @throws SQLException if it cannot be made
     */
    void prepare() throws SQLException, IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file) && !isOurs()) {
            delete();
        }
        if (!Files.exists(file)) {
            try (Connection connection = connect()) {
                make(connection);
            }
        }
    }

    private boolean isOurs() throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            try (ResultSet layout = statement.executeQuery("PRAGMA user_version")) {
                boolean same = layout.next() && layout.getInt(1) == FactsCodec.layout();
                if (!same) {
                    LOG.info("{} has another layout; it is begun anew and all facts are computed again", file);
                }
                return same;
            }
        } catch (SQLiteException e) {
            if (!isDamage(e)) {
                throw e;
            }
            LOG.warn("{} is damaged ({}); it is begun anew and all facts are computed again. Sums of shifts as their"
                    + " reports had them, and what was changed when, are lost with it", file, e.getMessage());
            return false;
        }
    }

    static boolean isDamage(SQLiteException e) {
        return e.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                || (e.getResultCode().code & 0xFF) == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    /** Deletes the file with what belongs to it. */
    void delete() throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    private static void make(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("PRAGMA user_version = " + FactsCodec.layout());
        }
        connection.commit();
    }

    /** A connection. What a power cut takes is the last transactions, each whole: the engine computes them again. */
    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-4_096);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }
}
