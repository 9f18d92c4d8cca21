package org.factfloor.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.factfloor.intake.JournalRecord.OpenConnection;
import org.factfloor.plant.SampleBatch;

/** Keeps what an edge box sends {@linkplain EdgeReach within its reach}, before anything is reserved for it. */
final class Reached {

    private Reached() {}

    /**
     * What of some records lies within a reach.
     *
     * @throws IllegalArgumentException if a sample has a revision: machines correct nothing
     */
    static List<JournalRecord> within(EdgeReach reach, List<JournalRecord> records) {
        List<JournalRecord> within = new ArrayList<>();
        for (JournalRecord record : records) {
            switch (record) {
                case JournalRecord.Samples(SampleBatch batch) -> {
                    SampleBatch kept = within(reach, batch);
                    if (!kept.isEmpty()) {
                        within.add(new JournalRecord.Samples(kept));
                    }
                }
                case JournalRecord.Opened(String connection, List<Integer> signals, long at) -> {
                    if (reach.hasConnection(connection)) {
                        within.add(new JournalRecord.Opened(connection, signals(reach, signals), at));
                    }
                }
                case JournalRecord.State(List<OpenConnection> open, var _) -> within.add(new JournalRecord.State(
                        open.stream().filter(each -> reach.hasConnection(each.connection()))
                                .map(each -> new OpenConnection(each.connection(), signals(reach, each.signals()),
                                        each.lastProof()))
                                .toList(),
                        Map.of()));
                // These speak of what was opened before.
                case JournalRecord.Life _,JournalRecord.Closed _ -> within.add(record);
                case JournalRecord.Edge _,JournalRecord.Counts _,JournalRecord.Report _ ->
                    throw new IllegalArgumentException("a parcel with a record that no edge box writes");
            }
        }
        return within;
    }

    private static SampleBatch within(EdgeReach reach, SampleBatch batch) {
        boolean whole = true;
        for (int i = 0; i < batch.size(); i++) {
            if (batch.revision(i) != 0) {
                throw new IllegalArgumentException("a sample with revision " + batch.revision(i));
            }
            whole &= reach.hasSignal(batch.signal(i));
        }
        if (whole) {
            return batch;
        }
        SampleBatch kept = new SampleBatch();
        for (int i = 0; i < batch.size(); i++) {
            if (reach.hasSignal(batch.signal(i))) {
                kept.addFrom(batch, i);
            }
        }
        return kept;
    }

    private static List<Integer> signals(EdgeReach reach, List<Integer> signals) {
        return signals.stream().filter(reach::hasSignal).collect(Collectors.toUnmodifiableList());
    }

    /** How many samples are in a record. */
    static int samples(JournalRecord record) {
        return record instanceof JournalRecord.Samples(SampleBatch batch) ? batch.size() : 0;
    }
}
