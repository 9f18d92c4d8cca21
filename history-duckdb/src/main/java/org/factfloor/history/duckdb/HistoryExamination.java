package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * What the database of a history holds, and how its list of files and the files agree.
 *
 * @param hotSamples in the hot table
 * @param slices settled files it names
 * @param cursor journal position up to which it has samples
 * @param from time of the first sample, µs; empty without samples
 * @param to time of the last one, µs
 * @param problems what is missing, broken or contradicts, a sentence each
 * @param notes what is unusual and harmless, a sentence each
 */
public record HistoryExamination(long hotSamples, List<SettledFile> slices, long cursor, OptionalLong from,
        OptionalLong to, List<String> problems, List<String> notes) {

    private static final String RESTORE = "; restore it from a backup and start the server again";

    /**
     * A settled file as the list names it.
     *
     * @param name in the folder {@code settled}
     */
    public record SettledFile(String name, long samples, long bytes) {}

    /** Samples in the hot table and in files. */
    public long samples() {
        return hotSamples + slices.stream().mapToLong(SettledFile::samples).sum();
    }

    /**
     * Examines the history in a folder that nobody has open, and changes nothing.
     *
     * @param deep reads every settled file whole
     * @throws IOException if the database cannot be read; the message says why
     */
    public static HistoryExamination of(Path folder, boolean deep) throws IOException {
        Path database = folder.resolve("hot.duckdb");
        try (DuckDBConnection connection = readOnly(database)) {
            HistoryExamination found = listed(connection, folder.resolve("settled"));
            found.compareFiles(use -> use.with(connection), folder.resolve("settled"), deep);
            found.noteLeftovers(folder.resolve("settled"));
            return found;
        } catch (SQLException e) {
            throw new IOException(database + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What the database in a file says, without a look at settled files.
     *
     * @throws IOException if it cannot be read
     */
    public static HistoryExamination ofDatabase(Path database) throws IOException {
        try (DuckDBConnection connection = readOnly(database)) {
            return listed(connection, database.resolveSibling("settled"));
        } catch (SQLException e) {
            throw new IOException(database + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static DuckDBConnection readOnly(Path database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("duckdb.read_only", "true");
        properties.setProperty("memory_limit", "160MB");
        properties.setProperty("threads", "2");
        properties.setProperty("autoinstall_known_extensions", "false");
        return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + database, properties);
    }

    static HistoryExamination listed(DuckDBConnection connection, Path settled) throws SQLException {
        List<Slice> slices = new Restore(connection, settled).slices();
        List<String> problems = new ArrayList<>();
        long[] hot = new long[3];
        Database.query(connection, "SELECT count(*), coalesce(min(time), 0), coalesce(max(time), 0) FROM hot", row -> {
            for (int i = 0; i < hot.length; i++) {
                hot[i] = row.getLong(i + 1);
            }
        });
        OptionalLong from = least(slices.stream().mapToLong(Slice::from).min(), hot[0], hot[1]);
        OptionalLong to = least(slices.stream().mapToLong(slice -> -slice.to()).min(), hot[0], -hot[2]);
        Slice before = null;
        for (Slice slice : slices.stream().sorted((a, b) -> Long.compare(a.from(), b.from())).toList()) {
            if (before != null && before.to() > slice.from()) {
                problems.add("The list of settled files has two for one time, " + before.file() + " and " + slice.file()
                        + ": samples in both would count twice. Keep both files and ask for help.");
            }
            before = slice;
        }
        AtomicLong cursor = new AtomicLong();
        Database.query(connection, "SELECT coalesce(max(journal_cursor), 0) FROM positions",
                row -> cursor.set(row.getLong(1)));
        return new HistoryExamination(hot[0],
                slices.stream().map(slice -> new SettledFile(String.valueOf(slice.file().getFileName()), slice.rows(),
                        slice.bytes())).toList(),
                cursor.get(), from, to.isPresent() ? OptionalLong.of(-to.getAsLong()) : to, problems,
                new ArrayList<>());
    }

    private static OptionalLong least(OptionalLong settled, long hotRows, long hot) {
        if (hotRows == 0) {
            return settled;
        }
        return OptionalLong.of(Math.min(hot, settled.orElse(hot)));
    }

    /** Lends a connection for a moment. */
    @FunctionalInterface
    interface Lender {

        void lend(Use use) throws SQLException;
    }

    /** What is done with a lent connection. */
    @FunctionalInterface
    interface Use {

        void with(DuckDBConnection connection) throws SQLException;
    }

    /** Looks at each file, with a connection that is asked for anew for each. */
    void compareFiles(Lender lender, Path folder, boolean deep) throws SQLException {
        for (SettledFile file : slices) {
            lender.lend(connection -> Database.withoutCache(connection,
                    () -> check(connection, folder.resolve(file.name()), file, deep)));
        }
    }

    private void noteLeftovers(Path folder) throws IOException {
        Set<String> known = slices.stream().map(SettledFile::name).collect(Collectors.toSet());
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            files.map(file -> String.valueOf(file.getFileName())).filter(name -> !known.contains(name)).sorted()
                    .forEach(name -> notes.add("The file " + folder.resolve(name)
                            + " is not in the list of settled files, as a crash leaves it while settling; the next start"
                            + " removes it."));
        }
    }

    private void check(DuckDBConnection connection, Path path, SettledFile file, boolean deep) {
        String what = "The settled file " + path + " with " + file.samples() + " samples ";
        try {
            long size = Files.size(path);
            if (size != file.bytes()) {
                problems.add(what + "has " + size + " bytes instead of " + file.bytes() + RESTORE);
                return;
            }
            long[] rows = new long[1];
            Database.query(connection, deep
                    ? "SELECT count(*), bit_xor(hash(COLUMNS(*))) FROM " + Layout.paths(List.of(path))
                    : "SELECT num_rows FROM parquet_file_metadata(" + Layout.quoted(path.toString()) + ")",
                    row -> rows[0] = row.getLong(1));
            if (rows[0] != file.samples()) {
                problems.add(what + "holds " + rows[0] + RESTORE);
            }
        } catch (IOException e) {
            problems.add(what + "is missing or cannot be read" + RESTORE);
        } catch (SQLException e) {
            problems.add(what + "is broken (" + firstLine(e) + ")" + RESTORE);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
