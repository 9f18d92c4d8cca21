package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.Tally;

/** Tallies the samples of a slice by minute and hour, and joins files of tallies. Used by the one thread that settles. */
final class TierWriter {

    /** Tallies held in the engine's memory before they go to a file: some 30 MB. */
    private static final int PART_ROWS = 200_000;

    private final DuckDBConnection reader;
    private final DuckDBConnection writer;
    private final Path folder;
    private final DuckDbSettings settings;
    private long lastId;

    /**
     * A writer into the folders of the tiers.
     *
     * @param lastId greatest id of a tier file so far
     */
    TierWriter(Database database, Path folder, DuckDbSettings settings, long lastId) {
        reader = database.settler();
        writer = database.tallier();
        this.folder = folder;
        this.settings = settings;
        this.lastId = lastId;
    }

    /** Tallies the samples of a slice in a range: a file for each tier, on disk for good and in nobody's list. */
    List<TierFile> write(Slice slice, Range range) throws SQLException, IOException {
        // Sorted in the file: the engine keeps that order, as a rule.
        for (String order : List.of("", " ORDER BY signal, second, micro")) {
            List<Tallies> open = new ArrayList<>();
            try {
                for (Tier tier : Tier.values()) {
                    open.add(new Tallies(tier, range.from()));
                }
                if (read(slice, range, order, open)) {
                    return finish(open);
                }
            } finally {
                for (Tallies tallies : open) {
                    tallies.close();
                }
            }
        }
        throw new SQLException("samples came out of order although order was asked for");
    }

    /** Gives all files their names, or none. */
    private static List<TierFile> finish(List<Tallies> open) throws SQLException, IOException {
        List<TierFile> files = new ArrayList<>();
        try {
            for (Tallies tallies : open) {
                files.add(tallies.finish());
            }
            return files;
        } catch (SQLException | IOException | RuntimeException e) {
            for (TierFile file : files) {
                // It would take the room that the next try needs.
                Files.deleteIfExists(file.file());
            }
            throw e;
        }
    }

    /** Whether samples came in order; if not, the tallies are wrong. */
    private boolean read(Slice slice, Range range, String order, List<Tallies> open)
            throws SQLException {
        return RowReader.inOrder(reader, "SELECT signal, status, " + Layout.PICTURE + " FROM " + Layout.files(List.of(
                slice)) + " WHERE " + Layout.settledTimes(range.from(), range.to()) + order,
                (signal, time, number, unknown, status) -> {
                    for (Tallies tallies : open) {
                        tallies.accept(signal, time, number, unknown, status);
                    }
                });
    }

    /** The tallies of one tier, on their way into a file. */
    private final class Tallies implements AutoCloseable {

        private final Tier tier;
        private final long id;
        private final ParquetFiles.Open file;
        private final String table;
        private final Tally tally = new Tally();
        private int signal;
        private long start;
        private DuckDBAppender appender;
        private int pending;
        private long rows;

        Tallies(Tier tier, long from) throws SQLException {
            this.tier = tier;
            id = ++lastId;
            file = files(tier).open(from, id);
            table = "tally_" + tier.folder();
            Database.run(writer, "CREATE OR REPLACE TEMPORARY TABLE " + table + " (" + Layout.TALLY_COLUMNS + ")");
            appender = writer.createAppender("temp", "main", table);
        }

        void accept(int of, long time, double number, boolean unknown, int status) throws SQLException {
            if (tally.samples() == 0 || of != signal || time - start >= tier.width()) {
                append();
                signal = of;
                start = tier.startOf(time);
            }
            tally.accept(time, number, status, unknown);
        }

        private void append() throws SQLException {
            if (tally.samples() == 0) {
                return;
            }
            Layout.append(appender, signal, start, tally);
            tally.clear();
            rows++;
            if (++pending == PART_ROWS) {
                writePart();
            }
        }

        private void writePart() throws SQLException {
            appender.close();
            file.writePart(sorted());
            pending = 0;
            Database.run(writer, "DELETE FROM " + table);
            appender = writer.createAppender("temp", "main", table);
        }

        private String sorted() {
            return "FROM " + table + " ORDER BY signal, start, first_after";
        }

        TierFile finish() throws SQLException, IOException {
            append();
            if (rows > pending) {
                writePart();
            } else {
                appender.flush();
                file.write(sorted());
            }
            Path path = file.finish(rows);
            return new TierFile(id, tier, path, rows, Files.size(path));
        }

        @Override
        public void close() throws SQLException, IOException {
            appender.close();
            Database.run(writer, "DROP TABLE " + table);
            file.close();
        }
    }

    private ParquetFiles files(Tier tier) {
        return new ParquetFiles(writer, folder.resolve(tier.folder()), settings.rowGroupRows());
    }

    /** Joins files of one tier: those of their rows that count, sorted some signals at a time. */
    TierFile join(Tiers tiers, Collection<TierFile> old) throws SQLException, IOException {
        Tier tier = old.iterator().next().tier();
        List<Tiers.Stretch> stretches = tiers.stretches(tier)
                .stream()
                .filter(stretch -> old.contains(stretch.file()))
                .toList();
        long id = ++lastId;
        String counting = old.stream().map(file -> counting(file, stretches))
                .collect(Collectors.joining(" UNION ALL "));
        try (ParquetFiles.Open open = files(tier).open(stretches.getFirst().from(), id)) {
            long rows = 0;
            List<Portion> portions = Portion.of(writer,
                    "SELECT signal, count(*) FROM (" + counting + ") GROUP BY signal",
                    settings.sortRows() / 2L);
            for (Portion portion : portions) {
                String sorted = "SELECT * FROM (" + counting + ") WHERE " + portion.condition()
                        + " ORDER BY signal, start, first_after";
                if (portions.size() == 1) {
                    open.write(sorted);
                } else {
                    open.writePart(sorted);
                }
                rows += portion.rows();
            }
            if (portions.isEmpty()) {
                open.write("SELECT * FROM (" + counting + ")");
            }
            Path path = open.finish(rows);
            return new TierFile(id, tier, path, rows, Files.size(path));
        }
    }

    /** A query of those rows of a file that lie in stretches of its own. */
    static String counting(TierFile file, List<Tiers.Stretch> stretches) {
        return stretches.stream()
                .filter(stretch -> stretch.file().equals(file))
                .map(stretch -> "start + first_after >= " + stretch.from() + " AND start + first_after < "
                        + stretch.to())
                .collect(Collectors.joining(" OR ", "SELECT * FROM " + Layout.paths(Set.of(file.file())) + " WHERE ",
                        ""));
    }
}
