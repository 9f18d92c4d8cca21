package org.factfloor.intake;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.factfloor.connectivity.Gap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gaps of sources that keep a history, until they are filled. They stand in a small file, so that a process that ends in the
 * middle leaves them to the next. Safe for many threads.
 *
 * <p>Each line is {@code connection id until signal=since …}, parted by tabs; the id has {@link #NEW} before it where the
 * source was not asked yet. A connection without gaps whose source keeps a history is a line alone.
 */
final class OpenGaps {

    private static final Logger log = LoggerFactory.getLogger(OpenGaps.class);

    /** So many are kept of one connection; a line that fails all the time makes many. */
    private static final int MOST = 100;
    private static final String NEW = "new ";

    private final Path file;
    /** What sources were asked for and have not told yet; those that keep no history have no list. */
    private final Map<String, List<Gap>> kept = new LinkedHashMap<>();
    /**
     * What a connection had missed each time it stood again, until its source is asked. In the file where the source is
     * known to keep a history; most keep none, and would be written down for nothing.
     */
    private final Map<String, List<Gap>> fresh = new HashMap<>();
    private long lastId;

    OpenGaps(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file, StandardCharsets.UTF_8).forEach(this::restore);
            } catch (IOException | RuntimeException e) {
                log.error("{} cannot be read; gaps that were open then are not filled by themselves", file, e);
            }
        }
    }

    private void restore(String line) {
        String[] parts = line.split("\t", -1);
        List<Gap> asked = kept.computeIfAbsent(parts[0], _ -> new ArrayList<>());
        if (parts.length == 1) {
            return;
        }
        Map<Integer, Long> since = new TreeMap<>();
        for (int i = 3; i < parts.length; i++) {
            int sign = parts[i].indexOf('=');
            since.put(Integer.parseInt(parts[i].substring(0, sign)), Long.parseLong(parts[i].substring(sign + 1)));
        }
        boolean isNew = parts[1].startsWith(NEW);
        long id = Long.parseLong(isNew ? parts[1].substring(NEW.length()) : parts[1]);
        lastId = Math.max(lastId, id);
        (isNew ? fresh.computeIfAbsent(parts[0], _ -> new ArrayList<>()) : asked)
                .add(new Gap(id, since, Long.parseLong(parts[2])));
    }

    /**
     * A connection stands again. When this returns, a process that ends leaves the gap to the next, if the source is known to
     * keep a history.
     */
    synchronized void opened(String connection, Map<Integer, Long> since, long until) {
        Map<Integer, Long> before = new TreeMap<>(since);
        before.values().removeIf(time -> time >= until);
        if (!before.isEmpty()) {
            List<Gap> gaps = fresh.computeIfAbsent(connection, _ -> new ArrayList<>());
            // A signal that said nothing since the gap before is missing for longer now.
            gaps.replaceAll(gap -> without(gap, before.entrySet()));
            gaps.removeIf(gap -> gap.since().isEmpty());
            gaps.add(new Gap(++lastId, before, until));
            if (gaps.size() > MOST) {
                gaps.removeFirst();
            }
            if (kept.containsKey(connection)) {
                try {
                    write();
                } catch (UncheckedIOException e) {
                    // No reason to be without its samples; it is written with the next change.
                    log.warn("{}: a gap is forgotten if the process ends before it is filled", connection, e);
                }
            }
        }
    }

    private static Gap without(Gap gap, Collection<Map.Entry<Integer, Long>> signals) {
        Map<Integer, Long> left = new TreeMap<>(gap.since());
        left.entrySet().removeAll(signals);
        return new Gap(gap.id(), left, gap.until());
    }

    /** Gaps of the signals that the source keeps a history of, the oldest first; asked for from now on. */
    synchronized List<Gap> of(String connection, Collection<Integer> refs) {
        List<Gap> found = fresh.getOrDefault(connection, List.of());
        fresh.remove(connection);
        if (refs.isEmpty()) {
            return List.copyOf(kept.getOrDefault(connection, List.of()));
        }
        List<Gap> gaps = kept.computeIfAbsent(connection, _ -> new ArrayList<>());
        for (Gap gap : found) {
            Map<Integer, Long> since = new TreeMap<>(gap.since());
            since.keySet().retainAll(refs);
            if (!since.isEmpty()) {
                gaps.add(new Gap(gap.id(), since, gap.until()));
            }
        }
        while (gaps.size() > MOST) {
            log.warn("{}: more than {} gaps are open; the oldest is not filled by itself any more", connection, MOST);
            gaps.removeFirst();
        }
        write();
        return List.copyOf(gaps);
    }

    /** Some signals of a gap are filled. */
    synchronized void filled(String connection, Gap gap, Collection<Integer> refs) {
        List<Gap> gaps = kept.getOrDefault(connection, new ArrayList<>());
        for (int i = 0; i < gaps.size(); i++) {
            if (gaps.get(i).id() == gap.id()) {
                Map<Integer, Long> left = new TreeMap<>(gaps.get(i).since());
                left.keySet().removeAll(refs);
                if (left.isEmpty()) {
                    gaps.remove(i);
                } else {
                    gaps.set(i, new Gap(gap.id(), left, gap.until()));
                }
                break;
            }
        }
        write();
    }

    private void write() {
        StringBuilder text = new StringBuilder();
        kept.forEach((connection, gaps) -> {
            List<Gap> unasked = fresh.getOrDefault(connection, List.of());
            if (gaps.isEmpty() && unasked.isEmpty()) {
                text.append(connection).append('\n');
            }
            gaps.forEach(gap -> write(text, connection, "", gap));
            unasked.forEach(gap -> write(text, connection, NEW, gap));
        });
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            // Not a channel: an interrupt of the thread would close it halfway.
            try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The gaps that are to be filled cannot be written to " + file + ".", e);
        }
    }

    private static void write(StringBuilder text, String connection, String state, Gap gap) {
        text.append(connection).append('\t').append(state).append(gap.id()).append('\t').append(gap.until());
        gap.since().forEach((ref, time) -> text.append('\t').append(ref).append('=').append(time));
        text.append('\n');
    }
}
