package org.factfloor.history.duckdb;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.Retention;
import org.factfloor.plant.SampleBatch;

/** Reads from the database what a history keeps in memory. */
final class Restore {

    private final DuckDBConnection connection;
    private final Path folder;

    /**
     * Reads through a connection.
     *
     * @param folder the history's
     */
    Restore(DuckDBConnection connection, Path folder) {
        this.connection = connection;
        this.folder = folder;
    }

    List<Slice> slices() throws SQLException {
        List<Slice> slices = new ArrayList<>();
        Database.query(connection, "SELECT id, file, from_time, to_time, row_count, byte_count FROM slices",
                row -> slices.add(new Slice(row.getLong(1), folder.resolve("settled").resolve(row.getString(2)),
                        row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6))));
        return slices;
    }

    /** The tallies; none in a database of the first format, which is backed up and examined as it is. */
    Tiers tiers() throws SQLException {
        if (number("SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('tiers', 'removed')") < 2) {
            return Tiers.NONE;
        }
        List<Tiers.Stretch> stretches = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            Database.query(connection,
                    "SELECT id, file, from_time, to_time, row_count, byte_count FROM tiers WHERE width = "
                            + tier.width(),
                    row -> stretches.add(new Tiers.Stretch(row.getLong(3), row.getLong(4),
                            new TierFile(row.getLong(1), tier, folder.resolve(tier.folder()).resolve(row.getString(2)),
                                    row.getLong(5), row.getLong(6)))));
        }
        return new Tiers(stretches, number("SELECT coalesce(max(before_time), " + Long.MIN_VALUE + ") FROM removed"));
    }

    Retention retention() throws SQLException {
        AtomicReference<Retention> found = new AtomicReference<>(Retention.EVERYTHING);
        Database.query(connection, "SELECT samples_days, minutes_days, hours_days FROM retention",
                row -> found.set(new Retention(row.getObject(1, Integer.class), row.getObject(2, Integer.class),
                        row.getObject(3, Integer.class))));
        return found.get();
    }

    long cursor() throws SQLException {
        return number("SELECT coalesce(max(journal_cursor), 0) FROM positions");
    }

    long revision() throws SQLException {
        return number("SELECT coalesce(max(revision), 0) FROM changes");
    }

    private long number(String query) throws SQLException {
        AtomicLong number = new AtomicLong();
        Database.query(connection, query, row -> number.set(row.getLong(1)));
        return number.get();
    }

    /** What the hot table holds, and the newest samples from it and from what was noted when rows left it. */
    void hot(HotHours hours, NewestSamples newest) throws SQLException {
        offer(newest, "SELECT " + Layout.HOT + " FROM newest");
        Database.query(connection, "SELECT signal, time FROM earliest",
                row -> newest.offerEarliest(row.getInt(1), row.getLong(2)));
        offer(newest, "SELECT " + Layout.HOT + """
                 FROM hot SEMI JOIN (SELECT signal, max(time) AS time FROM hot GROUP BY signal) AS last
                USING (signal, time)""");
        RowReader.times(connection, "SELECT signal, time FROM hot", (signal, time) -> {
            hours.add(signal, time);
            newest.offerEarliest(signal, time);
        });
    }

    private void offer(NewestSamples newest, String query) throws SQLException {
        SampleBatch rows = RowReader.all(connection, query);
        for (int i = 0; i < rows.size(); i++) {
            newest.offer(rows, i);
        }
    }
}
