package org.factfloor.history.duckdb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.factfloor.plant.Micros;

/**
 * Chooses what settles next: an hour that is over and quiet; else, when the hot table has grown too large, what came first
 * of its fullest hour; else, neighbouring slices of 4 hours, of a day, of 30 days, that fit into one: each file costs a read
 * about as much as a hundred thousand rows. Slices never overlap.
 */
final class SettlePlan {

    /** Newest part of an hour that goes on, kept hot because its samples may still come out of order. */
    private static final long KEPT_BACK = Micros.PER_MINUTE;
    /** The same when the hot table is twice too large. */
    private static final long KEPT_BACK_UNDER_PRESSURE = 2 * Micros.PER_SECOND;

    /** Stretches within which slices are joined once they are over, µs. */
    private static final long[] JOINED_WITHIN = {4 * Micros.PER_HOUR, 24 * Micros.PER_HOUR, 30 * 24 * Micros.PER_HOUR};

    private static final long DAY = 24 * Micros.PER_HOUR;

    private final DuckDbSettings settings;

    SettlePlan(DuckDbSettings settings) {
        this.settings = settings;
    }

    /** A slice to write: the rows of [from, to), in place of slices that lie within. */
    record Job(long from, long to, List<Slice> replaced) {}

    /**
     * An hour to settle.
     *
     * @param over whether it has ended and is quiet; if not, the hot table is too large
     */
    record Due(HotHours.Hour hour, boolean over) {}

