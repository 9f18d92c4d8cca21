package org.factfloor.history.duckdb;

import java.util.Arrays;
import org.factfloor.history.History;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.SampleBatch;

/** What is to be done about a batch: rows to keep, hot rows to drop for them, and the counts. */
final class Arrival {

    private int[] kept = new int[64];
    private int keptCount;
    private long stored;
    private long duplicate;
    private long superseded;
    private long late;
    /** Kept rows at or before what was the newest of their signal. */
    private final SampleBatch touched = new SampleBatch();
    /** Kept rows that take the place of a hot row. */
    private final SampleBatch replacing = new SampleBatch();
    /** Duplicate, superseded and late rows. */
    private final HourCounts outcomes = new HourCounts();

    void keep(int row) {
        if (keptCount == kept.length) {
            kept = Arrays.copyOf(kept, keptCount * 2);
        }
        kept[keptCount++] = row;
    }

    /**
     * Counts a row that is stored.
     *
     * @param isLate whether it is older than the newest of its signal before the batch
     * @param isOutOfOrder whether it is older than one before it in the batch
     */
    void countStored(int signal, long time, boolean isLate, boolean isOutOfOrder) {
        stored++;
        late += isLate ? 1 : 0;
        if (isLate || isOutOfOrder) {
            outcomes.add(signal, time, SampleFate.LATE);
        }
    }

    void countTie(int signal, long time, int order) {
        if (order == 0) {
            duplicate++;
            outcomes.add(signal, time, SampleFate.DUPLICATE);
        } else {
            superseded++;
            outcomes.add(signal, time, SampleFate.SUPERSEDED);
        }
    }

    int keptCount() {
        return keptCount;
    }

    int kept(int i) {
        return kept[i];
    }

    SampleBatch touched() {
        return touched;
    }

    SampleBatch replacing() {
        return replacing;
    }

    HourCounts outcomes() {
        return outcomes;
    }

    /** Notes in memory what the database holds now. */
    void note(SampleBatch batch, HotHours hours, NewestSamples newest) {
        for (int k = 0; k < keptCount; k++) {
            int i = kept[k];
            hours.add(batch.signal(i), batch.time(i));
            newest.offer(batch, i);
        }
    }

    History.Applied counts() {
        return new History.Applied(stored, duplicate, superseded, late);
    }
}
