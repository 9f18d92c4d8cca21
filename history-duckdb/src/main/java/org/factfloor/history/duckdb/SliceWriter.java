package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Writes slices: the hot rows of a stretch of time and what of it was settled before, as one Parquet file. */
final class SliceWriter {

    private final DuckDBConnection connection;
    private final ParquetFiles files;
    private final long sortRows;
    private long lastId;

    /**
     * A writer into a folder.
     *
     * @param lastId greatest id of a slice so far
     */
    SliceWriter(DuckDBConnection connection, Path folder, DuckDbSettings settings, long lastId) {
        this.connection = connection;
        files = new ParquetFiles(connection, folder, settings.rowGroupRows());
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
        Database.run(connection, "CREATE OR REPLACE TEMPORARY TABLE scales AS " + scales(rows(job, "true")));
        List<Portion> portions = Portion.of(connection, "SELECT signal, row_count FROM scales", sortRows);
        long id = ++lastId;
        try (ParquetFiles.Open open = files.open(job.from(), id)) {
            if (portions.size() == 1) {
                open.write(sorted(rows(job, "true")));
            } else {
                for (Portion portion : portions) {
                    open.writePart(sorted(rows(job, portion.condition())));
                }
            }
            long rows = portions.stream().mapToLong(Portion::rows).sum();
            Path file = open.finish(rows);
            return new Slice(id, file, job.from(), job.to(), rows, Files.size(file));
        }
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
        return hot + " UNION ALL " + Layout.asHot(job.replaced(), signals)
                + " ANTI JOIN (SELECT signal, time FROM hot WHERE (" + late + ") AND " + signals
                + ") AS late USING (signal, time)";
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
