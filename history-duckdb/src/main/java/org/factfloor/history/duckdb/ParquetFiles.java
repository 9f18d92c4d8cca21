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
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.Micros;

/** Writes Parquet files sorted by signal into a folder, each under its name only when it is whole and on disk for good. */
final class ParquetFiles {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss")
            .withZone(ZoneOffset.UTC);

    private final DuckDBConnection connection;
    private final Path folder;
    private final int rowGroupRows;

    ParquetFiles(DuckDBConnection connection, Path folder, int rowGroupRows) {
        this.connection = connection;
        this.folder = folder;
        this.rowGroupRows = rowGroupRows;
    }

    /** Begins a file whose name tells its first time and its number. */
    Open open(long from, long id) {
        return new Open(folder.resolve(NAME.format(Micros.toInstant(from)) + "_" + id + ".parquet"));
    }

    /** A file that is being written: at once, or in parts that are strung together. Closing it removes what is not finished. */
    final class Open implements AutoCloseable {

        private final Path file;
        private final Path partial;
        private final List<Path> parts = new ArrayList<>();

        private Open(Path file) {
            this.file = file;
            partial = folder.resolve(file.getFileName() + ".partial");
        }

        /** Writes all rows of the file. */
        void write(String query) throws SQLException {
            copy(query, partial, "zstd");
        }

        /** Writes the next rows of the file. */
        void writePart(String query) throws SQLException {
            Path part = folder.resolve(file.getFileName() + ".part" + parts.size());
            parts.add(part);
            copy(query, part, "snappy");
        }

        /**
         * Gives the file its name.
         *
         * @param rows that were written
         */
        Path finish(long rows) throws SQLException, IOException {
            if (!parts.isEmpty()) {
                write("FROM " + Layout.paths(parts));
            }
            verify(rows);
            Disk.sync(partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            Disk.sync(folder);
            return file;
        }

        private void copy(String query, Path to, String compression) throws SQLException {
            Database.run(connection, """
                    COPY (%s) TO %s (FORMAT parquet, COMPRESSION %s, PARQUET_VERSION v2, ROW_GROUP_SIZE %d,
                    DICTIONARY_SIZE_LIMIT 1000)""".formatted(query, Layout.quoted(to.toString()), compression,
                    rowGroupRows));
        }

        /** Whether all rows are there and row groups in the order of signals; the engine's word is not enough for history. */
        private void verify(long rows) throws SQLException {
            Database.query(connection,
                    """
                            SELECT coalesce(sum(row_group_num_rows), 0), coalesce(bool_and(first >= coalesce(last_before, first)),
                              true) FROM
                              (SELECT row_group_num_rows, CAST(stats_min AS INTEGER) AS first,
                                lag(CAST(stats_max AS INTEGER)) OVER (ORDER BY row_group_id) AS last_before
                              FROM parquet_metadata(%s) WHERE path_in_schema = 'signal')"""
                            .formatted(
                                    Layout.quoted(partial.toString())),
                    row -> {
                        if (row.getLong(1) != rows || !row.getBoolean(2)) {
                            throw new SQLException(file + " was written with " + row.getLong(1) + " rows of " + rows
                                    + " or out of order; it is not used, and what it is made of stays");
                        }
                    });
        }

        @Override
        public void close() throws IOException {
            parts.add(partial);
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }
}
