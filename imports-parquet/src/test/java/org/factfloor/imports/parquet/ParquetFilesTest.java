package org.factfloor.imports.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.factfloor.imports.ColumnFiles;
import org.factfloor.imports.sheet.Rows;
import org.factfloor.imports.sheet.SheetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that other tools write, and history's own. */
class ParquetFilesTest {

    @TempDir
    private Path folder;

    private Path parquet(String query) throws SQLException {
        Path file = folder.resolve("it's a day.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (" + query + ") TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
        }
        return file;
    }

    private static List<List<String>> rows(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (Rows each = new ParquetFiles().open(file)) {
            while (each.next()) {
                rows.add(List.copyOf(each.cells()));
            }
        }
        return rows;
    }

    @Test
    void valuesReadBackToTheSameBits() throws Exception {
        Path file = parquet(
                """
                        SELECT TIMESTAMPTZ '2026-11-29 10:00:00.123456+00' AS instant, TIMESTAMP '2026-11-29 11:00:00.5' AS "local time",
                          0.1 + 0.2e0 AS "press/temp", 9007199254740993 AS parts, true AS bit, 'a, "b"' AS text, NULL::DOUBLE AS none,
                          CAST('NaN' AS DOUBLE) AS nan, CAST(1.5 AS FLOAT) AS small""");
        List<List<String>> rows = rows(file);
        assertThat(rows.getFirst()).containsExactly("instant", "local time", "press/temp", "parts", "bit", "text",
                "none",
                "nan", "small");
        assertThat(rows.get(1)).containsExactly("2026-11-29T10:00:00.123456Z", "2026-11-29 11:00:00.500000",
                "0.30000000000000004", "9007199254740993", "true", "a, \"b\"", "", "nan", "1.5");
    }

    @Test
    void historysOwnFilesAreReadByWhatTheyMean() throws Exception {
        Path file = parquet("""
                SELECT * FROM (VALUES
                  (17, 1764410400, 250000, 1::TINYINT, 2150, 2::TINYINT, NULL::DOUBLE, NULL::VARCHAR, 0, 0),
                  (17, 1764410401, 0, 1::TINYINT, NULL, NULL, 1e300, NULL, 0, 0),
                  (18, 1764410401, 0, 2::TINYINT, 9007199254740993, NULL, NULL, NULL, 0, 1),
                  (19, 1764410402, 0, 3::TINYINT, NULL, NULL, NULL, 'P-1', 0, 0),
                  (19, 1764410403, 0, 0::TINYINT, NULL, NULL, NULL, NULL, -2144272384, 0))
                t(signal, second, micro, type, digits, decimals, number, text, status, revision)""");
        List<List<String>> rows = rows(file);
        assertThat(rows.getFirst()).isEqualTo(ColumnFiles.OWN);
        assertThat(rows.subList(1, 6)).containsExactly(List.of("1764410400250000", "17", "21.5", "0", "0"),
                List.of("1764410401000000", "17", "1e+300", "0", "0"),
                List.of("1764410401000000", "18", "9007199254740993", "0", "1"),
                List.of("1764410402000000", "19", "P-1", "0", "0"),
                List.of("1764410403000000", "19", "", "-2144272384", "0"));
    }

    @Test
    void manyRowsAreNotHeld() throws Exception {
        Path file = parquet("SELECT i AS time, i * 0.5 AS a FROM range(2000000) t(i)");
        long count = 0;
        try (Rows rows = new ParquetFiles().open(file)) {
            while (rows.next()) {
                count++;
            }
            assertThat(rows.read()).isEqualTo(1);
        }
        assertThat(count).isEqualTo(2_000_001);
    }

    @Test
    void aTornFileIsToldInASentence() throws Exception {
        Path file = parquet("SELECT i AS time FROM range(100000) t(i)");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> rows(file)).isInstanceOf(SheetException.class)
                .hasMessageContaining("copy or write it again");
    }
}
