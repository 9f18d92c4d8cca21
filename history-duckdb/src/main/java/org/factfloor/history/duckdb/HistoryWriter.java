package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.History.Applied;
import org.factfloor.history.HourCounts;
import org.factfloor.plant.SampleBatch;

/**
 * Applies batches of samples, each in one transaction with what became of them. Used by whoever holds the writing connection;
 * the cursor is told from any thread.
 */
final class HistoryWriter implements AutoCloseable {

    private final DuckDBConnection connection;
    private final Slices slices;
    private final Doctor doctor;
    private final HotHours hours;
    private final NewestSamples newest;
    private final LedgerTable ledger;
    private final Lookup lookup;
    private final Arrivals arrivals;
    private final ChangedRanges changedRanges;
    private HotTable hotTable;
    private volatile long cursor;

    /** A writer that goes on where the folder was left. */
    HistoryWriter(Database database, Restore restore, Slices slices, Doctor doctor, HotHours hours,
            NewestSamples newest, LedgerTable ledger, Lookup lookup) throws SQLException {
        connection = database.writer();
        this.slices = slices;
        this.doctor = doctor;
        this.hours = hours;
        this.newest = newest;
        this.ledger = ledger;
        this.lookup = lookup;
        SettledSpans spans = new SettledSpans(connection);
        arrivals = new Arrivals(newest, hours, slices, spans, lookup);
        changedRanges = new ChangedRanges(hours, slices, spans, lookup);
        hotTable = new HotTable(connection, restore.revision());
        cursor = restore.cursor();
    }

    /** The journal position up to which everything is applied. */
    long cursor() {
        return cursor;
    }

    /**
     * Applies a batch.
     *
     * @param behind the journal position behind it
     * @param counts of the journal up to there, where the ledger gets them
     */
    Applied apply(SampleBatch batch, long behind, Optional<HourCounts> counts) throws SQLException {
        if (behind < cursor) {
            throw new IllegalArgumentException("cursor " + behind + " is below " + cursor);
        }
        try {
            return applyOnce(batch, behind, counts);
        } catch (SQLException e) {
            // A slice it looked into may be broken; without it the batch goes in.
            if (!doctor.setsAside(connection, concerned(batch), List.of(), e)) {
                throw e;
            }
            return applyOnce(batch, behind, counts);
        }
    }

    /** Slices that hold times of the batch, and the next one, where the sample after a late one may be. */
    private List<Slice> concerned(SampleBatch batch) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (int i = 0; i < batch.size(); i++) {
            from = Math.min(from, batch.time(i));
            to = Math.max(to, batch.time(i) + 1);
        }
        List<Slice> concerned = new ArrayList<>(slices.now().overlapping(from, to));
        Optional.ofNullable(slices.now().byStart().ceilingEntry(to)).ifPresent(next -> concerned.add(next.getValue()));
        return concerned;
    }

    private Applied applyOnce(SampleBatch batch, long behind, Optional<HourCounts> counts) throws SQLException {
        Arrival arrival;
        Database.run(connection, "BEGIN");
        try {
            arrival = arrivals.sort(batch);
            List<ChangedRanges.Range> changes = changedRanges.of(arrival, batch);
            if (!arrival.replacing().isEmpty()) {
                lookup.dropHot(arrival.replacing());
            }
            hotTable.append(batch, arrival);
            log(changes, arrival.outcomes());
            if (counts.isPresent()) {
                hotTable.count(counts.get());
                ledger.cover(behind);
            }
            // Added, not updated: the engine writes no checkpoint after an update while anybody reads.
            Database.run(connection, "INSERT INTO positions VALUES (" + behind + ")");
            Database.run(connection, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            abandon(e);
            throw e;
        }
        cursor = behind;
        arrival.note(batch, hours, newest);
        ledger.note(arrival.outcomes());
        if (counts.isPresent()) {
            ledger.note(counts.get());
            ledger.covered(behind);
        }
        return arrival.counts();
    }

    /** Undoes what a transaction did, together with what its appenders still hold. */
    private void abandon(Throwable fault) throws SQLException {
        try {
            hotTable.close();
        } catch (SQLException e) {
            fault.addSuppressed(e);
        }
        Database.rollback(connection, fault);
        hotTable = new HotTable(connection, hotTable.revision());
    }

    /** Notes, inside a transaction, that signals' pasts have changed and what became of samples. */
    void log(List<ChangedRanges.Range> changes, HourCounts outcomes) throws SQLException {
        hotTable.log(changes);
        hotTable.count(outcomes);
    }

    @Override
    public void close() throws SQLException {
        hotTable.close();
    }
}
