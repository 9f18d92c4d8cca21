package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the ledger of a folder that has none, as older versions left it: what is held then counts as applied once. Used once,
 * before anything is applied.
 */
final class LedgerBeginning {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerBeginning.class);
    /** Counted at once: a slice of a busy plant has some hours, so few are read twice. */
    private static final long AT_ONCE = 24 * Micros.PER_HOUR;
    /** Days between two words on how far it is. */
    private static final int TOLD_EVERY = 30;

    private final DuckDBConnection connection;
    private final LedgerReads reads;
    private final LedgerTable ledger;
    private final HistoryWriter writer;
    private final Slices slices;
    private final HotHours hours;

    LedgerBeginning(DuckDBConnection connection, LedgerReads reads, LedgerTable ledger, HistoryWriter writer,
            Slices slices, HotHours hours) {
        this.connection = connection;
        this.reads = reads;
        this.ledger = ledger;
        this.writer = writer;
        this.slices = slices;
        this.hours = hours;
    }

    /**
     * Counts everything, in one transaction.
     *
     * @param cursor journal position up to which it is there
     */
    void begin(List<Integer> signals, long cursor) throws SQLException {
        NavigableSet<Long> starts = starts();
        Database.run(connection, "BEGIN");
        try {
            int done = 0;
            for (long start : starts) {
                if (done++ % TOLD_EVERY == 0 && starts.size() > TOLD_EVERY) {
                    LOG.info("The sample ledger begins: what is held is counted, {} of {} days so far.", done - 1,
                            starts.size());
                }
                count(signals, start);
            }
            ledger.cover(cursor);
            Database.run(connection, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            Database.rollback(connection, e);
            throw e;
        }
        ledger.covered(cursor);
    }

    private void count(List<Integer> signals, long start) throws SQLException {
        if (signals.isEmpty()) {
            return;
        }
        HourCounts held = reads.held(signals, start, start + AT_ONCE);
        HourCounts applied = new HourCounts();
        for (int i = 0; i < held.size(); i++) {
            applied.add(held.signal(i), held.hour(i), SampleFate.APPLIED, held.count(i));
        }
        writer.log(List.of(), applied);
        ledger.note(applied);
    }

    /** Beginnings of the days in which something is hot, settled, or removed and tallied. */
    private NavigableSet<Long> starts() {
        NavigableSet<Long> starts = new TreeSet<>();
        hours.all().forEach(hour -> add(starts, hour.start(), hour.end()));
        slices.now().byStart().values().forEach(slice -> add(starts, slice.from(), slice.to()));
        slices.now().tiers().stretches(Tier.HOUR).forEach(stretch -> add(starts, stretch.from(), stretch.to()));
        return starts;
    }

    private static void add(NavigableSet<Long> starts, long from, long to) {
        for (long start = Math.floorDiv(from, AT_ONCE) * AT_ONCE; start < to; start += AT_ONCE) {
            starts.add(start);
        }
    }
}
