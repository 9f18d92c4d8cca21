package org.factfloor.production;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Claims of one kind with the ranges they hold for, found by time. */
final class Claims {

    /** Of two claims that hold, the later said. */
    static final Comparator<Entry> LAST_SAID = Comparator.comparingLong(Entry::saidAt).thenComparing(Entry::id);
    /** Of two claims that hold, the later begun. */
    static final Comparator<Entry> LAST_BEGUN = Comparator.comparingLong(Entry::from).thenComparing(LAST_SAID);

    private final Entry[] entries;
    private final long[] froms;
    private final long[] ends;
    /** Greatest of the ends up to and with each claim. */
    private final long[] latestEnds;
    private final Comparator<Entry> order;

    private Claims(List<Entry> entries, ToLongFunction<Entry> end, Comparator<Entry> order) {
        this.entries = entries.stream().filter(entry -> entry.from() < end.applyAsLong(entry))
                .sorted(Comparator.comparingLong(Entry::from).thenComparing(LAST_SAID)).toArray(Entry[]::new);
        this.froms = Arrays.stream(this.entries).mapToLong(Entry::from).toArray();
        this.ends = Arrays.stream(this.entries).mapToLong(end).toArray();
        this.latestEnds = ends.clone();
        Arrays.parallelPrefix(latestEnds, Math::max);
        this.order = order;
    }

    /** Claims that hold up to an end that is found for each; those of no length are left out. */
    static Claims until(List<Entry> entries, ToLongFunction<Entry> end, Comparator<Entry> order) {
        return new Claims(entries, end, order);
    }

    /** Claims of which one without an end lasts until the next one begins. */
    static Claims untilNext(List<Entry> entries, Comparator<Entry> order) {
        long[] froms = entries.stream().filter(entry -> entry.to().isEmpty() || entry.to().getAsLong() > entry.from())
                .mapToLong(Entry::from).sorted().toArray();
        return until(entries, entry -> entry.to().orElseGet(() -> firstAfter(froms, entry.from())), order);
    }

    /** The first of rising times that is greater; {@link Long#MAX_VALUE} without one. */
    static long firstAfter(long[] rising, long time) {
        int at = count(rising, time);
        return at == rising.length ? Long.MAX_VALUE : rising[at];
    }

    /** How many of rising times are not greater. */
    static int count(long[] rising, long time) {
        int low = 0;
        int high = rising.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rising[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The one that holds at an instant. */
    @Nullable
    Entry at(long time) {
        Entry best = null;
        for (int i = count(froms, time) - 1; i >= 0 && latestEnds[i] > time; i--) {
            if (ends[i] > time && (best == null || order.compare(entries[i], best) > 0)) {
                best = entries[i];
            }
        }
        return best;
    }

    /** Those of a kind, with the same ends. */
    Claims only(Predicate<Entry> kind) {
        return until(Arrays.stream(entries).filter(kind).toList(), this::end, order);
    }

    private long end(Entry entry) {
        int i = count(froms, entry.from()) - 1;
        while (entries[i] != entry) {
            i--;
        }
        return ends[i];
    }

    /** Those that hold anywhere in [from, to). */
    List<Entry> overlapping(long from, long to) {
        List<Entry> found = new ArrayList<>();
        for (int i = count(froms, to - 1) - 1; i >= 0 && latestEnds[i] > from; i--) {
            if (ends[i] > from) {
                found.add(entries[i]);
            }
        }
        return found;
    }

    /** Gives every beginning and end. */
    void borders(LongConsumer take) {
        Arrays.stream(froms).forEach(take);
        Arrays.stream(ends).forEach(take);
    }
}
