package org.factfloor.intake;

import java.util.List;
import java.util.Optional;
import org.factfloor.history.HourCounts;
import org.factfloor.plant.Label;
import org.factfloor.plant.SampleBatch;

/** What the intake of an edge box sees of its {@link Outbox}: nothing is applied there, and the server's ledger counts. */
final class OutboxTaker implements JournalTaker {

    /** At a start the newest part of the journal tells where each signal stands. */
    private static final long KNOWN = 64 << 20;

    private final Outbox outbox;
    private final Journal journal;

    OutboxTaker(Outbox outbox, Journal journal) {
        this.outbox = outbox;
        this.journal = journal;
    }

    /** Where a signal stands is told by what was sent already, too. */
    @Override
    public long known() {
        return journal.segmentAt(journal.end() - KNOWN).map(Journal.Segment::start).orElseGet(outbox::cursor);
    }

    @Override
    public long counted() {
        return known();
    }

    /** The server knows, and is not asked: a mark of silence stands after the last proof of life, and so after them. */
    @Override
    public SampleBatch latest(List<Integer> signals) {
        return new SampleBatch();
    }

    @Override
    public void start() {
        // Whoever sends asks for parcels.
    }

    @Override
    public void wake() {
        outbox.grown();
    }

    @Override
    public boolean keepsUp() {
        return true;
    }

    @Override
    public Optional<Label> fault() {
        return outbox.fault();
    }

    @Override
    public Optional<Label> full() {
        return outbox.full();
    }

    /** Reported to the server, and written down here until it has counted them. */
    @Override
    public List<JournalRecord> notes(List<JournalRecord> counted) {
        for (JournalRecord record : counted) {
            if (record instanceof JournalRecord.Counts(HourCounts counts)) {
                outbox.count(counts);
            }
        }
        return List.of();
    }

    @Override
    public HourCounts hours(List<Integer> signals, long from, long to) {
        return new HourCounts();
    }

    @Override
    public boolean awaitApplied(long position, long nanos) throws InterruptedException {
        return outbox.awaitReached(position, nanos);
    }

    @Override
    public AutoCloseable listen(AppliedListener listener) {
        return () -> {
        };
    }

    @Override
    public void stop() {
        outbox.stop();
    }
}
