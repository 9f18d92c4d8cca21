package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.HourCounts;
import org.factfloor.history.Retention;
import org.factfloor.plant.Micros;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is older than it is kept, a file a call and the oldest first: samples once minutes and hours tell of them, with
 * the last one of each signal carried over. Nothing goes that has hot samples in its hours. Used by the one thread that settles.
 */
final class Removal {

    private static final long DAY = 24 * Micros.PER_HOUR;

    /** Held by whoever changes the hot table. */
    private final Object writing;
    private final DuckDBConnection connection;
    private final Manifest manifest;
    private final HotHours hours;
    private final Slices slices;
    private final LedgerTable ledger;
    private final LedgerReads ledgerReads;
    private final HistoryWriter writer;
    private volatile Retention retention;

    Removal(Object writing, Database database, Manifest manifest, HotHours hours, Slices slices, LedgerTable ledger,
            LedgerReads ledgerReads, HistoryWriter writer, Retention retention) {
        this.writing = writing;
        connection = database.writer();
        this.manifest = manifest;
        this.hours = hours;
        this.slices = slices;
        this.ledger = ledger;
        this.ledgerReads = ledgerReads;
        this.writer = writer;
        this.retention = retention;
    }

    Retention retention() {
        return retention;
    }

    /** Says what is kept from now on, for good. */
    void retain(Retention next) throws SQLException {
        synchronized (writing) {
            Database.run(connection, "BEGIN");
            try {
                Database.run(connection, "DELETE FROM retention");
                Database.run(connection,
                        "INSERT INTO retention VALUES (" + next.samplesDays() + ", " + next.minutesDays()
                                + ", " + next.hoursDays() + ")");
                Database.run(connection, "COMMIT");
            } catch (SQLException | RuntimeException | Error e) {
                Database.rollback(connection, e);
                throw e;
            }
            retention = next;
        }
    }

    /**
     * Removes a file, if one is too old.
     *
     * @return whether it did
     */
    boolean work(long now) throws SQLException {
        Retention kept = retention;
        synchronized (writing) {
            return removeSamples(now, kept.samplesDays()) || removeTallies(Tier.MINUTE, now, kept.minutesDays())
                    || removeTallies(Tier.HOUR, now, kept.hoursDays());
        }
    }

    private boolean removeSamples(long now, @Nullable Integer days) throws SQLException {
        // What has come since for time that is removed goes in any case: no tally and no picture has it.
        long before = Math.max(slices.now().tiers().removedBefore(), days == null ? Long.MIN_VALUE : now - days * DAY);
        Optional<Slice> oldest = slices.now().byStart().values().stream().findFirst();
        Optional<Slice> lost = slices.unreadable().stream().filter(slice -> slice.to() <= before).findFirst();
        if (lost.isPresent()) {
            HourCounts again = ledgerReads.filledIn(lost.get());
            boolean isFirst = slices.now().byStart().headMap(lost.get().to()).isEmpty();
            // It will not come back and be compared any more. What was filled in for it goes by itself.
            remove(lost.get(), isFirst ? lost.get().to() : Long.MIN_VALUE, () -> writer.log(List.of(), again));
            return true;
        }
        boolean mayGo = oldest.isPresent() && oldest.get().to() <= before && isTallied(oldest.get())
                && !hours.anyIn(HotHours.startOf(oldest.get().from()), oldest.get().to());
        if (mayGo) {
            Slice slice = oldest.get();
            remove(slice, slice.to(), () -> {
                Database.run(connection, "INSERT INTO carried SELECT * FROM (" + Layout.asHot(List.of(slice), "true")
                        + ") AS gone SEMI JOIN (SELECT signal, max(second * 1000000 + micro) AS time FROM "
                        + Layout.files(List.of(slice)) + " GROUP BY signal) AS last USING (signal, time)");
                ledger.refuse(slice, slices.now().tiers().removedBefore());
            });
        }
        return mayGo;
    }

    private boolean isTallied(Slice slice) {
        Tiers tiers = slices.now().tiers();
        for (Tier tier : Tier.values()) {
            if (!tiers.uncovered(tier, Math.max(slice.from(), tiers.removedBefore()), slice.to()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Readers see a file until what is carried over from it is there.
     *
     * @param until up to there nothing is left
     */
    private void remove(Slice slice, long until, Database.Work before) throws SQLException {
        Tiers tiers = slices.now().tiers().withRemovedBefore(until);
        manifest.changeThenPublish(new Slices.Change(List.of(), List.of(slice), tiers), () -> {
            before.work();
            Database.run(connection, "DELETE FROM carried USING (SELECT signal, max(time) AS time FROM carried "
                    + "GROUP BY signal) AS last WHERE carried.signal = last.signal AND carried.time < last.time");
        });
        ledger.recount();
    }

    private boolean removeTallies(Tier tier, long now, @Nullable Integer days) throws SQLException {
        if (days == null) {
            return false;
        }
        Tiers tiers = slices.now().tiers();
        // What samples are left of is tallied again at once.
        long before = Math.min(now - days * DAY, tiers.removedBefore());
        for (var lost : slices.unreadableTallies().entrySet()) {
            if (lost.getKey().tier() == tier && lost.getValue().getLast().to() <= before) {
                slices.giveUp(lost.getKey());
                drop(lost.getKey(), List.of());
                return true;
            }
        }
        for (var file : tiers.reaches(tier).entrySet()) {
            if (file.getValue().to() <= before) {
                drop(file.getKey(), tiers.before(file.getKey(), before));
                return true;
            }
        }
        return false;
    }

    /**
     * Drops a file of tallies. With the hours goes what was held, so the ledger is told.
     *
     * @param stretches that can be read
     */
    private void drop(TierFile file, List<Tiers.Stretch> stretches) throws SQLException {
        Tiers tiers = slices.now().tiers().without(file);
        manifest.change(new Slices.Change(List.of(), List.of(), tiers), () -> {
            if (file.tier() == Tier.HOUR) {
                if (!stretches.isEmpty()) {
                    ledger.forget(file, stretches);
                }
                ledger.forgetBefore(HourCounts.hourOf(heldFrom(tiers)));
            }
        });
        ledger.recount();
    }

    /** The first time of which anything is held, or could be read again. */
    private long heldFrom(Tiers tiers) {
        long from = Math.min(tiers.removedBefore(), hours.first());
        for (Tiers.Stretch stretch : tiers.stretches(Tier.HOUR)) {
            from = Math.min(from, stretch.from());
        }
        for (List<Tiers.Stretch> alone : slices.unreadableTallies().values()) {
            from = Math.min(from, alone.getFirst().from());
        }
        for (Slice slice : slices.now().byStart().values()) {
            from = Math.min(from, slice.from());
        }
        for (Slice slice : slices.unreadable()) {
            from = Math.min(from, slice.from());
        }
        return from;
    }
}
