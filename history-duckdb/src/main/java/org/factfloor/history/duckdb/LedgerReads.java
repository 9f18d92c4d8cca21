package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.History;
import org.factfloor.history.HistoryException;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;

/** What the ledger and the samples themselves say about numbers of samples; from any thread. */
final class LedgerReads {

    private static final String HOUR_OF_TIME = "(time - ((time % 3600000000) + 3600000000) % 3600000000) // 3600000000";
    private static final String HOUR_OF_SECOND = "(second - ((second % 3600) + 3600) % 3600) // 3600";

    private final Database database;
    private final Reads reads;
    private final Slices slices;

    LedgerReads(Database database, Reads reads, Slices slices) {
        this.database = database;
        this.reads = reads;
        this.slices = slices;
    }

    /** The ledger of the hours that [from, to) touches. */
    HourCounts ledger(List<Integer> signals, long from, long to) throws SQLException {
        return database.read(connection -> {
            HourCounts found = new HourCounts();
            ledger(connection, LateRows.ofSignals(signals), from, to, found);
            return found;
        });
    }

    private static void ledger(DuckDBConnection connection, String which, long from, long to, HourCounts into)
            throws SQLException {
        String hours = " WHERE hour BETWEEN " + HourCounts.hourOf(from) + " AND " + HourCounts.hourOf(to - 1) + " AND "
                + which;
        Database.query(connection, "SELECT signal, hour, fate, CAST(sum(count) AS BIGINT) FROM (FROM ledger" + hours
                + " UNION ALL FROM ledger_new" + hours + ") GROUP BY signal, hour, fate",
                row -> into.add(row.getInt(1), row.getInt(2), SampleFate.of(row.getByte(3)), row.getLong(4)));
    }

    /** The signals of the ledger. */
    List<Integer> signals() throws SQLException {
        return database.read(connection -> {
            List<Integer> signals = new ArrayList<>();
            Database.query(connection, "SELECT signal FROM ledger UNION SELECT signal FROM ledger_new",
                    row -> signals.add(row.getInt(1)));
            return signals;
        });
    }

