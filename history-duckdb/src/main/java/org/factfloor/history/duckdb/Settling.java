package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;

/**
 * Moves rows from the hot table to slices, one slice a call. The slice and its tallies are written beside the writer, from
 * what is there when it begins; should anything come into its range meanwhile, they are thrown away and tried again.
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
    private final TierWriter tierWriter;
    private final TierUpkeep upkeep;
    private final Readmission readmission;
    private final Removal removal;
    private final Manifest manifest;
    private final HotHours hours;
    private final Slices slices;
    private int thrownAway;

    Settling(Object writing, Database database, Doctor doctor, SettlePlan plan, SliceWriter writer,
            TierWriter tierWriter, TierUpkeep upkeep, Readmission readmission, Removal removal,
            Manifest manifest, HotHours hours,
            Slices slices) {
        this.writing = writing;
        connection = database.writer();
        settler = database.settler();
        this.doctor = doctor;
        this.plan = plan;
        this.writer = writer;
        this.tierWriter = tierWriter;
        this.upkeep = upkeep;
        this.readmission = readmission;
        this.removal = removal;
        this.manifest = manifest;
        this.hours = hours;
        this.slices = slices;
    }

    /**
     * A slice to write and the stretch of it to tally: the hours of it that have hot rows, for tallies of the others hold as
     * they are.
     */
    private record Work(SettlePlan.Job job, Optional<Range> tallied) {}

    /** What was written. */
    private record Written(Slice slice, List<TierFile> tallies) {

        void delete() throws IOException {
            Files.delete(slice.file());
            for (TierFile file : tallies) {
                Files.delete(file.file());
            }
        }
    }

    /** Settles a slice, if one is due, or does what files of tallies need; by one thread at a time. */
    synchronized History.Settled settle(long now) throws SQLException, IOException {
        Optional<Work> next;
        synchronized (writing) {
            next = nextWork(now);
            if (next.isPresent() && thrownAway >= PATIENCE) {
                Optional<Written> written = write(next.get());
                return written.isPresent() ? finish(next.get(), written.get(), now) : NOTHING_YET;
            }
        }
        if (next.isEmpty()) {
            return new History.Settled(0, readmission.work() || upkeep.work(now) || removal.work(now));
        }
        Optional<Written> written = write(next.get());
        if (written.isEmpty()) {
            return NOTHING_YET;
        }
        synchronized (writing) {
            if (hours.isDisturbed()) {
                thrownAway++;
                written.get().delete();
                return NOTHING_YET;
            }
            return finish(next.get(), written.get(), now);
        }
    }

    /** The slice of a job; none if one that it replaces turns out to be broken, or rows came while it was written. */
    private Optional<Written> write(Work work) throws SQLException, IOException {
        Slice slice;
        try {
            slice = writer.write(work.job());
        } catch (SQLException e) {
            if (isDisturbed()) {
                // Its rows were counted before some came that it has.
                thrownAway++;
                return Optional.empty();
            }
            if (!doctor.setsAside(settler, work.job().replaced(), List.of(), e)) {
                throw e;
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new Written(slice, work.tallied().isPresent()
                    ? tierWriter.write(slice, work.tallied().get())
                    : List.of()));
        } catch (SQLException | IOException | RuntimeException e) {
            Files.delete(slice.file());
            throw e;
        }
    }

    private boolean isDisturbed() {
        synchronized (writing) {
            return hours.isDisturbed();
        }
    }

    private Optional<Work> nextWork(long now) throws SQLException {
        List<SettlePlan.Due> due = plan.due(hours, slices.now(), now);
        for (int i = 0; i < due.size(); i++) {
            Optional<SettlePlan.Job> job = jobOf(due.get(i));
            if (job.isPresent()) {
                return Optional.of(watched(plan.withFollowing(job.get(), due.subList(i + 1, due.size()), slices.now(),
                        hours)));
            }
        }
        return plan.join(hours, slices.now(), slices.unreadable(), now).map(this::watched);
    }

    private Work watched(SettlePlan.Job job) {
        hours.watch(job.from(), job.to());
        List<Long> hot = hours.startsIn(job.from(), job.to());
        if (hot.isEmpty()) {
            return new Work(job, Optional.empty());
        }
        // Where samples have been removed, tallies know more than what comes late.
        long from = Math.max(Math.max(job.from(), hot.getFirst()), slices.now().tiers().removedBefore());
        long to = Math.min(job.to(), hot.getLast() + Micros.PER_HOUR);
        return new Work(job, from < to ? Optional.of(new Range(from, to)) : Optional.empty());
    }

    private History.Settled finish(Work work, Written written, long now) throws SQLException {
        thrownAway = 0;
        long moved = switchOver(work, written);
        boolean more = !plan.due(hours, slices.now(), now).isEmpty()
                || plan.join(hours, slices.now(), slices.unreadable(), now).isPresent() || upkeep.isDue(now);
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

    private long switchOver(Work work, Written written) throws SQLException {
        SettlePlan.Job job = work.job();
        long hotBefore = hours.total();
        Tiers after = slices.now().tiers();
        for (TierFile file : written.tallies()) {
            after = after.with(file, work.tallied().orElseThrow());
        }
        manifest.change(new Slices.Change(List.of(written.slice()), job.replaced(), after),
                () -> Database.run(connection,
                        "DELETE FROM hot WHERE time >= " + job.from() + " AND time < " + job.to()));
        hours.forget(job.from(), job.to());
        return hotBefore - hours.total();
    }
}
