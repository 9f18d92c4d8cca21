package org.factfloor.intake;

import org.factfloor.history.History;
import org.factfloor.plant.SampleBatch;

/** Counts what becomes of samples; every sum fits at any moment. Safe for many threads. */
final class Ledger {

    private long received;
    private long journaled;
    private long stored;
    private long duplicate;
    private long superseded;
    private long rejected;
    private long late;
    private long retimed;
    private long recovered;

    /**
     * Samples taken over.
     *
     * @param batch as it came, with them from row {@code from} on
     * @param filed as they are filed
     */
    synchronized void received(SampleBatch batch, int from, SampleBatch filed) {
        received += filed.size();
        for (int i = 0; i < filed.size(); i++) {
            retimed += filed.time(i) == batch.time(from + i) ? 0 : 1;
        }
    }

    /** Marks of silence. */
    synchronized void marked(long marks) {
        received += marks;
    }

    /** Samples that were refused at once. */
    synchronized void refused(long samples) {
        received += samples;
        rejected += samples;
    }

    /** Samples that were taken over and could not be journaled. */
    synchronized void dropped(long samples) {
        rejected += samples;
    }

    synchronized void journaled(long samples) {
        journaled += samples;
    }

    synchronized void recovered(long samples) {
        recovered += samples;
    }

    synchronized void applied(History.Applied applied) {
        stored += applied.stored();
        duplicate += applied.duplicate();
        superseded += applied.superseded();
        late += applied.late();
    }

    synchronized IntakeCounts counts() {
        long inFlight = received + recovered - stored - duplicate - superseded - rejected;
        return new IntakeCounts(received, journaled, stored, duplicate, superseded, rejected, inFlight, late, retimed,
                recovered);
    }
}