    /** From the first to the last hour of the ledger, of the hot table and of the slices. */
    Optional<History.Span> span() throws SQLException {
        List<Slice> settled = List.copyOf(slices.now().byStart().values());
        return database.read(connection -> {
            List<History.Span> spans = new ArrayList<>();
            settled.forEach(slice -> spans.add(new History.Span(slice.from(), slice.to())));
            Database.query(connection,
                    "SELECT min(hour), max(hour) FROM (SELECT hour FROM ledger UNION ALL SELECT hour "
                            + "FROM ledger_new UNION ALL SELECT " + HOUR_OF_TIME
                            + " AS hour FROM hot) HAVING count(*) > 0",
                    row -> spans.add(new History.Span(row.getInt(1) * Micros.PER_HOUR,
                            (row.getInt(2) + 1) * Micros.PER_HOUR)));
            return spans.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new History.Span(
                            spans.stream().mapToLong(span -> HotHours.startOf(span.from())).min().orElseThrow(),
                            spans.stream().mapToLong(span -> HotHours.startOf(span.to() + Micros.PER_HOUR - 1)).max()
                                    .orElseThrow()));
        });
    }

    /** How many samples are held in the hours that [from, to) touches. */
    HourCounts held(List<Integer> signals, long from, long to) throws SQLException {
        long start = HourCounts.hourOf(from) * Micros.PER_HOUR;
        long end = (HourCounts.hourOf(to - 1) + 1) * Micros.PER_HOUR;
        String which = LateRows.ofSignals(signals);
        return reads.read(start, end,
                connection -> inOneTransaction(connection, () -> hot(connection, which, start, end)),
                (connection, hot, snapshot) -> {
                    settled(connection, snapshot, which, start, end, hot);
                    return hot.held();
                });
    }

    /** As {@link History#balance}. */
    HourCounts balance(List<Integer> signals, long from, long to, Consumer<Runnable> moment) throws SQLException {
        Balance balance = balance(signals, from, to, () -> slices.unreadable(), moment);
        balance.counts().add(balance.filledIn());
        return balance.counts();
    }

    /** What has been filled in for a slice that cannot be read: as many samples as are missing there, as duplicates. */
    HourCounts filledIn(Slice slice) throws SQLException {
        List<Integer> counted = signals();
        return counted.isEmpty()
                ? new HourCounts()
                : balance(counted, slice.from(), slice.to(), () -> Set.of(slice), Runnable::run).filledIn();
    }

    /**
     * The ledger and what is held.
     *
     * @param filledIn held in the place of samples that cannot be read
     */
    private record Balance(HourCounts counts, HourCounts filledIn) {}

    private Balance balance(List<Integer> signals, long from, long to, Supplier<Set<Slice>> unreadable,
            Consumer<Runnable> moment) throws SQLException {
        long start = HourCounts.hourOf(from) * Micros.PER_HOUR;
        long end = (HourCounts.hourOf(to - 1) + 1) * Micros.PER_HOUR;
        String which = LateRows.ofSignals(signals);
        return reads.read(start, end, connection -> inOneTransaction(connection, () -> {
            moment.accept(() -> begin(connection));
            Hot hot = hot(connection, which, start, end);
            ledger(connection, which, from, to, hot.ledger());
            hot.lost().addAll(within(unreadable.get(), start, end));
            for (Range lost : hot.lost()) {
                countHot(connection, which, lost.from(), lost.to(), hot.filledIn());
            }
            return hot;
        }), (connection, hot, snapshot) -> {
            settled(connection, snapshot, which, start, end, hot);
            for (Range lost : hot.lost()) {
                for (Slice slice : snapshot.overlapping(lost.from(), lost.to())) {
                    count(connection, slice, which, Math.max(lost.from(), slice.from()),
                            Math.min(lost.to(), slice.to()), hot.filledIn());
                }
            }
            hot.ledger().add(hot.held());
            return new Balance(hot.ledger(), duplicates(hot.ledger().imbalance(), hot.filledIn()));
        });
    }

    /** The times of slices, each once. */
    private static List<Range> within(Set<Slice> slices, long start, long end) {
        return Range.union(slices.stream().filter(slice -> slice.overlaps(start, end))
                .map(slice -> new Range(Math.max(start, slice.from()), Math.min(end, slice.to()))).toList());
    }

    /** Begins to see the database as it is now: the engine fixes that with the first table that is looked into. */
    private static void begin(DuckDBConnection connection) {
        try {
            Database.query(connection, "SELECT max(journal_cursor) FROM positions", _ -> {
            });
        } catch (SQLException e) {
            throw new HistoryException("The ledger cannot be read now: " + e.getMessage(), e);
        }
    }

    private static HourCounts duplicates(HourCounts missing, HourCounts filledIn) {
        HourCounts duplicates = new HourCounts();
        for (int i = 0; i < missing.size(); i++) {
            long again = Math.min(missing.count(i),
                    filledIn.get(missing.signal(i), missing.hour(i), SampleFate.STORED));
            if (again > 0) {
                duplicates.add(missing.signal(i), missing.hour(i), SampleFate.DUPLICATE, again);
            }
        }
        return duplicates;
    }

    private void settled(DuckDBConnection connection, Slices.Snapshot snapshot, String which, long start, long end,
            Hot hot) throws SQLException {
        settled(connection, snapshot, which, start, end, hot.held());
        List<Slice> concerned = snapshot.overlapping(start, end);
        if (hot.isLate() && !concerned.isEmpty()) {
            // What took a settled sample's place is held once.
            count(connection,
                    "SELECT signal, " + HOUR_OF_SECOND + " AS hour, count(*) FROM (SELECT signal, second, "
                            + "second * 1000000 + micro AS time FROM " + Layout.files(concerned) + " WHERE " + which
                            + " AND " + Layout.settledTimes(start, end) + ") SEMI JOIN " + LateRows.TABLE
                            + " USING (signal, time) GROUP BY signal, hour",
                    hot.held(), -1);
        }
    }

    /** Counts what is settled: by the tallies of hours, and sample by sample where there are none yet. */
    private static void settled(DuckDBConnection connection, Slices.Snapshot snapshot, String which, long start,
            long end,
            HourCounts counts) throws SQLException {
        Tiers tiers = snapshot.tiers();
        // What has been removed was stored, and its tallies still say how much.
        long removedBefore = Math.clamp(tiers.removedBefore(), start, end);
        List<Range> tallied = new ArrayList<>(Range.outside(List.of(), start, removedBefore));
        // What came afterwards is in no tally.
        for (Slice slice : snapshot.overlapping(start, removedBefore)) {
            count(connection, slice, which, Math.max(start, slice.from()), Math.min(removedBefore, slice.to()), counts);
        }
        for (Slice slice : snapshot.overlapping(removedBefore, end)) {
            long from = Math.max(removedBefore, slice.from());
            long to = Math.min(end, slice.to());
            List<Range> missing = tiers.uncovered(Tier.HOUR, from, to);
            tallied.addAll(Range.outside(missing, from, to));
            for (Range range : missing) {
                count(connection, slice, which, range.from(), range.to(), counts);
            }
        }
        TallySource source = new TallySource(tiers, Tier.HOUR, tallied);
        if (!source.isEmpty()) {
            Database.query(connection,
                    source.select("start + first_after, signal, start // 3600000000, samples") + " AND "
                            + which,
                    row -> {
                        if (source.counts(row.getInt(1), row.getLong(2))) {
                            counts.add(row.getInt(3), row.getInt(4), SampleFate.STORED, row.getLong(5));
                        }
                    });
        }
    }

    /**
     * What the database tells.
     *
     * @param isLate whether hot rows lie where slices are; these are in the connection's table {@link LateRows#TABLE} then
     * @param lost times of slices that cannot be read
     * @param filledIn what is held in these times
     */
    private record Hot(HourCounts held, boolean isLate, HourCounts ledger, List<Range> lost, HourCounts filledIn) {}

    private Hot hot(DuckDBConnection connection, String which, long start, long end) throws SQLException {
        HourCounts counts = new HourCounts();
        countHot(connection, which, start, end, counts);
        return new Hot(counts, !counts.isEmpty() && LateRows.find(connection, slices, which, start, end),
                new HourCounts(), new ArrayList<>(), new HourCounts());
    }

    private static void countHot(DuckDBConnection connection, String which, long start, long end, HourCounts into)
            throws SQLException {
        count(connection, "SELECT signal, " + HOUR_OF_TIME + " AS hour, count(*) FROM hot WHERE time >= " + start
                + " AND time < " + end + " AND " + which + " GROUP BY signal, hour", into, 1);
    }

    /** A reading of several tables. */
    @FunctionalInterface
    private interface Step {

        Hot run() throws SQLException;
    }

    private static Hot inOneTransaction(DuckDBConnection connection, Step step) throws SQLException {
        Database.run(connection, "BEGIN");
        Hot hot;
        try {
            hot = step.run();
        } catch (SQLException | RuntimeException | Error e) {
            Database.rollback(connection, e);
            throw e;
        }
        Database.run(connection, "COMMIT");
        return hot;
    }

    private static void count(DuckDBConnection connection, Slice slice, String which, long from, long to,
            HourCounts into) throws SQLException {
        count(connection, "SELECT signal, " + HOUR_OF_SECOND + " AS hour, count(*) FROM "
                + Layout.files(List.of(slice)) + " WHERE " + which + " AND " + Layout.settledTimes(from, to)
                + " GROUP BY signal, hour", into, 1);
    }

    private static void count(DuckDBConnection connection, String query, HourCounts into, int sign)
            throws SQLException {
        Database.query(connection, query,
                row -> into.add(row.getInt(1), row.getInt(2), SampleFate.STORED, sign * row.getLong(3)));
    }
}
