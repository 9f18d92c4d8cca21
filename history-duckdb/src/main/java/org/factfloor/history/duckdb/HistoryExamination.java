package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
 * @param slices settled files it names and that count
 * @param others files it names beside
 * @param cursor journal position up to which it has samples
 * @param from time of the first sample, µs; empty without samples
 * @param to time of the last one, µs
 * @param broken files that must be put back, by their folder and name, such as {@code settled/…_4.parquet}
 * @param problems what is missing, broken or contradicts, a sentence each
 * @param notes what is unusual and harmless, a sentence each
 */
public record HistoryExamination(long hotSamples, List<SettledFile> slices, Others others, long cursor,
        OptionalLong from, OptionalLong to, List<String> broken, List<String> problems, List<String> notes) {

    private static final String RESTORE = "; restore it from a backup and start the server again";

    /**
     * A settled file as the list names it.
     *
     * @param name in the folder {@code settled}
     */
    public record SettledFile(String name, long samples, long bytes) {}

    /**
     * Files that are no settled ones that count.
     *
     * @param filledIn names in the folder {@code settled} of broken files whose time was filled in
     * @param tallies files of minutes and hours
     */
    public record Others(List<String> filledIn, List<TallyFile> tallies) {}

    /**
     * A file of tallies.
     *
     * @param name its folder and its own
     * @param isAlone whether samples have been removed in its time, so that only the file can tell of it
     */
    public record TallyFile(String name, long rows, long bytes, boolean isAlone) {}

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
            HistoryExamination found = listed(connection, folder);
            found.compareFiles(use -> use.with(connection), folder, deep);
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
            return listed(connection, database.resolveSibling(""));
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

    static HistoryExamination listed(DuckDBConnection connection, Path folder) throws SQLException {
        Restore restore = new Restore(connection, folder);
        Tiers tiers = restore.tiers();
        Slices listed = new Slices(restore.slices(), tiers);
        List<Slice> slices = List.copyOf(listed.now().byStart().values());
        List<Slice> filledIn = listed.unreadable().stream().sorted(Comparator.comparingLong(Slice::id)).toList();
        List<String> notes = new ArrayList<>();
        for (Slice slice : filledIn) {
            notes.add("The settled file " + slice.file() + " with " + slice.rows() + " samples was broken, and its time"
                    + " was filled in again. Put the file back from a backup if there is one, and it counts again by"
                    + " itself.");
        }
        long[] hot = new long[3];
        Database.query(connection, "SELECT count(*), coalesce(min(time), 0), coalesce(max(time), 0) FROM hot", row -> {
            for (int i = 0; i < hot.length; i++) {
                hot[i] = row.getLong(i + 1);
            }
        });
        OptionalLong from = least(slices.stream().mapToLong(Slice::from).min(), hot[0], hot[1]);
        OptionalLong to = least(slices.stream().mapToLong(slice -> -slice.to()).min(), hot[0], -hot[2]);
        AtomicLong cursor = new AtomicLong();
        Database.query(connection, "SELECT coalesce(max(journal_cursor), 0) FROM positions",
                row -> cursor.set(row.getLong(1)));
        return new HistoryExamination(hot[0],
                slices.stream().map(slice -> new SettledFile(String.valueOf(slice.file().getFileName()), slice.rows(),
                        slice.bytes())).toList(),
                new Others(filledIn.stream().map(slice -> String.valueOf(slice.file().getFileName())).toList(),
                        tallies(tiers)),
                cursor.get(), from, to.isPresent() ? OptionalLong.of(-to.getAsLong()) : to, new ArrayList<>(),
                new ArrayList<>(),
                notes);
    }

    private static List<TallyFile> tallies(Tiers tiers) {
        return tiers.files()
                .stream()
                .map(file -> new TallyFile(file.tier().folder() + "/" + file.file().getFileName(), file.rows(),
                        file.bytes(), !tiers.before(file, tiers.removedBefore()).isEmpty()))
                .sorted(Comparator.comparing(TallyFile::name))
                .toList();
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
            Path path = folder.resolve("settled").resolve(file.name());
            lender.lend(connection -> Database.withoutCache(connection,
                    () -> fault(connection, path, file.samples(), file.bytes(), deep).ifPresent(
                            fault -> tell("The settled file " + path + " with " + file.samples() + " samples " + fault,
                                    "settled/" + file.name()))));
        }
        for (TallyFile file : others.tallies()) {
            Path path = folder.resolve(file.name());
            lender.lend(connection -> Database.withoutCache(connection,
                    () -> fault(connection, path, file.rows(), file.bytes(), deep).ifPresent(
                            fault -> tellOfTallies("The file of tallies " + path + " " + fault, file))));
        }
    }

    private void tell(String what, String file) {
        problems.add(what + RESTORE);
        broken.add(file);
    }

    private void tellOfTallies(String what, TallyFile file) {
        if (file.isAlone()) {
            tell(what + "; samples of its time have been removed, and nothing else tells of them", file.name());
        } else {
            notes.add(what + "; the server tallies the samples again.");
        }
    }

    private void noteLeftovers(Path folder) throws IOException {
        Set<String> known = slices.stream().map(SettledFile::name).collect(Collectors.toSet());
        known.addAll(others.filledIn());
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            files.map(file -> String.valueOf(file.getFileName())).filter(name -> !known.contains(name)).sorted()
                    .forEach(name -> notes.add("The file " + folder.resolve(name)
                            + " is not in the list of settled files, as a crash leaves it while settling; the next start"
                            + " removes it."));
        }
    }

    /** What is wrong with a file; empty if nothing is. */
    private static Optional<String> fault(DuckDBConnection connection, Path path, long rows, long bytes,
            boolean deep) {
        try {
            long size = Files.size(path);
            if (size != bytes) {
                return Optional.of("has " + size + " bytes instead of " + bytes
                        + ": it was cut, or is another file of the same name");
            }
            long[] found = new long[1];
            Database.query(connection, deep
                    ? "SELECT count(*), bit_xor(hash(COLUMNS(*))) FROM " + Layout.paths(List.of(path))
                    : "SELECT num_rows FROM parquet_file_metadata(" + Layout.quoted(path.toString()) + ")",
                    row -> found[0] = row.getLong(1));
            return found[0] == rows ? Optional.empty() : Optional.of("holds " + found[0] + " of " + rows + " rows");
        } catch (IOException e) {
            return Optional.of("is missing or cannot be read");
        } catch (SQLException e) {
            return Optional.of("is broken (" + firstLine(e) + ")");
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
