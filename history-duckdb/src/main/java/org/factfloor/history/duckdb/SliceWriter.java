package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.Micros;

/** Writes slices: the hot rows of a stretch of time and what of it was settled before, as one Parquet file. */
final class SliceWriter {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss")
            .withZone(ZoneOffset.UTC);
    private static final int MOST_DECIMALS = 6;

    private final DuckDBConnection connection;
    private final Path folder;
    private final int rowGroupRows;
    private long lastId;

    /**
     * A writer into a folder.
     *
     * @param lastId greatest id of a slice so far
     */
    SliceWriter(DuckDBConnection connection, Path folder, int rowGroupRows, long lastId) {
        this.connection = connection;
        this.folder = folder;
        this.rowGroupRows = rowGroupRows;
        this.lastId = lastId;
    }

    /**
     * Writes the slice [from, to). It is on disk for good when this returns, and in nobody's list.
     *
     * @param replaced the slices within, whose rows it takes over where no hot row stands before them
     */
    Slice write(long from, long to, List<Slice> replaced) throws SQLException, IOException {
        long id = ++lastId;
        Path file = folder.resolve(NAME.format(Micros.toInstant(from)) + "_" + id + ".parquet");
        Path partial = folder.resolve(file.getFileName() + ".partial");
        String rows = rows(from, to, replaced);
        Database.run(connection, "CREATE OR REPLACE TEMPORARY TABLE scales AS " + scales(rows));
        Database.run(connection, """
                COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE %d,
                DICTIONARY_SIZE_LIMIT 1000)""".formatted(settled(rows), Layout.quoted(partial.toString()),
                rowGroupRows));
        sync(partial);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
        AtomicLong count = new AtomicLong();
        Slice slice = new Slice(id, file, from, to, 0, Files.size(file));
        Database.query(connection, "SELECT count(*) FROM " + Layout.files(List.of(slice)),
                row -> count.set(row.getLong(1)));
        return new Slice(id, file, from, to, count.get(), slice.bytes());
    }

    /** Hot and settled rows of the stretch in the columns of the hot table. */
    private static String rows(long from, long to, List<Slice> replaced) {
        String hot = "SELECT signal, time, type, digits, number, text, status, revision FROM hot WHERE time >= " + from
                + " AND time < " + to;
        if (replaced.isEmpty()) {
            return hot;
        }
        return hot + """
                 UNION ALL
                SELECT signal, time, type, CASE WHEN decimals IS NULL THEN digits END,
                  CASE WHEN decimals IS NULL THEN number ELSE digits / %s END, text, status, revision
                FROM (SELECT %s FROM %s) AS settled
                ANTI JOIN (SELECT signal, time FROM hot WHERE time >= %d AND time < %d) AS hot USING (signal, time)"""
                .formatted(power("decimals"), Layout.SETTLED, Layout.files(replaced), from, to);
    }

    /** The power of ten as a double, which Java and the engine have in the very same bits. */
    private static String power(String exponent) {
        StringBuilder cases = new StringBuilder("CAST(CASE ").append(exponent);
        for (int i = 0; i <= MOST_DECIMALS; i++) {
            cases.append(" WHEN ").append(i).append(" THEN 1").append("0".repeat(i));
        }
        return cases.append(" END AS DOUBLE)").toString();
    }

    /** For each signal of decimals the places that nine in ten of its numbers do with; numbers beyond stay doubles. */
    private static String scales(String rows) {
        StringBuilder places = new StringBuilder("CASE");
        for (int i = 0; i <= MOST_DECIMALS; i++) {
            places.append(" WHEN ").append(isDecimal("number", "1" + "0".repeat(i) + "::DOUBLE")).append(" THEN ")
                    .append(
                            i);
        }
        places.append(" END");
        return """
                SELECT signal, max(places) AS scale FROM
                  (SELECT signal, number, %s AS places FROM (%s) WHERE number IS NOT NULL)
                GROUP BY signal HAVING count(places) >= 0.9 * count(*)""".formatted(places, rows);
    }

    /**
     * Whether a number is the quotient of a whole and a power of ten, to the bit. Wholes up to 2^53 are doubles; minus
     * zero is not a decimal.
     */
    private static String isDecimal(String number, String power) {
        return "(abs(" + number + ") < 9e9 AND round(" + number + " * " + power + ") / " + power + " = " + number
                + " AND NOT (" + number + " = 0 AND signbit(" + number + ")))";
    }

    private String settled(String rows) {
        return """
                SELECT signal, time // 1000000 AS second, CAST(time %% 1000000 AS INTEGER) AS micro, type,
                  CASE WHEN exact THEN CAST(round(number * power) AS BIGINT) ELSE digits END AS digits,
                  CAST(CASE WHEN exact THEN scale END AS TINYINT) AS decimals,
                  CASE WHEN NOT exact THEN number END AS number, text, status, revision
                FROM (SELECT *, number IS NOT NULL AND scale IS NOT NULL AND %s AS exact
                  FROM (SELECT *, %s AS power FROM (%s) LEFT JOIN scales USING (signal)))
                ORDER BY signal, time""".formatted(isDecimal("number", "power"), power("scale"), rows);
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes the rename last. Where a folder cannot be opened, as on Windows, the file system does so by itself. */
    private void syncFolder() throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
