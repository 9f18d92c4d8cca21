package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.Columns;
import org.factfloor.history.Extent;
import org.factfloor.history.Grid;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * One signal's range on its way to columns. Where columns begin on the borders of minutes or hours, tallies stand for the
 * samples of every hour in which nothing waits to be settled. Used once, by one thread.
 */
final class Reduction {

    private final Reads reads;
    private final DuckDBConnection connection;
    private final Slices.Snapshot snapshot;
    private final int signal;
    private final long from;
    private final long to;

    Reduction(Reads reads, DuckDBConnection connection, Slices.Snapshot snapshot, int signal, long from, long to) {
        this.reads = reads;
        this.connection = connection;
        this.snapshot = snapshot;
        this.signal = signal;
        this.from = from;
        this.to = to;
    }

    /**
     * The columns.
     *
     * @param before the sample that holds at {@code from}; empty if there is none
     * @param hot hot samples of the range in time order
     */
    Columns to(int columns, SampleBatch before, SampleBatch hot) throws SQLException {
        Optional<Tier> tier = Tier.fitting(new Grid(from, to, columns));
        List<Range> sampled = tier.isPresent() ? sampled(tier.get(), hot) : List.of(new Range(from, to));
        List<Extent> tallies = tier.isPresent()
                ? tallies(tier.get(), Range.outside(sampled, from, to))
                : List.of();
        // Sorted in the files and files in time order: the engine keeps that order, as a rule.
        for (String order : List.of("", Reads.IN_ORDER)) {
            Picture picture = new Picture(from, to, columns, before, hot, tallies);
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

    /** The hours in which tallies do not tell all: those that hold hot samples, or settled ones nobody has tallied. */
    private List<Range> sampled(Tier tier, SampleBatch hot) {
        List<Range> hours = new ArrayList<>();
        for (int i = 0; i < hot.size(); i++) {
            addHours(hours, hot.time(i), hot.time(i) + 1);
        }
        for (Slice slice : snapshot.overlapping(from, to)) {
            snapshot.tiers()
                    .uncovered(tier, Math.max(from, slice.from()), Math.min(to, slice.to()))
                    .forEach(range -> addHours(hours, range.from(), range.to()));
        }
        return Range.union(hours)
                .stream()
                .map(range -> new Range(Math.max(range.from(), from), Math.min(range.to(), to)))
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
        Map<TierFile, Integer> places = new LinkedHashMap<>();
        for (Range range : ranges) {
            snapshot.tiers()
                    .overlapping(tier, range.from(), range.to())
                    .forEach(stretch -> places.putIfAbsent(stretch.file(), places.size()));
        }
        List<Extent> found = new ArrayList<>();
        if (places.isEmpty()) {
            return found;
        }
        List<TierFile> files = List.copyOf(places.keySet());
        String query = "SELECT CAST(file_index AS INTEGER), " + Layout.EXTENT + " FROM "
                + Layout.paths(files.stream().map(TierFile::file).toList()) + " WHERE signal = " + signal
                + " AND start BETWEEN " + tier.startOf(ranges.getFirst().from()) + " AND "
                + (ranges.getLast().to() - 1);
        RowReader.extents(connection, query, (place, extent) -> {
            boolean counts = files.get(place).equals(snapshot.tiers().at(tier, extent.firstTime()))
                    && ranges.stream().anyMatch(range -> range.holds(extent.firstTime()));
            if (counts) {
                found.add(extent);
            }
        });
        found.sort(Comparator.comparingLong(Extent::firstTime));
        return found;
    }
}
