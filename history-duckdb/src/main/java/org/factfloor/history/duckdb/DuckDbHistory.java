package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.Columns;
import org.factfloor.history.History;
import org.factfloor.history.HistoryException;
import org.factfloor.history.HourCounts;
import org.factfloor.history.Retention;
import org.factfloor.plant.Label;
import org.factfloor.plant.SampleBatch;

/**
 * A history in a folder: {@code hot.duckdb}, {@code settled/}, and {@code lock}, which keeps a second process out. Safe for
 * several threads: samples are applied one batch at a time, reads and settling go on beside.
 */
public final class DuckDbHistory implements History {

    /** Times beyond are never sampled; keeps arithmetic on bounds of ranges from overflowing. */
    private static final long FAR = 1L << 60;

    private final Path folder;
    private final FolderLock lock;
    private final Database database;
    private final Slices slices;
    private final Doctor doctor;
    private final HotHours hours = new HotHours();
    private final NewestSamples newest = new NewestSamples();
    private final Reads reads;
    private final LedgerReads ledgerReads;
    private final SilenceReads silence;
    private final GapEnds gapEnds;
    private final LedgerTable ledger;

    /** Held by whoever changes the hot table. */
    private final Object writing = new Object();
    private final HistoryWriter writer;
    private final Settling settling;
    private final Removal removal;
    private boolean closed;

    private DuckDbHistory(Path folder, FolderLock lock, Database database, DuckDbSettings settings)
            throws SQLException, IOException {
        this.folder = folder;
        this.lock = lock;
        this.database = database;
        DuckDBConnection connection = database.writer();
        Restore restore = new Restore(connection, folder);
        List<Slice> known = restore.slices();
        Tiers tiers = restore.tiers();
        deleteLeftovers(folder, known, tiers);
        slices = new Slices(known, tiers);
        FileList list = new FileList(folder);
        doctor = new Doctor(database, slices, list);
        doctor.checkSizes();
        restore.hot(hours, newest);
        ledger = new LedgerTable(connection);
        Lookup lookup = new Lookup(connection, slices);
        writer = new HistoryWriter(database, restore, slices, doctor, hours, newest, ledger, lookup);
        SliceWriter sliceWriter = new SliceWriter(database.settler(), folder.resolve("settled"), settings,
                known.stream().mapToLong(Slice::id).max().orElse(0));
        TierWriter tierWriter = new TierWriter(database, folder, settings,
                tiers.files().stream().mapToLong(TierFile::id).max().orElse(0));
        list.write(slices);
        Manifest manifest = new Manifest(connection, slices, newest, list);
        TierUpkeep upkeep = new TierUpkeep(writing, database, doctor, tierWriter, manifest, slices, settings);
        reads = new Reads(database, slices, hours, newest, doctor);
        ledgerReads = new LedgerReads(database, reads, slices);
        removal = new Removal(writing, database, manifest, hours, slices, ledger, ledgerReads, writer,
                restore.retention());
        settling = new Settling(writing, database, doctor, new SettlePlan(settings), sliceWriter, tierWriter, upkeep,
                new Readmission(writing, database, doctor, manifest, hours, slices, lookup, ledger, writer), removal,
                manifest,
                hours, slices);
        silence = new SilenceReads(reads, slices, newest);
        gapEnds = new GapEnds(reads, slices);
        if (!ledger.isBegun()) {
            new LedgerBeginning(connection, ledgerReads, ledger, writer, slices, hours).begin(signals(), cursor());
        }
    }

    private static void deleteLeftovers(Path folder, List<Slice> slices, Tiers tiers) throws IOException {
        Slices.deleteLeftovers(folder.resolve("settled"), slices.stream().map(Slice::file).toList());
        for (Tier tier : Tier.values()) {
            Slices.deleteLeftovers(Files.createDirectories(folder.resolve(tier.folder())),
                    tiers.files().stream().map(TierFile::file).toList());
        }
    }

    /** Opens the history of a folder, made if it is not there, with the standard settings. */
    public static DuckDbHistory open(Path folder) {
        return open(folder, DuckDbSettings.standard());
    }

    /**
     * Opens the history of a folder, made if it is not there.
     *
     * @throws HistoryException if another process has it open, or it cannot be read
     */
    public static DuckDbHistory open(Path folder, DuckDbSettings settings) {
        Path absolute = folder.toAbsolutePath().normalize();
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Files.createDirectories(absolute.resolve("settled"));
            FolderLock lock = FolderLock.take(absolute);
            opened.add(lock);
            Database database = Database.open(absolute, settings);
            opened.add(database);
            return new DuckDbHistory(absolute, lock, database, settings);
        } catch (IOException | SQLException e) {
            closeAll(opened.reversed(), e);
            throw new HistoryException("The history in " + absolute + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void closeAll(List<AutoCloseable> opened, Throwable fault) {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                fault.addSuppressed(e);
            }
        }
    }

    @Override
    public long cursor() {
        return writer.cursor();
    }

    @Override
    public Applied apply(SampleBatch batch, long behind, Optional<HourCounts> counts) {
        synchronized (writing) {
            return calling("store samples in", () -> writer.apply(batch, behind, counts));
        }
    }

