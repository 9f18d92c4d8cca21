package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.HourCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's tables. What comes is appended to {@code ledger_new}, several rows for one signal, hour and fate; rows of
 * hours that have passed are summed up into {@code ledger} now and then. Used by the one writer.
 */
final class LedgerTable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerTable.class);
    /** Counts still come for the newest hours. */
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
        Database.query(connection, "SELECT hour, count(*) FROM ledger_new GROUP BY hour",
                row -> rows.put(row.getInt(1), row.getLong(2)));
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

    /** Sums up passed hours when enough has come together. The ledger says the same before and after, and if it fails. */
    void tidy() {
        if (rows.isEmpty()) {
            return;
        }
        int open = rows.lastKey() - OPEN_HOURS + 1;
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
