package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's tables. What comes is appended to {@code ledger_new}, several rows for one signal, hour and fate; rows of
 * hours that have passed are summed up into {@code ledger} now and then. Used by the one writer.
 */
final class LedgerTable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerTable.class);
    /** Counts still come for the hours that are going on. */
    private static final int OPEN_HOURS = 2;
    /** So many rows, or so many times counts came, until passed hours are summed up. */
    private static final long MANY_ROWS = 500_000;
    private static final int MANY_TIMES = 20;

    private final DuckDBConnection connection;
    /** Rows of {@code ledger_new} by hour. */
    private final NavigableMap<Integer, Long> rows = new TreeMap<>();
    private volatile long position;
    private int times;

    LedgerTable(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        AtomicLong last = new AtomicLong(-1);
        Database.query(connection, "SELECT coalesce(max(journal_cursor), -1) FROM ledger_positions",
                row -> last.set(row.getLong(1)));
        position = last.get();
        recount();
    }

    /** Whether the folder has a ledger: older versions kept none. */
    boolean isBegun() {
        return position >= 0;
    }

    /** The journal position up to which the journal's counts are in. */
    long position() {
        return Math.max(0, position);
    }

    /** Writes down, inside a transaction, up to where the journal's counts are in. */
    void cover(long behind) throws SQLException {
        Database.run(connection, "INSERT INTO ledger_positions VALUES (" + behind + ")");
    }

    /** Notes that the transaction of {@link #cover} has committed. */
    void covered(long behind) {
        position = behind;
        times++;
    }

    /** Notes rows that were appended and committed. */
    void note(HourCounts counts) {
        for (int i = 0; i < counts.size(); i++) {
            rows.merge(counts.hour(i), 1L, Long::sum);
        }
    }

    /**
     * Inside a transaction that removes a slice: samples of it before a time are in no tally, for they came when those of
     * their time had been removed. They are not kept.
     */
    void refuse(Slice slice, long before) throws SQLException {
        if (slice.from() < before) {
            String counts = "SELECT signal, second // 3600 AS hour, count(*) AS samples FROM "
                    + Layout.files(List.of(slice)) + " WHERE "
                    + Layout.settledTimes(slice.from(), Math.min(slice.to(), before)) + " GROUP BY signal, hour";
            add(counts, SampleFate.APPLIED, "-");
            add(counts, SampleFate.NOT_KEPT, "");
        }
    }

    /**
     * Inside a transaction that removes a file of hours: what counts of it is stored no longer, so it is no longer counted
     * as applied.
     */
    void forget(TierFile file, List<Tiers.Stretch> stretches) throws SQLException {
        add("SELECT signal, start // 3600000000 AS hour, sum(samples) AS samples FROM ("
                + TierWriter.counting(file, stretches) + ") GROUP BY signal, hour", SampleFate.APPLIED, "-");
    }

    private void add(String counts, SampleFate fate, String sign) throws SQLException {
        Database.run(connection, "INSERT INTO ledger_new SELECT signal, hour, " + fate.code() + ", " + sign
                + "samples FROM (" + counts + ")");
    }

    /**
     * Inside a transaction: nothing is held of hours before this one, so what became of their samples is forgotten.
     * Refusals stay.
     */
    void forgetBefore(int hour) throws SQLException {
        for (String table : List.of("ledger", "ledger_new")) {
            Database.run(connection, "DELETE FROM " + table + " WHERE hour < " + hour + " AND fate IN ("
                    + Stream.of(SampleFate.APPLIED, SampleFate.DUPLICATE, SampleFate.SUPERSEDED, SampleFate.LATE)
                            .map(fate -> String.valueOf(fate.code())).collect(Collectors.joining(", "))
                    + ")");
        }
    }

    /** Counts its rows anew, once such a transaction has committed. */
    void recount() throws SQLException {
        rows.clear();
        Database.query(connection, "SELECT hour, count(*) FROM ledger_new GROUP BY hour",
                row -> rows.put(row.getInt(1), row.getLong(2)));
    }

    /**
     * Sums up passed hours when enough has come together. The ledger says the same before and after, and if it fails.
     *
     * @param now the time of day, µs: samples with a later time say nothing about which hours have passed
     */
    void tidy(long now) {
        int open = HourCounts.hourOf(now) - OPEN_HOURS + 1;
        NavigableMap<Integer, Long> passed = rows.headMap(open, false);
        long waiting = passed.values().stream().mapToLong(Long::longValue).sum();
        if (waiting == 0 || waiting < MANY_ROWS && times < MANY_TIMES) {
            return;
        }
        times = 0;
        try {
            Database.run(connection, "BEGIN");
            Database.run(connection,
                    "INSERT INTO ledger SELECT signal, hour, fate, sum(count) FROM ledger_new WHERE hour < "
                            + open + " GROUP BY signal, hour, fate ORDER BY hour, signal");
            Database.run(connection, "DELETE FROM ledger_new WHERE hour < " + open);
            Database.run(connection, "DELETE FROM ledger_positions WHERE journal_cursor < "
                    + "(SELECT max(journal_cursor) FROM ledger_positions)");
            Database.run(connection, "COMMIT");
            passed.clear();
        } catch (SQLException e) {
            Database.rollback(connection, e);
            LOG.warn("the ledger's passed hours could not be summed up; it is tried again", e);
        }
    }
}
