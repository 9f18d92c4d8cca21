package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.factfloor.history.HourCounts;
import org.factfloor.history.Retention;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the ledger lies in its tables. */
class LedgerTableTest {

    private static final long HOUR = 490_000L * Micros.PER_HOUR;
    private static final long YEARS_AHEAD = HOUR + 36L * 365 * 24 * Micros.PER_HOUR;
    private static final int PAGES = 25;

    @TempDir
    private Path folder = Path.of("");

    /** One row of a clock that is decades ahead does not make the present hours passed ones. */
    @Test
    void anHourIsSummedUpOnceWhenItHasPassed() throws SQLException {
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            apply(history, 1, YEARS_AHEAD, HOUR);
            for (int page = 0; page < 2 * PAGES; page++) {
                apply(history, 2 + page, HOUR + page * Micros.PER_SECOND, HOUR + Micros.PER_HOUR);
            }
        }
        assertThat(number("SELECT count(*) FROM ledger")).as("it may go on").isZero();
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            for (int page = 0; page < PAGES; page++) {
                apply(history, 100 + page, HOUR + 3 * Micros.PER_HOUR + page, HOUR + 3 * Micros.PER_HOUR);
            }
        }
        assertThat(number("SELECT count(*) FROM ledger WHERE fate = 0")).isEqualTo(1);
        assertThat(number("SELECT count FROM ledger WHERE hour = 490000 AND fate = 0")).isEqualTo(2 * PAGES);
    }

    private static void apply(DuckDbHistory history, long cursor, long time, long now) {
        SampleBatch row = new SampleBatch();
        row.addNumber(1, time, 1, StatusCode.GOOD);
        HourCounts counts = new HourCounts();
        counts.add(1, time, SampleFate.APPLIED);
        history.apply(row, cursor, Optional.of(counts));
        history.settle(now);
    }

    /** A folder of a version that kept no ledger begins one with what it holds: hot, settled, or in tallies alone. */
    @Test
    void aFolderWithoutALedgerBeginsWithWhatItHolds() throws SQLException {
        long day = 24 * Micros.PER_HOUR;
        HourCounts held;
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            SampleBatch rows = new SampleBatch();
            for (int i = 0; i < 600; i++) {
                rows.addNumber(1 + i % 3, HOUR + i * 10 * Micros.PER_MINUTE, i, StatusCode.GOOD);
            }
            history.apply(rows, 7);
            history.retain(new Retention(1, null, null));
            for (int calls = 0; calls < 60; calls++) {
                history.settle(HOUR + 3 * day + calls * Micros.PER_MINUTE);
            }
            assertThat(history.removedBefore()).isPresent();
            assertThat(history.stats().hotRows()).isPositive();
            assertThat(history.stats().settledRows()).isPositive();
            held = history.held(List.of(1, 2, 3), HOUR, HOUR + 10 * day);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hot.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM ledger");
            statement.execute("DELETE FROM ledger_new");
            statement.execute("DELETE FROM ledger_positions");
        }
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            HourCounts ledger = history.ledger(List.of(1, 2, 3), HOUR, HOUR + 10 * day);
            assertThat(ledger.total(SampleFate.APPLIED)).isEqualTo(600);
            ledger.add(held);
            assertThat(ledger.imbalance()).isEqualTo(new HourCounts());
            assertThat(history.ledgerCursor()).isEqualTo(7);
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hot.duckdb"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }
}
