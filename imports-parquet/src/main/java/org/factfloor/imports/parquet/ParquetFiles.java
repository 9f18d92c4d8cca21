package org.factfloor.imports.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.factfloor.imports.ColumnFiles;
import org.factfloor.imports.sheet.Rows;
import org.factfloor.imports.sheet.SheetException;

/** Parquet files, each read by an engine of its own that has little memory and no disk. */
public final class ParquetFiles implements ColumnFiles {

    /** What a settled file of history's own has at least; see docs/reference/history-format.md. */
    private static final Set<String> SETTLED = Set.of("signal", "second", "micro", "type", "digits", "decimals",
            "number", "text", "status", "revision");
    private static final String OWN_ROWS = """
            SELECT CAST(CAST(second AS BIGINT) * 1000000 + micro AS VARCHAR), CAST(signal AS VARCHAR),
              CASE type WHEN 1 THEN CAST(coalesce(number, digits / CAST(CASE decimals WHEN 0 THEN 1 WHEN 1 THEN 10
                  WHEN 2 THEN 100 WHEN 3 THEN 1000 WHEN 4 THEN 10000 WHEN 5 THEN 100000 WHEN 6 THEN 1000000 END
                  AS DOUBLE)) AS VARCHAR)
                WHEN 2 THEN CAST(digits AS VARCHAR) WHEN 3 THEN text END,
              CAST(status AS VARCHAR), CAST(revision AS VARCHAR)
            FROM""";
    private static final int MOST_COLUMNS = 10_000;

    private record Column(String name, String type) {}

    @Override
    public Rows open(Path file) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "128MB");
        settings.setProperty("threads", "1");
        settings.setProperty("autoinstall_known_extensions", "false");
        // Without it a whole result would be held.
        settings.setProperty("jdbc_stream_results", "true");
        Connection connection = null;
        boolean opened = false;
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:", settings);
            String table = "read_parquet('" + file.toString().replace("'", "''") + "')";
            List<Column> columns = columns(connection, table);
            Set<String> names = new HashSet<>(columns.stream().map(Column::name).toList());
            boolean own = names.containsAll(SETTLED);
            Rows rows = new ParquetRows(connection, own ? OWN : columns.stream().map(Column::name).toList(),
                    own ? OWN_ROWS + " " + table : select(columns) + table, count(connection, table));
            opened = true;
            return rows;
        } catch (SQLException e) {
            SheetException told = new SheetException(
                    "The Parquet file cannot be read (" + firstLine(e) + "); copy or write it again.",
                    "无法读取该 Parquet 文件；请重新复制或生成。");
            told.initCause(e);
            throw told;
        } finally {
            if (!opened && connection != null) {
                close(connection);
            }
        }
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
            while (result.next()) {
                columns.add(new Column(result.getString("column_name"), result.getString("column_type")));
            }
        }
        if (columns.size() > MOST_COLUMNS) {
            throw new SheetException("The file has more than 10,000 columns; this is no table of samples.",
                    "文件超过 10,000 列；这不是采样数据表。");
        }
        return columns;
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    private static String select(List<Column> columns) {
        return "SELECT " + String.join(", ", columns.stream().map(ParquetFiles::text).toList()) + " FROM ";
    }

    /** A column as texts that read back as they are: the shortest digits of a double, times of UTC as such. */
    private static String text(Column column) {
        String name = "\"" + column.name().replace("\"", "\"\"") + "\"";
        return switch (column.type()) {
            case "TIMESTAMP WITH TIME ZONE" -> "strftime(make_timestamp(epoch_us(" + name
                    + ")), '%Y-%m-%dT%H:%M:%S.%fZ')";
            case "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S" -> "strftime(CAST(" + name
                    + " AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%f')";
            // Measured to seven digits, not to the seventeen of the double nearest to it.
            case "FLOAT" -> "CAST(CAST(" + name + " AS DOUBLE) AS VARCHAR)";
            default -> "CAST(" + name + " AS VARCHAR)";
        };
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    static void close(Connection connection) throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
