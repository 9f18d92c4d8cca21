package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settled files that hold now, by time and without overlap, as the table of slices has them. Readers take a
 * {@link Snapshot}; a replaced file is deleted when no snapshot that knows it is out. Safe for several threads.
 */
final class Slices {

    private static final Logger LOG = LoggerFactory.getLogger(Slices.class);

    /** By start; never changed, replaced as a whole. */
    private NavigableMap<Long, Slice> current = Collections.emptyNavigableMap();
    private long version;
    private final TreeMap<Long, Integer> readersByVersion = new TreeMap<>();
    private final List<Retired> retired = new ArrayList<>();
    /** Files that could not be read; left out of every snapshot. */
    private final Set<Slice> unreadable = ConcurrentHashMap.newKeySet();

    Slices(Collection<Slice> slices) {
        TreeMap<Long, Slice> all = new TreeMap<>();
        slices.forEach(slice -> all.put(slice.from(), slice));
        current = all;
    }

    /** A file that no longer holds from a version on. */
    private record Retired(Slice slice, long version) {}

    /** The slices at one moment; {@link #release} it. */
    record Snapshot(NavigableMap<Long, Slice> byStart, long version) {

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

    synchronized Snapshot take() {
        readersByVersion.merge(version, 1, Integer::sum);
        return new Snapshot(current, version);
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
        return new Snapshot(current, version);
    }

    /**
     * Makes a new slice known to readers. Before the transaction that drops its rows from the hot table commits: so a
     * reader whose snapshot holds while it reads the hot rows sees a moving row at least once.
     */
    synchronized void publish(Slice added, List<Slice> replaced) {
        TreeMap<Long, Slice> next = new TreeMap<>(current);
        replaced.forEach(slice -> next.remove(slice.from()));
        next.put(added.from(), added);
        current = next;
        version++;
    }

    /** Undoes {@link #publish} after a failed commit. The new file is right, but not known to the database. */
    synchronized void withdraw(Slice added, List<Slice> replaced) {
        TreeMap<Long, Slice> next = new TreeMap<>(current);
        next.remove(added.from());
        replaced.forEach(slice -> next.put(slice.from(), slice));
        current = next;
        version++;
        retired.add(new Retired(added, version));
        sweep();
    }

    /** Deletes replaced files once nobody reads them. After the commit. */
    synchronized void retire(List<Slice> replaced) {
        replaced.forEach(slice -> retired.add(new Retired(slice, version)));
        sweep();
    }

    private void sweep() {
        long oldest = readersByVersion.isEmpty() ? version : readersByVersion.firstKey();
        retired.removeIf(old -> old.version() <= oldest && delete(old.slice().file()));
    }

    private static boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is not in the table of slices: the next start removes it.
            LOG.warn("Could not delete the replaced file {}: {}", file, e.getMessage());
        }
        return true;
    }

    /** Leaves a slice out of what is read, until the next start. */
    synchronized void setAside(Slice slice) {
        if (unreadable.add(slice)) {
            TreeMap<Long, Slice> next = new TreeMap<>(current);
            next.remove(slice.from());
            current = next;
            version++;
        }
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

    /** Deletes files of the folder that are not among the slices: what a crash left while settling. */
    static void deleteLeftovers(Path folder, Collection<Slice> slices) throws IOException {
        Set<Path> known = slices.stream().map(Slice::file).collect(Collectors.toSet());
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(path -> !known.contains(path)).toList()) {
                Files.delete(file);
            }
        }
    }
}