    /** Hours to settle: those that are over, the earliest first; then, under pressure, the fullest first. */
    List<Due> due(HotHours hours, Slices.Snapshot slices, long now) {
        List<Due> due = new ArrayList<>();
        for (HotHours.Hour hour : hours.all()) {
            long quietFor = hour.quietFor(now);
            boolean over = now - hour.end() >= micros(settings.settleAfter());
            boolean isLate = !slices.overlapping(hour.start(), hour.end()).isEmpty()
                    && hour.rows() < settings.lateRows();
            if (over && quietFor >= micros(isLate ? settings.lateQuiet() : settings.quiet())) {
                due.add(new Due(hour, true));
            }
        }
        boolean tooLarge = hours.total() > settings.hotRows();
        // Twice too large: what is due does not settle (its file may be broken), so the rest must not wait for it.
        if (tooLarge && (due.isEmpty() || hours.total() > 2L * settings.hotRows())) {
            hours.all()
                    .stream()
                    .sorted(Comparator.comparingLong(HotHours.Hour::rows).reversed())
                    .forEach(hour -> due.add(new Due(hour, false)));
        }
        return due;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    /**
     * The next slice of an hour.
     *
     * @param rowsBySecond hot rows of the hour by the start of their second
     * @param hotTotal rows in the hot table
     */
    Optional<Job> job(Due due, NavigableMap<Long, Long> rowsBySecond, Slices.Snapshot slices, long hotTotal) {
        HotHours.Hour hour = due.hour();
        List<Slice> there = slices.overlapping(hour.start(), hour.end());
        long rows = hour.rows() + there.stream().mapToLong(Slice::rows).sum();
        boolean within = there.stream().allMatch(slice -> slice.from() >= hour.start() && slice.to() <= hour.end());
        if (due.over() && within && rows <= settings.sliceRows()) {
            return Optional.of(new Job(hour.start(), hour.end(), there));
        }
        long keptBack = hotTotal > 2L * settings.hotRows() ? KEPT_BACK_UNDER_PRESSURE : KEPT_BACK;
        long end = due.over() ? hour.end() : rowsBySecond.lastKey() - keptBack;
        return gap(hour, end, rowsBySecond, there).or(() -> fullest(rowsBySecond, there));
    }

    /**
     * The job of an hour made longer by the hours after it on its day that are due as well, as far as one slice holds them: a
     * backlog of small hours, as an import leaves it, settles a day at a time.
     *
     * @param after hours that are due, from the one behind the job's on
     */
    Job withFollowing(Job job, List<Due> after, Slices.Snapshot slices, HotHours hours) {
        boolean isHour = job.from() % Micros.PER_HOUR == 0 && job.to() - job.from() == Micros.PER_HOUR;
        if (!isHour || !job.replaced().isEmpty()) {
            return job;
        }
        long endOfDay = (Math.floorDiv(job.from(), DAY) + 1) * DAY;
        long rows = hours.rowsIn(job.from(), job.to());
        long to = job.to();
        for (Due due : after) {
            HotHours.Hour hour = due.hour();
            rows += hour.rows();
            boolean fits = due.over() && hour.start() >= to && hour.end() <= endOfDay && rows <= settings.sliceRows()
                    && slices.overlapping(to, hour.end()).isEmpty() && hours.rowsIn(to, hour.start()) == 0;
            if (!fits) {
                break;
            }
            to = hour.end();
        }
        return new Job(job.from(), to, List.of());
    }

    /** The first rows outside every slice, up to what a slice holds. */
    private Optional<Job> gap(HotHours.Hour hour, long end, NavigableMap<Long, Long> rowsBySecond,
            Collection<Slice> there) {
        long from = Long.MIN_VALUE;
        long to = 0;
        long rows = 0;
        for (var second : rowsBySecond.headMap(end, false).entrySet()) {
            long start = second.getKey();
            Optional<Slice> within = there.stream().filter(slice -> slice.overlaps(start, start + 1)).findAny();
            boolean full = rows + second.getValue() > settings.sliceRows();
            boolean cut = rows > 0 && (within.isPresent() || full || crosses(from, start, there));
            if (cut) {
                break;
            }
            if (within.isEmpty()) {
                from = rows == 0 ? start : from;
                to = start + Micros.PER_SECOND;
                rows += second.getValue();
            }
        }
        return rows == 0 ? Optional.empty() : Optional.of(new Job(from, Math.min(to, hour.end()), List.of()));
    }

    private static boolean crosses(long from, long to, Collection<Slice> there) {
        return there.stream().anyMatch(slice -> slice.overlaps(from, to));
    }

    /** The slice with the most rows that came late for it. */
    private static Optional<Job> fullest(NavigableMap<Long, Long> rowsBySecond, Collection<Slice> there) {
        return there.stream()
                .filter(slice -> lateRows(rowsBySecond, slice) > 0)
                .max(Comparator.comparingLong(slice -> lateRows(rowsBySecond, slice)))
                .map(slice -> new Job(slice.from(), slice.to(), List.of(slice)));
    }

    private static long lateRows(NavigableMap<Long, Long> rowsBySecond, Slice slice) {
        return rowsBySecond.subMap(slice.from(), true, slice.to(), false)
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * Neighbouring slices to join, of a stretch that is over and has nothing hot.
     *
     * @param unreadable slices that nothing may be joined across
     */
    Optional<Job> join(HotHours hours, Slices.Snapshot slices, Collection<Slice> unreadable, long now) {
        for (long stretch : JOINED_WITHIN) {
            List<Slice> run = new ArrayList<>();
            for (Slice slice : slices.byStart().values()) {
                if (!continues(run, slice, stretch) || isBetween(unreadable, run.getFirst(), slice)) {
                    if (run.size() > 1) {
                        break;
                    }
                    run.clear();
                }
                long end = endOfStretch(slice, stretch);
                if (now - end >= Micros.PER_HOUR && !hours.anyIn(slice.from(), end)) {
                    run.add(slice);
                }
            }
            if (run.size() > 1) {
                return Optional.of(new Job(run.getFirst().from(), run.getLast().to(), List.copyOf(run)));
            }
        }
        return Optional.empty();
    }

    private boolean continues(List<Slice> run, Slice slice, long stretch) {
        long rows = run.stream().mapToLong(Slice::rows).sum() + slice.rows();
        return rows <= settings.sliceRows() && !run.isEmpty()
                && endOfStretch(run.getFirst(), stretch) == endOfStretch(slice, stretch);
    }

    private static boolean isBetween(Collection<Slice> unreadable, Slice first, Slice last) {
        return unreadable.stream().anyMatch(slice -> slice.overlaps(first.from(), last.to()));
    }

    private static long endOfStretch(Slice slice, long stretch) {
        return (Math.floorDiv(slice.from(), stretch) + 1) * stretch;
    }
}
