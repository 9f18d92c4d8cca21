package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * Moves rows from the hot table to slices, one slice a call. The slice is written beside the writer, from what is there
 * when it begins; should anything come into its range meanwhile, it is thrown away and tried again.
 */
final class Settling {

    /** Slices thrown away in a row until one is written with the writer waiting. */
    private static final int PATIENCE = 2;
    private static final History.Settled NOTHING_YET = new History.Settled(0, true);

    /** Held by whoever changes the hot table. */
    private final Object writing;
    private final DuckDBConnection connection;
    private final DuckDBConnection settler;
    private final Doctor doctor;
    private final SettlePlan plan;
    private final SliceWriter writer;
    private final HotHours hours;
    private final Slices slices;
    private final NewestSamples newest;
    private int thrownAway;

    Settling(Object writing, Database database, Doctor doctor, SettlePlan plan, SliceWriter writer, HotHours hours,
            Slices slices, NewestSamples newest) {
        this.writing = writing;
        connection = database.writer();
        settler = database.settler();
        this.doctor = doctor;
        this.plan = plan;
        this.writer = writer;
        this.hours = hours;
        this.slices = slices;
        this.newest = newest;
    }

    /** Settles a slice, if one is due; by one thread at a time. */
    synchronized History.Settled settle(long now) throws SQLException, IOException {
        Optional<SettlePlan.Job> next;
        synchronized (writing) {
            next = nextJob(now);
            if (next.isPresent() && thrownAway >= PATIENCE) {
                Optional<Slice> slice = write(next.get());
                return slice.isPresent() ? finish(next.get(), slice.get(), now) : NOTHING_YET;
            }
        }
        if (next.isEmpty()) {
            return new History.Settled(0, false);
        }
        Optional<Slice> slice = write(next.get());
        if (slice.isEmpty()) {
            return NOTHING_YET;
        }
        synchronized (writing) {
            if (hours.isDisturbed()) {
                thrownAway++;
                Files.delete(slice.get().file());
                return NOTHING_YET;
            }
            return finish(next.get(), slice.get(), now);
        }
    }

    /** The slice of a job; none if one that it replaces turns out to be broken. */
    private Optional<Slice> write(SettlePlan.Job job) throws SQLException, IOException {
        try {
            return Optional.of(writer.write(job));
        } catch (SQLException e) {
            if (!doctor.setsAside(settler, job.replaced(), e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<SettlePlan.Job> nextJob(long now) throws SQLException {
        for (SettlePlan.Due due : plan.due(hours, slices.now(), now)) {
            Optional<SettlePlan.Job> job = jobOf(due).filter(this::isWhole);
            if (job.isPresent()) {
                hours.watch(job.get().from(), job.get().to());
                return job;
            }
        }
        Optional<SettlePlan.Job> join = plan.join(hours, slices.now(), slices.unreadable(), now).filter(this::isWhole);
        join.ifPresent(job -> hours.watch(job.from(), job.to()));
        return join;
    }

    private History.Settled finish(SettlePlan.Job job, Slice slice, long now) throws SQLException {
        thrownAway = 0;
        long moved = switchOver(job, slice);
        boolean more = !plan.due(hours, slices.now(), now).isEmpty()
                || plan.join(hours, slices.now(), slices.unreadable(), now).isPresent();
        return new History.Settled(moved, more);
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

    private long switchOver(SettlePlan.Job job, Slice slice) throws SQLException {
        long hotBefore = hours.total();
        slices.publish(slice, job.replaced());
        try {
            Database.run(connection, "BEGIN");
            exchange(slice, job);
            Database.run(connection, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            Database.rollback(connection, e);
            slices.withdraw(slice, job.replaced());
            throw e;
        }
        slices.retire(job.replaced());
        for (long hour : hours.startsIn(job.from(), job.to())) {
            recount(hour);
        }
        return hotBefore - hours.total();
    }

    private void exchange(Slice slice, SettlePlan.Job job) throws SQLException {
        Database.run(connection, "DELETE FROM hot WHERE time >= " + job.from() + " AND time < " + job.to());
        for (Slice old : job.replaced()) {
            Database.run(connection, "DELETE FROM slices WHERE id = " + old.id());
        }
        Database.run(connection, "INSERT INTO slices VALUES (%d, %s, %d, %d, %d, %d)".formatted(slice.id(),
                Layout.quoted(slice.file().getFileName().toString()), slice.from(), slice.to(), slice.rows(),
                slice.bytes()));
        Database.run(connection,
                "DELETE FROM positions WHERE journal_cursor < (SELECT max(journal_cursor) FROM positions)");
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
