package org.factfloor.intake;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Stretches [from, to) of a journal, joined where they touch. Whoever adds to them keeps their number bounded. Not safe for
 * many threads.
 */
final class Stretches {

    /** With so many there is no room for a further one. */
    private static final int MOST = 64;

    private final TreeMap<Long, Long> ends = new TreeMap<>();

    void add(long from, long to) {
        long begin = from;
        long end = to;
        Map.Entry<Long, Long> before = ends.floorEntry(begin);
        if (before != null && before.getValue() >= begin) {
            begin = before.getKey();
            end = Math.max(end, before.getValue());
        }
        for (Map.Entry<Long, Long> next = ends.ceilingEntry(begin); next != null && next.getKey() <= end; next = ends
                .ceilingEntry(begin)) {
            end = Math.max(end, next.getValue());
            ends.remove(next.getKey());
        }
        ends.put(begin, end);
    }

    /** Whether a stretch that begins here may be added: it is joined to another one, or they are not too many. */
    boolean hasRoomAt(long from) {
        return ends.size() < MOST || isEnd(from);
    }

    /** Whether one of them ends here. */
    boolean isEnd(long position) {
        Map.Entry<Long, Long> before = ends.lowerEntry(position);
        return before != null && before.getValue() == position;
    }

    boolean contains(long from, long to) {
        Map.Entry<Long, Long> holding = ends.floorEntry(from);
        return holding != null && holding.getValue() >= to;
    }

    /** Forgets what lies before a position. */
    void forgetBefore(long position) {
        while (!ends.isEmpty() && ends.firstEntry().getValue() <= position) {
            ends.pollFirstEntry();
        }
    }

    void forEach(BiConsumer<Long, Long> each) {
        ends.forEach(each);
    }
}
