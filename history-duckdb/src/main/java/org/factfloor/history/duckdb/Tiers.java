package org.factfloor.history.duckdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which tier files answer for which stretches of time, at one moment; does not change. Stretches of a tier do not overlap.
 * No row reaches over the border of a stretch, so its first sample tells whether it counts.
 */
final class Tiers {

    static final Tiers NONE = new Tiers(List.of(), Long.MIN_VALUE);

    private final long removedBefore;
    private final Map<Tier, NavigableMap<Long, Stretch>> byTier = new EnumMap<>(Tier.class);

    /** A stretch of time, [from, to) in µs, that a file answers for. */
    record Stretch(long from, long to, TierFile file) {

        Range range() {
            return new Range(from, to);
        }
    }

    /**
     * Tiers of stretches that do not overlap.
     *
     * @param removedBefore samples before this time have been removed; {@link Long#MIN_VALUE} if none have
     */
    Tiers(Collection<Stretch> stretches, long removedBefore) {
        this.removedBefore = removedBefore;
        for (Tier tier : Tier.values()) {
            byTier.put(tier, new TreeMap<>());
        }
        stretches.forEach(stretch -> of(stretch.file().tier()).put(stretch.from(), stretch));
    }

    private NavigableMap<Long, Stretch> of(Tier tier) {
        return byTier.getOrDefault(tier, Collections.emptyNavigableMap());
    }

    /** Samples before this time have been removed: there, tallies alone answer. */
    long removedBefore() {
        return removedBefore;
    }

    /** The same once samples before a time are removed. */
    Tiers withRemovedBefore(long time) {
        return new Tiers(all(), Math.max(removedBefore, time));
    }

    /** Stretches of a tier in time order. */
    Collection<Stretch> stretches(Tier tier) {
        return Collections.unmodifiableCollection(of(tier).values());
    }

    /** All stretches of all tiers. */
    List<Stretch> all() {
        return byTier.values().stream().flatMap(stretches -> stretches.values().stream()).toList();
    }

    Set<TierFile> files() {
        Set<TierFile> files = new HashSet<>();
        all().forEach(stretch -> files.add(stretch.file()));
        return files;
    }

    /** Files that answer for a part of [from, to). */
    List<TierFile> files(long from, long to) {
        return byTier.keySet()
                .stream()
                .flatMap(tier -> overlapping(tier, from, to).stream())
                .map(Stretch::file)
                .distinct()
                .toList();
    }

    /** From where to where the stretches of each file of a tier reach. */
    Map<TierFile, Range> reaches(Tier tier) {
        Map<TierFile, Range> reaches = new HashMap<>();
        for (Stretch stretch : of(tier).values()) {
            reaches.merge(stretch.file(), stretch.range(), (one, other) -> new Range(Math.min(one.from(), other.from()),
                    Math.max(one.to(), other.to())));
        }
        return reaches;
    }

    /** Stretches that overlap [from, to), in time order. */
    List<Stretch> overlapping(Tier tier, long from, long to) {
        NavigableMap<Long, Stretch> stretches = of(tier);
        if (from >= to) {
            return List.of();
        }
        Long start = stretches.floorKey(from);
        return stretches.subMap(start == null ? from : start, true, to, false)
                .values()
                .stream()
                .filter(stretch -> stretch.to() > from)
                .toList();
    }

    /** The file that answers for a moment. */
    @Nullable
    TierFile at(Tier tier, long time) {
        Map.Entry<Long, Stretch> before = of(tier).floorEntry(time);
        return before == null || before.getValue().to() <= time ? null : before.getValue().file();
    }

    /** What of [from, to) no file answers for. */
    List<Range> uncovered(Tier tier, long from, long to) {
        return Range.outside(overlapping(tier, from, to).stream().map(Stretch::range).toList(), from, to);
    }

    /** The same with a file that answers for [from, to), whatever did so before. */
    Tiers with(TierFile file, Range range) {
        Tiers next = cut(file.tier(), range.from(), range.to());
        next.of(file.tier()).put(range.from(), new Stretch(range.from(), range.to(), file));
        return next;
    }

    /** The same without anything that answers for [from, to). */
    Tiers cut(Tier tier, long from, long to) {
        Tiers next = new Tiers(all(), removedBefore);
        NavigableMap<Long, Stretch> stretches = next.of(tier);
        for (Stretch old : overlapping(tier, from, to)) {
            stretches.remove(old.from());
            if (old.from() < from) {
                stretches.put(old.from(), new Stretch(old.from(), from, old.file()));
            }
            if (old.to() > to) {
                stretches.put(to, new Stretch(to, old.to(), old.file()));
            }
        }
        return next;
    }

    /** The same with one file in the place of others of its tier; stretches that adjoin become one. */
    Tiers joined(Set<TierFile> old, TierFile file) {
        List<Stretch> next = new ArrayList<>();
        List<Range> moved = new ArrayList<>();
        for (Stretch stretch : all()) {
            if (old.contains(stretch.file())) {
                moved.add(stretch.range());
            } else {
                next.add(stretch);
            }
        }
        Range.union(moved).forEach(range -> next.add(new Stretch(range.from(), range.to(), file)));
        return new Tiers(next, removedBefore);
    }

    /** What of the stretches of a file is before a time. */
    List<Stretch> before(TierFile file, long time) {
        return of(file.tier()).values()
                .stream()
                .filter(stretch -> stretch.file().equals(file) && stretch.from() < time)
                .map(stretch -> new Stretch(stretch.from(), Math.min(stretch.to(), time), file))
                .toList();
    }

    /** The same without a file. */
    Tiers without(TierFile file) {
        return new Tiers(all().stream().filter(stretch -> !stretch.file().equals(file)).toList(),
                removedBefore);
    }
}
