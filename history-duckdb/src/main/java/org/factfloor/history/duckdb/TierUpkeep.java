package org.factfloor.history.duckdb;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.Micros;

/**
 * What files of tallies need while nothing settles: those that are missing are written, the newest first, and small ones are
 * joined. A step a call, beside the writer; only the switch makes it wait. Used by the one thread that settles.
 */
final class TierUpkeep {

    /** Stretches within which files are joined once they are over, µs. */
    private static final long[] JOINED_WITHIN = {4 * Micros.PER_HOUR, 24 * Micros.PER_HOUR, 30 * 24 * Micros.PER_HOUR,
            360 * 24 * Micros.PER_HOUR};

    /** Held by whoever changes the hot table. */
    private final Object writing;
    private final DuckDBConnection settler;
    private final Doctor doctor;
    private final TierWriter writer;
    private final Manifest manifest;
    private final Slices slices;
    private final long mostRows;

    TierUpkeep(Object writing, Database database, Doctor doctor, TierWriter writer, Manifest manifest, Slices slices,
            DuckDbSettings settings) {
        this.writing = writing;
        settler = database.settler();
        this.doctor = doctor;
        this.writer = writer;
        this.manifest = manifest;
        this.slices = slices;
        mostRows = settings.sliceRows();
    }

    /** A part of a slice that no tally answers for. */
    private record Missing(Slice slice, Range range) {}

    boolean isDue(long now) {
        return missing().isPresent() || joinable(now).isPresent();
    }

    /**
     * Takes a step, if one is due.
     *
     * @return whether another one is
     */
    boolean work(long now) throws SQLException, IOException {
        Optional<Missing> missing = missing();
        if (missing.isPresent()) {
            add(missing.get());
            return isDue(now);
        }
        Optional<Set<TierFile>> joinable = joinable(now);
        if (joinable.isEmpty()) {
            return false;
        }
        join(joinable.get());
        return isDue(now);
    }

    private Optional<Missing> missing() {
        Slices.Snapshot now = slices.now();
        for (Slice slice : now.byStart().descendingMap().values()) {
            for (Tier tier : Tier.values()) {
                // Before that, files that cannot be read may know more than what has come since.
                long from = Math.max(slice.from(), now.tiers().removedBefore());
                List<Range> ranges = now.tiers().uncovered(tier, from, slice.to());
                if (!ranges.isEmpty()) {
                    return Optional.of(new Missing(slice, ranges.getLast()));
                }
            }
        }
        return Optional.empty();
    }

    private void add(Missing missing) throws SQLException, IOException {
        List<TierFile> files;
        try {
            files = writer.write(missing.slice(), missing.range());
        } catch (SQLException e) {
            if (!doctor.setsAside(settler, List.of(missing.slice()), List.of(), e)) {
                throw e;
            }
            return;
        }
        synchronized (writing) {
            Tiers after = slices.now().tiers();
            for (TierFile file : files) {
                after = after.with(file, missing.range());
            }
            switchTo(after);
        }
    }

    private void switchTo(Tiers after) throws SQLException {
        manifest.change(new Slices.Change(List.of(), List.of(), after), () -> {
        });
    }

    /** Files whose stretches are neighbours within a longer stretch that is over, and fit into one. */
    private Optional<Set<TierFile>> joinable(long now) {
        Tiers tiers = slices.now().tiers();
        for (Tier tier : Tier.values()) {
            Map<TierFile, Range> reaches = tiers.reaches(tier);
            for (long within : JOINED_WITHIN) {
                Set<TierFile> run = new HashSet<>();
                long runRows = 0;
                long runEnd = Long.MIN_VALUE;
                for (Tiers.Stretch stretch : tiers.stretches(tier)) {
                    TierFile file = stretch.file();
                    Range reach = reaches.getOrDefault(file, stretch.range());
                    long end = (Math.floorDiv(reach.from(), within) + 1) * within;
                    boolean fits = reach.to() <= end && now - end >= Micros.PER_HOUR && file.rows() <= mostRows;
                    if (!fits || end != runEnd || !run.contains(file) && runRows + file.rows() > mostRows) {
                        if (run.size() > 1) {
                            return Optional.of(run);
                        }
                        run = new HashSet<>();
                        runRows = 0;
                        runEnd = end;
                    }
                    if (fits && run.add(file)) {
                        runRows += file.rows();
                    }
                }
                if (run.size() > 1) {
                    return Optional.of(run);
                }
            }
        }
        return Optional.empty();
    }

    private void join(Set<TierFile> files) throws SQLException, IOException {
        Tiers before = slices.now().tiers();
        TierFile joined;
        try {
            joined = writer.join(before, files);
        } catch (SQLException e) {
            if (!doctor.setsAside(settler, List.of(), new ArrayList<>(files), e)) {
                throw e;
            }
            return;
        }
        synchronized (writing) {
            switchTo(slices.now().tiers().joined(files, joined));
        }
    }
}
