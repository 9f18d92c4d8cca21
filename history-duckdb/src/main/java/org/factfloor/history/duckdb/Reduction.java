package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.Columns;
import org.factfloor.history.Extent;
import org.factfloor.history.Grid;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * One signal's range on its way to columns. Where columns begin on the borders of minutes or hours, tallies stand for the
 * samples of every hour in which nothing waits to be settled. Where samples have been removed, tallies are all there is; a
 * finer column then shows a minute or hour where its first sample was. Used once, by one thread.
 */
final class Reduction {

    private final Reads reads;
    private final DuckDBConnection connection;
    private final Slices.Snapshot snapshot;
    private final Tiers tiers;
    private final int signal;
    private final long from;
    private final long to;
    /** From here on there are samples. */
    private final long sampledFrom;

    Reduction(Reads reads, DuckDBConnection connection, Slices.Snapshot snapshot, int signal, long from, long to) {
        this.reads = reads;
        this.connection = connection;
        this.snapshot = snapshot;
        this.signal = signal;
        this.from = from;
        this.to = to;
        tiers = snapshot.tiers();
        sampledFrom = Math.clamp(tiers.removedBefore(), from, to);
    }

    /** Finds the last sample before the range; empty if there is none. */
    @FunctionalInterface
    interface Before {

        SampleBatch find() throws SQLException;
    }

    /**
     * The columns.
     *
     * @param before the sample that holds at {@code from}
     * @param hot hot samples of the range in time order
     */
    Columns to(int columns, Before before, SampleBatch hot) throws SQLException {
        Optional<Tier> tier = Tier.fitting(new Grid(from, to, columns));
        SampleBatch counting = sampledFrom == from ? hot : after(hot, sampledFrom);
        List<Range> sampled = sampled(tier, counting);
        List<Extent> tallies = new ArrayList<>(tallies(tier.orElse(Tier.MINUTE), tier.isPresent()
                ? Range.outside(sampled, from, to)
                : Range.outside(List.of(), from, sampledFrom)));
        if (tier.orElse(Tier.MINUTE) == Tier.MINUTE && from < sampledFrom) {
            tallies.addAll(tallies(Tier.HOUR, tiers.uncovered(Tier.MINUTE, from, sampledFrom)));
            tallies.sort(Comparator.comparingLong(Extent::firstTime));
        }
        Optional<Extent> lastTallied = from < sampledFrom ? lastTallied() : Optional.empty();
        SampleBatch last = lastTallied.isPresent() ? new SampleBatch(1) : before.find();
        // Sorted in the files and files in time order: the engine keeps that order, as a rule.
        for (String order : List.of("", Reads.IN_ORDER)) {
            Columns.Fold fold = new Columns.Fold(from, to, columns);
            lastTallied.ifPresent(fold::carry);
            if (!last.isEmpty()) {
                fold.carry(last, 0);
            }
            Picture picture = new Picture(fold, from, to, counting, tallies);
            for (Range range : sampled) {
                reads.settled(connection, snapshot, Layout.PICTURE, range.from(), range.to(),
                        Layout.settledSeconds(signal, range.from(), range.to()) + order,
                        query -> RowReader.picture(connection, query, picture));
            }
            Optional<Columns> finished = picture.finish();
            if (finished.isPresent()) {
                return finished.get();
            }
        }
        throw new SQLException("samples came out of order although order was asked for");
    }

    private static SampleBatch after(SampleBatch rows, long time) {
        SampleBatch after = new SampleBatch();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.time(i) >= time) {
                after.addFrom(rows, i);
            }
        }
        return after;
    }

    /** The hours in which tallies do not tell all: those that hold hot samples, or settled ones nobody has tallied. */
    private List<Range> sampled(Optional<Tier> tier, SampleBatch hot) {
        if (tier.isEmpty()) {
            return Range.outside(List.of(), sampledFrom, to);
        }
        List<Range> hours = new ArrayList<>();
        for (int i = 0; i < hot.size(); i++) {
            addHours(hours, hot.time(i), hot.time(i) + 1);
        }
        for (Slice slice : snapshot.overlapping(sampledFrom, to)) {
            tiers.uncovered(tier.get(), Math.max(sampledFrom, slice.from()), Math.min(to, slice.to()))
                    .forEach(range -> addHours(hours, range.from(), range.to()));
        }
        return Range.union(hours)
                .stream()
                .map(range -> new Range(Math.max(range.from(), sampledFrom), Math.min(range.to(), to)))
                .toList();
    }

    private static void addHours(List<Range> hours, long from, long to) {
        long start = HotHours.startOf(from);
        if (hours.isEmpty() || hours.getLast().from() > from || hours.getLast().to() < to) {
            hours.add(new Range(start, HotHours.startOf(to - 1) + Micros.PER_HOUR));
        }
    }

    /** What the tallies of these ranges say, in time order. */
    private List<Extent> tallies(Tier tier, List<Range> ranges) throws SQLException {
        List<Extent> found = new ArrayList<>();
        TallySource source = new TallySource(tiers, tier, ranges);
        if (!source.isEmpty()) {
            RowReader.extents(connection, source.select(Layout.EXTENT) + " AND signal = " + signal, (place, extent) -> {
                if (source.counts(place, extent.firstTime())) {
                    found.add(extent);
                }
            });
        }
        found.sort(Comparator.comparingLong(Extent::firstTime));
        return found;
    }

    /** The last tally before the range, where samples have been removed: of a minute of the hour before, or of an hour. */
    private Optional<Extent> lastTallied() throws SQLException {
        long hour = HotHours.startOf(from - 1);
        List<Extent> minutes = tallies(Tier.MINUTE, List.of(new Range(hour, from)));
        if (!minutes.isEmpty()) {
            return Optional.of(minutes.getLast());
        }
        List<Tiers.Stretch> backwards = new ArrayList<>(tiers.stretches(Tier.HOUR)).reversed();
        for (Tiers.Stretch stretch : backwards) {
            if (stretch.from() < hour) {
                List<Extent> hours = tallies(Tier.HOUR,
                        List.of(new Range(stretch.from(), Math.min(stretch.to(), hour))));
                if (!hours.isEmpty()) {
                    return Optional.of(hours.getLast());
                }
            }
        }
        return Optional.empty();
    }
}
