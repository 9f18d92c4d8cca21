package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SampleOrder;

/**
 * Takes settled files that were set aside into use again once they can be read: restored from a backup, mostly. What was
 * filled in for them meanwhile goes back to the hot table and is judged against the file's samples, as if it had come late;
 * so nothing counts twice, whichever came first. A step a call. Used by the one thread that settles.
 */
final class Readmission {

    /** Held by whoever changes the hot table. */
    private final Object writing;
    private final DuckDBConnection connection;
    private final DuckDBConnection settler;
    private final Doctor doctor;
    private final Manifest manifest;
    private final HotHours hours;
    private final Slices slices;
    private final Lookup lookup;
    private final LedgerTable ledger;
    private final HistoryWriter writer;

    Readmission(Object writing, Database database, Doctor doctor, Manifest manifest, HotHours hours, Slices slices,
            Lookup lookup, LedgerTable ledger, HistoryWriter writer) {
        this.writing = writing;
        connection = database.writer();
        settler = database.settler();
        this.doctor = doctor;
        this.manifest = manifest;
        this.hours = hours;
        this.slices = slices;
        this.lookup = lookup;
        this.ledger = ledger;
        this.writer = writer;
    }

    /**
     * Takes a step, if a file has come back.
     *
     * @return whether it took one
     */
    boolean work() throws SQLException {
        for (Slice slice : slices.unreadable()) {
            if (doctor.isWholeAgain(settler, slice)) {
                synchronized (writing) {
                    Optional<Slice> filledIn = slices.now().overlapping(slice.from(), slice.to()).stream().findFirst();
                    if (filledIn.isPresent()) {
                        takeBack(filledIn.get());
                    } else {
                        readmit(slice);
                    }
                }
                return true;
            }
        }
        for (TierFile file : slices.unreadableTallies().keySet()) {
            if (doctor.isWholeAgain(settler, file)) {
                synchronized (writing) {
                    doctor.takeBack(file);
                }
                return true;
            }
        }
        return false;
    }

    /** Moves the rows of a slice back to the hot table. */
    private void takeBack(Slice slice) throws SQLException {
        try {
            manifest.changeThenPublish(new Slices.Change(List.of(), List.of(slice), slices.now().tiers()), () -> {
                Database.run(connection, "INSERT INTO hot SELECT * FROM (" + Layout.asHot(List.of(slice), "true")
                        + ") AS filled ANTI JOIN (SELECT signal, time FROM hot) AS newer USING (signal, time)");
                // Before the slice goes: who reads without it must look for hot rows.
                hours.include(connection, slice.from(), slice.to());
            });
        } catch (SQLException | RuntimeException | Error e) {
            hours.recount(connection, slice.from(), slice.to());
            throw e;
        }
    }

    private void readmit(Slice slice) throws SQLException {
        Tiers tiers = slices.now().tiers();
        for (Tier tier : Tier.values()) {
            tiers = tiers.cut(tier, slice.from(), slice.to());
        }
        HourCounts ties = new HourCounts();
        manifest.change(new Slices.Change(List.of(slice), List.of(), tiers), () -> {
            for (long hour : hours.startsIn(slice.from(), slice.to())) {
                judge(slice, Math.max(hour, slice.from()), Math.min(hour + Micros.PER_HOUR, slice.to()), ties);
            }
            writer.log(changes(slice), ties);
        });
        ledger.note(ties);
        hours.recount(connection, slice.from(), slice.to());
        doctor.noteReturn(slice);
    }

    /**
     * Drops hot rows of [from, to) that do not stand against the slice's row of the same time.
     *
     * @param ties gets what became of those that meet
     */
    private void judge(Slice slice, long from, long to, HourCounts ties) throws SQLException {
        String time = "time >= " + from + " AND time < " + to;
        SampleBatch hot = RowReader.all(connection,
                "SELECT " + Layout.HOT + " FROM hot SEMI JOIN (SELECT * FROM (SELECT "
                        + Layout.SETTLED + " FROM " + Layout.files(List.of(slice)) + ") WHERE " + time
                        + ") AS back USING (signal, time) ORDER BY signal, time");
        if (hot.isEmpty()) {
            return;
        }
        SampleBatch settled = RowReader.all(connection, "SELECT * FROM (SELECT " + Layout.SETTLED + " FROM "
                + Layout.files(List.of(slice)) + ") AS back SEMI JOIN (SELECT signal, time FROM hot WHERE " + time
                + ") AS hot USING (signal, time) ORDER BY signal, time");
        SampleBatch losers = new SampleBatch();
        for (int i = 0; i < hot.size(); i++) {
            int order = SampleOrder.compare(hot, i, settled, i);
            ties.add(hot.signal(i), hot.time(i), order == 0 ? SampleFate.DUPLICATE : SampleFate.SUPERSEDED);
            if (order <= 0) {
                losers.addFrom(hot, i);
            }
        }
        if (!losers.isEmpty()) {
            lookup.dropHot(losers);
        }
    }

    private List<ChangedRanges.Range> changes(Slice slice) throws SQLException {
        List<ChangedRanges.Range> changes = new ArrayList<>();
        Database.query(connection, "SELECT signal, min(second * 1000000 + micro) FROM " + Layout.files(List.of(slice))
                + " GROUP BY signal ORDER BY signal",
                row -> changes.add(new ChangedRanges.Range(row.getInt(1), row.getLong(2), Long.MAX_VALUE)));
        return changes;
    }
}
