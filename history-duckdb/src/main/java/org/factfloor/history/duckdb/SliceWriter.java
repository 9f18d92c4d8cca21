package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.Micros;

/** Writes slices: the hot rows of a stretch of time and what of it was settled before, as one Parquet file. */
final class SliceWriter {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss")
            .withZone(ZoneOffset.UTC);

    private final DuckDBConnection connection;
    private final Path folder;
    private final int rowGroupRows;
    private final long sortRows;
    private long lastId;

    /**
     * A writer into a folder.
     *
     * @param lastId greatest id of a slice so far
     */
    SliceWriter(DuckDBConnection connection, Path folder, DuckDbSettings settings, long lastId) {
        this.connection = connection;
        this.folder = folder;
        rowGroupRows = settings.rowGroupRows();
        sortRows = settings.sortRows();
        this.lastId = lastId;
    }

    /**
     * Writes the slice of a job. It is on disk for good when this returns, and in nobody's list.
     *
     * <p>Rows are sorted some signals at a time, each portion to a file of its own, which are then strung together:
     * sorting all at once would not fit the engine's memory.
     */
    Slice write(SettlePlan.Job job) throws SQLException, IOException {
        long id = ++lastId;
        Path file = folder.resolve(NAME.format(Micros.toInstant(job.from())) + "_" + id + ".parquet");
        Path partial = folder.resolve(file.getFileName() + ".partial");
        List<Path> parts = new ArrayList<>();
        try {
            Database.run(connection, "CREATE OR REPLACE TEMPORARY TABLE scales AS " + scales(rows(job, "true")));
            List<Portion> portions = portions();
            for (Portion portion : portions) {
                boolean isAll = portions.size() == 1;
                Path part = isAll ? partial : folder.resolve(file.getFileName() + ".part" + parts.size());
                parts.add(part);
                copy(sorted(rows(job, portion.condition())), part, isAll ? "zstd" : "snappy");
            }
            if (portions.size() > 1) {
                copy("FROM " + Layout.paths(parts), partial, "zstd");
            }
            long rows = portions.stream().mapToLong(Portion::rows).sum();
            verify(partial, rows);
            Disk.sync(partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            Disk.sync(folder);
            return new Slice(id, file, job.from(), job.to(), rows, Files.size(file));
        } finally {
            parts.add(partial);
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Neighbouring signals whose rows are sorted together. */
    private record Portion(int first, int last, long rows) {

        String condition() {
            return "signal BETWEEN " + first + " AND " + last;
        }
    }

    private List<Portion> portions() throws SQLException {
        List<Portion> portions = new ArrayList<>();
        Database.query(connection, "SELECT signal, row_count FROM scales ORDER BY signal", row -> {
            Portion open = portions.isEmpty() ? null : portions.getLast();
            if (open != null && open.rows() + row.getLong(2) <= sortRows) {
                portions.removeLast();
                portions.add(new Portion(open.first(), row.getInt(1), open.rows() + row.getLong(2)));
            } else {
                portions.add(new Portion(row.getInt(1), row.getInt(1), row.getLong(2)));
            }
        });
        return portions;
    }

    /** Whether all rows are there and row groups in the order of signals; the engine's word is not enough for history. */
    private void verify(Path file, long rows) throws SQLException {
        Database.query(connection, """
                SELECT sum(row_group_num_rows), bool_and(first >= coalesce(last_before, first)) FROM
                  (SELECT row_group_num_rows, CAST(stats_min AS INTEGER) AS first,
                    lag(CAST(stats_max AS INTEGER)) OVER (ORDER BY row_group_id) AS last_before
                  FROM parquet_metadata(%s) WHERE path_in_schema = 'signal')""".formatted(
                Layout.quoted(file.toString())), row -> {
                    if (row.getLong(1) != rows || !row.getBoolean(2)) {
                        throw new SQLException(file + " was written with " + row.getLong(1) + " rows of " + rows
                                + " or out of order; it is not used, the samples stay in the hot table");
                    }
                });
    }

    private void copy(String query, Path file, String compression) throws SQLException {
        Database.run(connection, """
                COPY (%s) TO %s (FORMAT parquet, COMPRESSION %s, PARQUET_VERSION v2, ROW_GROUP_SIZE %d,
                DICTIONARY_SIZE_LIMIT 1000)""".formatted(query, Layout.quoted(file.toString()), compression,
                rowGroupRows));
    }

    /** Hot and settled rows of a job and of some signals, in the columns of the hot table. */
    private static String rows(SettlePlan.Job job, String signals) {
        String hot = "SELECT signal, time, type, digits, number, text, status, revision FROM hot WHERE time >= "
                + job.from() + " AND time < " + job.to() + " AND " + signals;
        if (job.replaced().isEmpty()) {
            return hot;
        }
        String late = job.replaced()
                .stream()
                .map(slice -> "time >= " + slice.from() + " AND time < " + slice.to())
                .collect(Collectors.joining(" OR "));
        return hot + """
                 UNION ALL
                SELECT signal, time, type, CASE WHEN decimals IS NULL THEN digits END AS digits,
                  CASE WHEN decimals IS NULL THEN number ELSE digits / %s END AS number, text, status, revision
                FROM (SELECT %s FROM %s WHERE %s) AS settled
                ANTI JOIN (SELECT signal, time FROM hot WHERE (%s) AND %s) AS late USING (signal, time)""".formatted(
                Layout.power("decimals"), Layout.SETTLED, Layout.files(job.replaced()), signals, late, signals);
    }

    /** For each signal of decimals the places that nine in ten of its numbers do with; numbers beyond stay doubles. */
    private static String scales(String rows) {
        StringBuilder places = new StringBuilder("CASE");
        for (int i = 0; i <= Layout.MOST_DECIMALS; i++) {
            places.append(" WHEN ").append(isDecimal("number", "1" + "0".repeat(i) + "::DOUBLE")).append(" THEN ")
                    .append(
                            i);
        }
        places.append(" END");
        return """
                SELECT signal, count(*) AS row_count,
                  CASE WHEN count(places) >= 0.9 * count(number) THEN max(places) END AS scale
                FROM (SELECT signal, number, %s AS places FROM (%s)) GROUP BY signal""".formatted(places, rows);
    }

    /**
     * Whether a number is the quotient of a whole and a power of ten, to the bit. Wholes up to 2^53 are doubles; minus
     * zero is not a decimal.
     */
    private static String isDecimal(String number, String power) {
        return "(abs(" + number + ") < 9e9 AND round(" + number + " * " + power + ") / " + power + " = " + number
                + " AND NOT (" + number + " = 0 AND signbit(" + number + ")))";
    }

    /** The rows as they lie in a settled file. */
    private static String sorted(String rows) {
        return """
                SELECT signal, time // 1000000 AS second, CAST(time %% 1000000 AS INTEGER) AS micro, type,
                  CASE WHEN exact THEN CAST(round(number * power) AS BIGINT) ELSE digits END AS digits,
                  CAST(CASE WHEN exact THEN scale END AS TINYINT) AS decimals,
                  CASE WHEN NOT exact THEN number END AS number, text, status, revision
                FROM (SELECT *, number IS NOT NULL AND scale IS NOT NULL AND %s AS exact
                  FROM (SELECT *, %s AS power FROM (%s) JOIN scales USING (signal)))
                ORDER BY signal, time""".formatted(isDecimal("number", "power"), Layout.power("scale"), rows);
    }
}
