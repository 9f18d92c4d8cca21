package org.factfloor.intake;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * Writes marks of silence: nothing is known of signals from there on. They are few and never refused. Called by who holds the
 * lock that orders what is filed.
 */
final class SilenceMarks {

    private final WriteQueue queue;
    private final Ledger ledger;
    private final SignalTracks tracks;
    private final InstantSource clock;

    SilenceMarks(WriteQueue queue, Ledger ledger, SignalTracks tracks, InstantSource clock) {
        this.queue = queue;
        this.ledger = ledger;
        this.tracks = tracks;
        this.clock = clock;
    }

    /** Marks signals of a connection that is no longer open, and says so behind the marks. */
    void closed(List<Integer> signals, long lastProof, JournalRecord word) {
        long now = Micros.of(clock.instant());
        submit(tracks.silence(signals, lastProof), now, JournalEntry.own(word, now));
    }

    /**
     * Marks signals of which samples were refused, where that is not done yet.
     *
     * @param at our time, µs
     */
    void refused(long at) {
        if (tracks.anyRefused()) {
            submit(tracks.refusedSilence(), at);
        }
    }

    private void submit(SampleBatch marks, long at, JournalEntry... behind) {
        ledger.marked(marks);
        List<JournalEntry> entries = new ArrayList<>();
        if (!marks.isEmpty()) {
            entries.add(JournalEntry.own(new JournalRecord.Samples(marks), at));
        }
        entries.addAll(Arrays.asList(behind));
        if (!queue.submit(entries)) {
            entries.forEach(ledger::dropped);
        }
    }
}
