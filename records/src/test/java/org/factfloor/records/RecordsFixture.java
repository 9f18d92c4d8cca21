package org.factfloor.records;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Records in a folder of their own, with a driven clock. */
abstract class RecordsFixture {

    static final char[] PASSWORD = "four calm machines".toCharArray();

    @TempDir
    Path folder;

    final DrivenClock clock = new DrivenClock();
    Records records;

    @BeforeEach
    void open() {
        records = Records.open(folder, clock, new SecureRandom());
    }

    @AfterEach
    void close() {
        records.close();
    }

    void reopen() {
        records.close();
        open();
    }

    /** Changes the file as somebody with a SQLite shell would. */
    void tamper(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("records.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
