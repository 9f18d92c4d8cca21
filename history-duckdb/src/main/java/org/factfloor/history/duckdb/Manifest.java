package org.factfloor.history.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.SampleBatch;

/**
 * Puts files into use and takes others out, all in one transaction: the tables of the database tell which files hold. Used by
 * whoever holds the writing connection.
 */
final class Manifest {

    private final DuckDBConnection connection;
    private final Slices slices;
    private final NewestSamples newest;
    private final FileList list;

    Manifest(DuckDBConnection writer, Slices slices, NewestSamples newest, FileList list) {
        connection = writer;
        this.slices = slices;
        this.newest = newest;
        this.list = list;
    }

    /**
     * Makes a change. When this returns it lasts, and what was replaced is deleted once nobody reads it.
     *
     * @param also what else belongs to the transaction
     */
    void change(Slices.Change change, Database.Work also) throws SQLException {
        Tiers before = slices.now().tiers();
        slices.publish(change);
        try {
            Database.run(connection, "BEGIN");
            also.work();
            write(change);
            Database.run(connection, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            Database.rollback(connection, e);
            slices.withdraw(change, before);
            throw e;
        }
        list.write(slices);
        slices.retire(change, before);
    }

    /**
     * Makes a change whose rows go to the hot table: known to readers only when they are there, so that these see a moving
     * row at least once.
     */
    void changeThenPublish(Slices.Change change, Database.Work also) throws SQLException {
        Tiers before = slices.now().tiers();
        Database.run(connection, "BEGIN");
        try {
            also.work();
            write(change);
            Database.run(connection, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            Database.rollback(connection, e);
            throw e;
        }
        slices.publish(change);
        list.write(slices);
        slices.retire(change, before);
    }

    private void write(Slices.Change change) throws SQLException {
        for (Slice old : change.replaced()) {
            Database.run(connection, "DELETE FROM slices WHERE id = " + old.id());
        }
        for (Slice slice : change.added()) {
            // One that was set aside is still there.
            Database.run(connection, "DELETE FROM slices WHERE id = " + slice.id());
            Database.run(connection, "INSERT INTO slices VALUES (%d, %s, %d, %d, %d, %d)".formatted(slice.id(),
                    Layout.quoted(slice.file().getFileName().toString()), slice.from(), slice.to(), slice.rows(),
                    slice.bytes()));
        }
        keep(change.tiers());
        // Positions are only added while samples are applied; here they become one again.
        Database.run(connection,
                "DELETE FROM positions WHERE journal_cursor < (SELECT max(journal_cursor) FROM positions)");
        keepNewest();
    }

    private void keep(Tiers tiers) throws SQLException {
        if (tiers.removedBefore() > Long.MIN_VALUE) {
            Database.run(connection, "DELETE FROM removed");
            Database.run(connection, "INSERT INTO removed VALUES (" + tiers.removedBefore() + ")");
        }
        Database.run(connection, "DELETE FROM tiers");
        try (DuckDBAppender appender = connection.createAppender("tiers")) {
            for (Tiers.Stretch stretch : slices.listed(tiers)) {
                TierFile file = stretch.file();
                appender.beginRow()
                        .append(file.id())
                        .append(file.tier().width())
                        .append(file.file().getFileName().toString())
                        .append(stretch.from())
                        .append(stretch.to())
                        .append(file.rows())
                        .append(file.bytes())
                        .endRow();
            }
            appender.flush();
        }
    }

    /** The newest samples may have left the hot table, where the next start would look for them. */
    private void keepNewest() throws SQLException {
        Database.run(connection, "DELETE FROM newest");
        Database.run(connection, "DELETE FROM earliest");
        SampleBatch all = newest.all();
        try (DuckDBAppender last = connection.createAppender("newest");
                DuckDBAppender first = connection.createAppender("earliest")) {
            for (int i = 0; i < all.size(); i++) {
                HotTable.append(last, all, i);
                first.beginRow().append(all.signal(i)).append(newest.earliest(all.signal(i))).endRow();
            }
            last.flush();
            first.flush();
        }
    }
}
