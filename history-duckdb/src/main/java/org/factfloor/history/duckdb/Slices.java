package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settled files that hold now, by time and without overlap, and the tiers over them, as the tables of the database have
 * them. Readers take a {@link Snapshot}; a replaced file is deleted when no snapshot that knows it is out. Safe for several
 * threads.
 */
final class Slices {

    private static final Logger LOG = LoggerFactory.getLogger(Slices.class);

    /** By start; never changed, replaced as a whole. */
    private NavigableMap<Long, Slice> current = Collections.emptyNavigableMap();
    private Tiers tiers;
    private long version;
    private final TreeMap<Long, Integer> readersByVersion = new TreeMap<>();
    private final List<Retired> retired = new ArrayList<>();
    /** Files that could not be read; left out of every snapshot. */
    private final Set<Slice> unreadable = ConcurrentHashMap.newKeySet();
    /**
     * Files of tallies that could not be read, with the stretches in which samples have been removed: nothing else tells of
     * them, so the database goes on listing them.
     */
    private final Map<TierFile, List<Tiers.Stretch>> unreadableTallies = new HashMap<>();

    /** Of slices that overlap the newer one holds: it was filled in for the other, which could not be read. */
    Slices(Collection<Slice> slices, Tiers tiers) {
        this.tiers = tiers;
        slices.stream().sorted(Comparator.comparingLong(Slice::id).reversed()).forEach(slice -> {
            if (now().overlapping(slice.from(), slice.to()).isEmpty()) {
                exchange(List.of(slice), List.of(), tiers);
            } else {
                unreadable.add(slice);
            }
        });
    }

    /** A file that no longer holds from a version on. */
    private record Retired(Path file, long version) {}

    /** The slices and tiers at one moment; {@link #release} it. */
    record Snapshot(NavigableMap<Long, Slice> byStart, Tiers tiers, long version) {

        /** Slices that overlap [from, to), in time order. */
        List<Slice> overlapping(long from, long to) {
            if (from >= to) {
                return List.of();
            }
            Long start = byStart.floorKey(from);
            return byStart.subMap(start == null ? from : start, true, to, false)
                    .values()
                    .stream()
                    .filter(slice -> slice.overlaps(from, to))
                    .toList();
        }
    }

    /**
     * What comes and what goes at once.
     *
     * @param tiers those that hold afterwards
     */
    record Change(List<Slice> added, List<Slice> replaced, Tiers tiers) {}

    synchronized Snapshot take() {
        readersByVersion.merge(version, 1, Integer::sum);
        return now();
    }

    synchronized void release(Snapshot snapshot) {
        readersByVersion.computeIfPresent(snapshot.version(), (_, readers) -> readers == 1 ? null : readers - 1);
        sweep();
    }

    /** Whether no slice came or went since a snapshot was taken. */
    synchronized boolean isCurrent(Snapshot snapshot) {
        return version == snapshot.version();
    }

    /** What the one writer sees; needs no release, for nobody else replaces files. */
    synchronized Snapshot now() {
        return new Snapshot(current, tiers, version);
    }

    /**
     * Makes new files known to readers. Before the transaction that drops their rows from the hot table commits: so a
     * reader whose snapshot holds while it reads the hot rows sees a moving row at least once.
     */
    synchronized void publish(Change change) {
        exchange(change.added(), change.replaced(), change.tiers());
    }

    /**
     * Undoes {@link #publish} after a failed commit. The new files are right, but not known to the database.
     *
     * @param before tiers before the change
     */
    synchronized void withdraw(Change change, Tiers before) {
        exchange(change.replaced(), change.added(), before);
        retire(gone(change.added(), change.tiers(), before));
    }

    private void exchange(List<Slice> added, List<Slice> replaced, Tiers after) {
        TreeMap<Long, Slice> next = new TreeMap<>(current);
        replaced.forEach(slice -> next.remove(slice.from(), slice));
        replaced.forEach(unreadable::remove);
        added.forEach(slice -> next.put(slice.from(), slice));
        added.forEach(unreadable::remove);
        current = next;
        tiers = after;
        version++;
    }

