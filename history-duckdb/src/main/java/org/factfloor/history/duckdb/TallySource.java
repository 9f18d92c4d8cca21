package org.factfloor.history.duckdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The files of a tier that answer for some ranges of time, and which of their rows count. */
final class TallySource {

    private final Tiers tiers;
    private final Tier tier;
    /** End of each range by its beginning. */
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();
    private final List<TierFile> files = new ArrayList<>();

    /**
     * A source.
     *
     * @param ranges without overlap
     */
    TallySource(Tiers tiers, Tier tier, Collection<Range> ranges) {
        this.tiers = tiers;
        this.tier = tier;
        for (Range range : ranges) {
            this.ranges.put(range.from(), range.to());
            tiers.overlapping(tier, range.from(), range.to()).forEach(stretch -> files.add(stretch.file()));
        }
        List<TierFile> once = files.stream().distinct().toList();
        files.clear();
        files.addAll(once);
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** A query of the place of each row's file among those that are read, and other columns; more conditions may follow. */
    String select(String columns) {
        return "SELECT CAST(file_index AS INTEGER), " + columns + " FROM "
                + Layout.paths(files.stream().map(TierFile::file).toList()) + " WHERE start BETWEEN "
                + tier.startOf(ranges.firstKey()) + " AND " + (ranges.lastEntry().getValue() - 1);
    }

    /**
     * Whether a row counts.
     *
     * @param place of its file
     * @param firstTime of its first sample
     */
    boolean counts(int place, long firstTime) {
        var range = ranges.floorEntry(firstTime);
        return range != null && firstTime < range.getValue()
                && files.get(place).equals(tiers.at(tier, firstTime));
    }
}
