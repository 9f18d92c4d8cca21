package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others, without this product, find in a settled file. */
class SettledFileTest {

    private static final long HOUR = 490_000L * Micros.PER_HOUR;

    @TempDir
    private Path folder = Path.of("");

    private List<String> settle(SampleBatch rows, String query) throws IOException, SQLException {
        try (DuckDbHistory history = DuckDbHistory.open(folder, EagerFolders.EAGER)) {
            history.apply(rows, 1);
            history.settle(HOUR + 2 * Micros.PER_HOUR);
            history.settle(HOUR + 3 * Micros.PER_HOUR);
            assertThat(history.stats().hotRows()).isZero();
        }
        Path file;
        try (Stream<Path> files = Files.list(folder.resolve("settled"))) {
            file = files.findFirst().orElseThrow();
        }
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query.formatted("'" + file + "'"))) {
            while (found.next()) {
                lines.add(found.getString(1));
            }
        }
        return lines;
    }

    @Test
    void isSortedBySignalAndTime() throws IOException, SQLException {
        SampleBatch rows = new SampleBatch();
        for (int i = 59; i >= 0; i--) {
            rows.addWhole(i % 3, HOUR + i * Micros.PER_SECOND + i % 7, i, StatusCode.GOOD);
        }
        List<String> keys = settle(rows, "SELECT concat_ws(' ', signal, second * 1000000 + micro) FROM %s");
        assertThat(keys).hasSize(60).isSorted();
    }

    @Test
    void carriesDecimalsAsWholesAndAllElseAsItIs() throws IOException, SQLException {
        SampleBatch rows = new SampleBatch();
        for (int i = 0; i < 20; i++) {
            rows.addNumber(1, HOUR + i, 20 + i / 100.0, StatusCode.GOOD);
            rows.addNumber(2, HOUR + i, Math.sqrt(i + 2), StatusCode.GOOD);
        }
        // Signal 1 keeps its two places although this one has none that would do.
        rows.addNumber(1, HOUR + 20, Math.PI, StatusCode.GOOD);
        List<String> lines = settle(rows, """
                SELECT concat_ws(' ', signal, coalesce(min(decimals), -1), count(digits), count(number))
                FROM %s GROUP BY signal ORDER BY signal""");
        assertThat(lines).containsExactly("1 2 20 1", "2 -1 0 20");
    }

    @Test
    void givesEachNumberBackByTheFormulaInItsDescription() throws IOException, SQLException {
        SampleBatch rows = new SampleBatch();
        for (int i = 0; i < 50; i++) {
            rows.addNumber(1, HOUR + i, (i * 7_919 - 100_000) / 1_000.0, StatusCode.GOOD);
        }
        List<String> numbers = settle(rows,
                "SELECT coalesce(number, digits / (10 ^ decimals)) FROM %s ORDER BY second, micro");
        for (int i = 0; i < 50; i++) {
            assertThat(Double.parseDouble(numbers.get(i))).isEqualTo(rows.number(i));
        }
    }
}
