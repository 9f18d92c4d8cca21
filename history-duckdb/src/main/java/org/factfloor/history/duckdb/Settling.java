package org.factfloor.history.duckdb;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/** Moves rows from the hot table to slices, one slice a call. Used by the one writer, outside a transaction. */
final class Settling {

    private final DuckDBConnection connection;
    private final SettlePlan plan;
    private final SliceWriter writer;
    private final HotHours hours;
    private final Slices slices;
    private final NewestSamples newest;

    Settling(DuckDBConnection connection, SettlePlan plan, SliceWriter writer, HotHours hours, Slices slices,
            NewestSamples newest) {
        this.connection = connection;
        this.plan = plan;
        this.writer = writer;
        this.hours = hours;
        this.slices = slices;
        this.newest = newest;
    }

    History.Settled settle(long now) throws SQLException, IOException {
        for (SettlePlan.Due due : plan.due(hours, slices.now(), now)) {
            Optional<SettlePlan.Job> job = jobOf(due);
            if (job.isPresent() && isWhole(job.get())) {
                return new History.Settled(run(job.get()), isMoreDue(now));
            }
        }
        Optional<SettlePlan.Job> join = plan.join(hours, slices.now(), now);
        if (join.isPresent() && isWhole(join.get())) {
            run(join.get());
            return new History.Settled(0, isMoreDue(now));
        }
        return new History.Settled(0, false);
    }

    private boolean isMoreDue(long now) {
        return !plan.due(hours, slices.now(), now).isEmpty() || plan.join(hours, slices.now(), now).isPresent();
    }

    private Optional<SettlePlan.Job> jobOf(SettlePlan.Due due) throws SQLException {
        NavigableMap<Long, Long> rowsBySecond = new TreeMap<>();
        Database.query(connection, """
                SELECT time - ((time %% 1000000) + 1000000) %% 1000000 AS start, count(*) FROM hot
                WHERE time >= %d AND time < %d GROUP BY start""".formatted(due.hour().start(), due.hour().end()),
                row -> rowsBySecond.put(row.getLong(1), row.getLong(2)));
        return plan.job(due, rowsBySecond, slices.now(), hours.total());
    }

    /** Late rows of a file that cannot be read stay hot: rewriting it would drop its rows. */
    private boolean isWhole(SettlePlan.Job job) {
        return slices.unreadable().stream().noneMatch(slice -> slice.overlaps(job.from(), job.to()));
    }

    private long run(SettlePlan.Job job) throws SQLException, IOException {
        Slice slice = writer.write(job);
        long hotBefore = hours.total();
        slices.publish(slice, job.replaced());
        try {
            Database.run(connection, "BEGIN");
            switchTo(slice, job);
            Database.run(connection, "COMMIT");
        } catch (SQLException e) {
            Database.rollback(connection, e);
            slices.withdraw(slice, job.replaced());
            throw e;
        }
        slices.retire(job.replaced());
        for (long hour = HotHours.startOf(job.from()); hour < job.to(); hour += Micros.PER_HOUR) {
            recount(hour);
        }
        return hotBefore - hours.total();
    }

    private void switchTo(Slice slice, SettlePlan.Job job) throws SQLException {
        Database.run(connection, "DELETE FROM hot WHERE time >= " + job.from() + " AND time < " + job.to());
        for (Slice old : job.replaced()) {
            Database.run(connection, "DELETE FROM slices WHERE id = " + old.id());
        }
        Database.run(connection, "INSERT INTO slices VALUES (%d, %s, %d, %d, %d, %d)".formatted(slice.id(),
                Layout.quoted(slice.file().getFileName().toString()), slice.from(), slice.to(), slice.rows(),
                slice.bytes()));
        keepNewest();
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

    private void recount(long start) throws SQLException {
        hours.forget(start);
        Database.query(connection, """
                SELECT signal, min(time), max(time), count(*) FROM hot
                WHERE time >= %d AND time < %d GROUP BY signal""".formatted(start, start + Micros.PER_HOUR),
                row -> hours.include(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

}
