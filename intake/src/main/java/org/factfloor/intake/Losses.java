package org.factfloor.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.factfloor.intake.Outbox.Loss;
import org.factfloor.plant.Micros;

/**
 * How many samples an edge box had to let go, for each signal and hour. While too much is waiting to be reported, hours
 * become days and then years; no count is lost. Not safe for many threads.
 */
final class Losses {

    private static final int MOST = 50_000;
    private static final long[] WIDTHS = {Micros.PER_HOUR, 24 * Micros.PER_HOUR, 366 * 24 * Micros.PER_HOUR,
            Long.MAX_VALUE};

    private final int most;
    private final TreeMap<Key, Long> counts = new TreeMap<>();
    private int width;

    private record Key(int signal, long from) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySignal = Integer.compare(signal, other.signal);
            return bySignal != 0 ? bySignal : Long.compare(from, other.from);
        }
    }

    Losses() {
        this(MOST);
    }

    Losses(int most) {
        this.most = most;
    }

    void add(int signal, long time, long samples) {
        counts.merge(new Key(signal, begin(time)), samples, Long::sum);
        while (counts.size() > most && width < WIDTHS.length - 1) {
            width++;
            List<Loss> finer = list();
            counts.clear();
            finer.forEach(loss -> counts.merge(new Key(loss.signal(), begin(loss.hour())), loss.samples(), Long::sum));
        }
    }

    private long begin(long time) {
        return WIDTHS[width] == Long.MAX_VALUE ? 0 : Math.floorDiv(time, WIDTHS[width]) * WIDTHS[width];
    }

    List<Loss> list() {
        List<Loss> list = new ArrayList<>(counts.size());
        counts.forEach((key, samples) -> list.add(new Loss(key.signal(), key.from(), samples)));
        return list;
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    void clear() {
        counts.clear();
        width = 0;
    }
}
