package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A SQLite file, beside whoever has it open. */
final class SqliteFile {

    private static final int MOST_PROBLEMS = 10;

    private final Path file;

    SqliteFile(Path file) {
        this.file = file;
    }

    /** Copies what is committed at one moment to a new file, on disk when this returns; nobody waits for it. */
    void copyTo(Path target) throws IOException {
        try (Connection connection = open(); Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + target.toString().replace("'", "''") + "'");
        } catch (SQLException e) {
            throw new IOException(file + " cannot be copied: " + e.getMessage(), e);
        }
        CheckedFiles.sync(target);
    }

    /** What is wrong in it, as SQLite says it; empty if nothing is. */
    List<String> problems() {
        List<String> found = new ArrayList<>();
        try (Connection connection = open(); Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("PRAGMA integrity_check(" + MOST_PROBLEMS + ")")) {
                while (rows.next()) {
                    if (!rows.getString(1).equals("ok")) {
                        found.add(rows.getString(1));
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery("PRAGMA foreign_key_check")) {
                while (rows.next() && found.size() < MOST_PROBLEMS) {
                    found.add("a row of " + rows.getString(1) + " refers to none of " + rows.getString(3));
                }
            }
        } catch (SQLException e) {
            found.add(String.valueOf(e.getMessage()));
        }
        return found;
    }

    /** The number a query gives; empty if it gives none or cannot be asked here. */
    OptionalLong number(String query) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (rows.next()) {
                long number = rows.getLong(1);
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
            }
            return OptionalLong.empty();
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    private Connection open() throws SQLException {
        if (Files.notExists(file)) {
            throw new SQLException(file + " is not there");
        }
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
