package org.factfloor.engine;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SampleOrder;

/**
 * Rows of one machine that wait for their time, in any sequence and with any repetition; given out as history holds them. Not
 * safe for several threads.
 */
final class PendingRows {

    private SampleBatch rows = new SampleBatch(16);

    void add(SampleBatch batch, int i) {
        rows.addFrom(batch, i);
    }

    int size() {
        return rows.size();
    }

    void clear() {
        rows = new SampleBatch(16);
    }

    /** Removes the rows before a time and gives them in (time, signal) order, one for each. */
    SampleBatch take(long before) {
        SampleBatch taken = before(before);
        SampleBatch left = new SampleBatch(Math.max(16, rows.size()));
        for (int i = 0; i < rows.size(); i++) {
            if (rows.time(i) >= before) {
                left.addFrom(rows, i);
            }
        }
        rows = left;
        return taken;
    }

    /** The rows before a time in (time, signal) order, one for each; they stay. */
    SampleBatch before(long time) {
        SampleBatch found = new SampleBatch(16);
        SampleBatch all = rows;
        IntStream.range(0, all.size()).filter(i -> all.time(i) < time).boxed()
                .sorted(Comparator.<Integer>comparingLong(all::time).thenComparingInt(all::signal)
                        .thenComparing((a, b) -> SampleOrder.compare(all, b, all, a)))
                .forEach(i -> {
                    int last = found.size() - 1;
                    boolean stands = last < 0 || found.time(last) != all.time(i)
                            || found.signal(last) != all.signal(i);
                    if (stands) {
                        found.addFrom(all, i);
                    }
                });
        return found;
    }
}