    @Override
    public long ledgerCursor() {
        return ledger.position();
    }

    @Override
    public HourCounts ledger(List<Integer> signals, long from, long to) {
        return signals.isEmpty() || near(from) >= near(to)
                ? new HourCounts()
                : calling("read the ledger of", () -> ledgerReads.ledger(signals, near(from), near(to)));
    }

    @Override
    public HourCounts held(List<Integer> signals, long from, long to) {
        return signals.isEmpty() || near(from) >= near(to)
                ? new HourCounts()
                : calling("count in", () -> ledgerReads.held(signals, near(from), near(to)));
    }

    @Override
    public HourCounts balance(List<Integer> signals, long from, long to, Consumer<Runnable> moment) {
        return signals.isEmpty() || near(from) >= near(to)
                ? History.super.balance(List.of(), 0, 0, moment)
                : calling("count in", () -> ledgerReads.balance(signals, near(from), near(to), moment));
    }

    @Override
    public List<Integer> signals() {
        SampleBatch all = newest.all();
        Set<Integer> signals = new TreeSet<>();
        IntStream.range(0, all.size()).forEach(i -> signals.add(all.signal(i)));
        signals.addAll(calling("read the ledger of", ledgerReads::signals));
        return List.copyOf(signals);
    }

    @Override
    public Optional<Span> span() {
        return calling("read the ledger of", ledgerReads::span);
    }

    @Override
    public Map<Integer, Boolean> silenceBefore(List<Integer> signals, long time) {
        return calling("read", () -> silence.before(signals, near(time)));
    }

    @Override
    public long[] knownAgain(SampleBatch silences, long to) {
        return calling("read", () -> gapEnds.of(silences, near(to)));
    }

    @Override
    public SampleBatch marks(List<Integer> signals, long from, long to, int limit) {
        return signals.isEmpty() || near(from) >= near(to)
                ? new SampleBatch(1)
                : calling("read", () -> silence.marks(signals, near(from), near(to), limit));
    }

    @Override
    public SampleBatch read(int signal, long from, long to, int limit) {
        long start = near(from);
        long end = near(to);
        return start >= end
                ? new SampleBatch(1)
                : calling("read", () -> reads.range(signal, start, end, limit));
    }

    private static long near(long time) {
        return Math.clamp(time, -FAR, FAR);
    }

    @Override
    public void scan(List<Integer> signals, long from, long to, Predicate<SampleBatch> sink) {
        if (signals.size() > Scan.MOST_SIGNALS) {
            History.super.scan(signals, from, to, sink);
        } else {
            calling("read", () -> {
                reads.scan(signals, near(from), near(to), sink);
                return true;
            });
        }
    }

    @Override
    public Optional<SampleBatch> at(int signal, long time) {
        return calling("read", () -> reads.before(signal, near(time) + 1));
    }

    @Override
    public SampleBatch latest(List<Integer> signals) {
        return newest.of(signals);
    }

    @Override
    public Columns reduce(int signal, long from, long to, int columns) {
        return calling("read", () -> reads.reduce(signal, from, to, columns));
    }

    @Override
    public List<Change> changes(long after, int limit) {
        return calling("read the changes of", () -> reads.changes(after, limit));
    }

    @Override
    public Settled settle(long now) {
        return calling("settle", () -> {
            synchronized (writing) {
                ledger.tidy(now);
            }
            return settling.settle(now);
        });
    }

    @Override
    public Stats stats() {
        return new Stats(hours.total(), slices.rows(), slices.count(), slices.bytes(),
                size("hot.duckdb") + size("hot.duckdb.wal"), slices.tierBytes());
    }

    private long size(String file) {
        try {
            return Files.size(folder.resolve(file));
        } catch (IOException e) {
            return 0;
        }
    }

    /** Its files, to be copied and examined while it is open. */
    public HistoryFiles files() {
        return new HistoryFiles(folder, settling, database, slices);
    }

    @Override
    public Retention retention() {
        return removal.retention();
    }

    @Override
    public void retain(Retention retention) {
        calling("keep what is said in", () -> {
            removal.retain(retention);
            return true;
        });
    }

    @Override
    public OptionalLong removedBefore() {
        long time = slices.now().tiers().removedBefore();
        return time == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(time);
    }

    @Override
    public List<Holding> holdings(long now) {
        return Holdings.of(slices.now(), now);
    }

    @Override
    public List<Label> faults() {
        return doctor.faults();
    }

    /** Closes the folder; waits for what is under way. */
    @Override
    public void close() {
        synchronized (settling) {
            synchronized (writing) {
                if (closed) {
                    return;
                }
                closed = true;
                calling("close", () -> {
                    writer.close();
                    database.close();
                    lock.close();
                    return true;
                });
            }
        }
    }

    private <T> T calling(String verb, Call<T> call) {
        try {
            return call.run();
        } catch (SQLException | IOException e) {
            throw new HistoryException("Could not " + verb + " the history in " + folder + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Call<T> {

        T run() throws SQLException, IOException;
    }
}