    /** Deletes replaced files once nobody reads them. After the commit. */
    synchronized void retire(Change change, Tiers before) {
        retire(gone(change.replaced(), before, change.tiers()));
    }

    private List<Path> gone(List<Slice> slices, Tiers before, Tiers after) {
        List<Path> gone = new ArrayList<>();
        slices.forEach(slice -> gone.add(slice.file()));
        Set<TierFile> files = before.files();
        files.removeAll(after.files());
        files.removeAll(unreadableTallies.keySet());
        files.forEach(file -> gone.add(file.file()));
        return gone;
    }

    private void retire(List<Path> files) {
        files.forEach(file -> retired.add(new Retired(file, version)));
        sweep();
    }

    private void sweep() {
        long oldest = readersByVersion.isEmpty() ? version : readersByVersion.firstKey();
        retired.removeIf(old -> old.version() <= oldest && delete(old.file()));
    }

    private static boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is not in the tables of the database: the next start removes it.
            LOG.warn("Could not delete the replaced file {}: {}", file, e.getMessage());
        }
        return true;
    }

    /** Leaves a slice out of what is read, until it is added again. */
    synchronized void setAside(Slice slice) {
        if (!unreadable.contains(slice)) {
            exchange(List.of(), List.of(slice), tiers);
            unreadable.add(slice);
        }
    }

    /**
     * Leaves a file of tallies out of what is read, until it is taken back.
     *
     * @return whether samples have been removed in its time, so that only the file can tell of it
     */
    synchronized boolean setAside(TierFile file) {
        List<Tiers.Stretch> alone = tiers.before(file, tiers.removedBefore());
        if (!alone.isEmpty()) {
            unreadableTallies.put(file, alone);
        }
        tiers = tiers.without(file);
        version++;
        return unreadableTallies.containsKey(file);
    }

    /** Reads a file of tallies again that was set aside. */
    synchronized void takeBack(TierFile file) {
        for (Tiers.Stretch stretch : unreadableTallies.getOrDefault(file, List.of())) {
            tiers = tiers.with(file, stretch.range());
        }
        unreadableTallies.remove(file);
        version++;
    }

    /** Gives a file of tallies up that was set aside. */
    synchronized void giveUp(TierFile file) {
        if (unreadableTallies.remove(file) != null) {
            retire(List.of(file.file()));
        }
    }

    /** Files of tallies that could not be read and that nothing else can tell of, with their stretches. */
    synchronized Map<TierFile, List<Tiers.Stretch>> unreadableTallies() {
        return Map.copyOf(unreadableTallies);
    }

    /** What the database is to list: the stretches of tiers that are about to hold, and of what was set aside. */
    synchronized List<Tiers.Stretch> listed(Tiers after) {
        List<Tiers.Stretch> listed = new ArrayList<>();
        after.all().stream().filter(stretch -> !unreadableTallies.containsKey(stretch.file())).forEach(listed::add);
        unreadableTallies.values().forEach(listed::addAll);
        return listed;
    }

    /** Slices that could not be read. */
    Set<Slice> unreadable() {
        return Set.copyOf(unreadable);
    }

    synchronized int count() {
        return current.size();
    }

    synchronized long rows() {
        return current.values().stream().mapToLong(Slice::rows).sum();
    }

    synchronized long bytes() {
        return current.values().stream().mapToLong(Slice::bytes).sum();
    }

    /** Size of the files of tallies. */
    synchronized long tierBytes() {
        return tiers.files().stream().mapToLong(TierFile::bytes).sum();
    }

    /** Deletes files of a folder that are not among those known: what a crash left while settling. */
    static void deleteLeftovers(Path folder, Collection<Path> known) throws IOException {
        Set<Path> kept = new HashSet<>(known);
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(path -> !kept.contains(path)).toList()) {
                Files.delete(file);
            }
        }
    }
}
