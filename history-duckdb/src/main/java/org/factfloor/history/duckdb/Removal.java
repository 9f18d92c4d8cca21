package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
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
    private volatile Retention retention;

    Removal(Object writing, Database database, Manifest manifest, HotHours hours, Slices slices, Retention retention) {
        this.writing = writing;
        connection = database.writer();
        this.manifest = manifest;
        this.hours = hours;
        this.slices = slices;
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
        if (days == null) {
            return false;
        }
        long before = now - days * DAY;
        Optional<Slice> oldest = slices.now().byStart().values().stream().findFirst();
        Optional<Slice> lost = slices.unreadable().stream().filter(slice -> slice.to() <= before).findFirst();
        if (lost.isPresent()) {
            remove(lost.get(), "SELECT NULL WHERE false");
            return true;
        }
        boolean mayGo = oldest.isPresent() && oldest.get().to() <= before && isTallied(oldest.get())
                && !hours.anyIn(HotHours.startOf(oldest.get().from()), oldest.get().to());
        if (mayGo) {
            remove(oldest.get(), "INSERT INTO carried SELECT * FROM (" + Layout.asHot(List.of(oldest.get()), "true")
                    + ") AS gone SEMI JOIN (SELECT signal, max(second * 1000000 + micro) AS time FROM "
                    + Layout.files(List.of(oldest.get())) + " GROUP BY signal) AS last USING (signal, time)");
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

    /** Readers see a file until what is carried over from it is there. */
    private void remove(Slice slice, String carrying) throws SQLException {
        Tiers tiers = slices.now().tiers().withRemovedBefore(slice.to());
        manifest.changeThenPublish(new Slices.Change(List.of(), List.of(slice), tiers), () -> {
            Database.run(connection, carrying);
            Database.run(connection, "DELETE FROM carried USING (SELECT signal, max(time) AS time FROM carried "
                    + "GROUP BY signal) AS last WHERE carried.signal = last.signal AND carried.time < last.time");
        });
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
                manifest.change(new Slices.Change(List.of(), List.of(), tiers), () -> {
                });
                return true;
            }
        }
        for (var file : tiers.reaches(tier).entrySet()) {
            if (file.getValue().to() <= before) {
                manifest.change(new Slices.Change(List.of(), List.of(), tiers.without(file.getKey())), () -> {
                });
                return true;
            }
        }
        return false;
    }
}
