package org.factfloor.intake;

import org.jspecify.annotations.Nullable;

/** A record on its way into the journal. */
final class JournalEntry {

    private final JournalRecord record;
    private final int samples;
    private final int reserved;
    private final boolean past;
    private final long receivedAt;
    /** Whether it was written; null until that is known. Guarded by the queue's lock. */
    private @Nullable Boolean outcome;

    private JournalEntry(JournalRecord record, int reserved, boolean past, long receivedAt) {
        this.record = record;
        this.samples = record instanceof JournalRecord.Samples some ? some.batch().size() : 0;
        this.reserved = reserved;
        this.past = past;
        this.receivedAt = receivedAt;
    }

    /** Live samples for which room was reserved. */
    static JournalEntry live(JournalRecord.Samples samples, int reserved, long receivedAt) {
        return new JournalEntry(samples, reserved, false, receivedAt);
    }

    /** Samples of the past for which room was reserved, or a word that stays behind them. */
    static JournalEntry past(JournalRecord record, int reserved, long receivedAt) {
        return new JournalEntry(record, reserved, true, receivedAt);
    }

    /** A record of our own, which is never refused and needs no room. */
    static JournalEntry own(JournalRecord record, long receivedAt) {
        return new JournalEntry(record, 0, false, receivedAt);
    }

    JournalRecord record() {
        return record;
    }

    int samples() {
        return samples;
    }

    /** The room that was reserved. */
    int reserved() {
        return reserved;
    }

    boolean isPast() {
        return past;
    }

    /** Our time, µs. */
    long receivedAt() {
        return receivedAt;
    }

    @Nullable
    Boolean outcome() {
        return outcome;
    }

    void outcome(boolean written) {
        outcome = written;
    }
}
