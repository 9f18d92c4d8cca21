package org.factfloor.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.factfloor.history.History;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.SampleBatch;

/**
 * Counts what becomes of samples: in all since the process started, and by signal and source hour until history has it in
 * its ledger. Every sum fits at any moment. Safe for many threads.
 *
 * <p>What history applied is counted anew after a crash, from the journal. Refusals and remarks are in no sample of the
 * journal, so they are written there as records of their own, with the next write of anything, which is within a second.
 * Until then, and for as long as the journal cannot be written, a kill loses them.
 */
final class Ledger {

    /** Rows of one journal record of counts. */
    private static final int RECORD_ROWS = 65_536;
    private static final int FEW_ROWS = 4_096;
    /** The type of information and the overflow bit of a status (OPC 10000-4, 7.39). */
    private static final int OVERFLOW = 0x0480;

    /** Whether what is under way is counted, by signal and hour; where nothing is applied, that would only grow. */
    private final boolean byHour;
    private long received;
    private long journaled;
    private long stored;
    private long duplicate;
    private long superseded;
    private long rejected;
    private long late;
    private long retimed;
    private long recovered;

    /** What history has not applied: samples in flight, refusals and remarks. */
    private HourCounts underWay = new HourCounts();
    /** From so many rows on those that came to zero are dropped. */
    private int manyRows = FEW_ROWS;
    /** Refusals and remarks that the journal does not have. */
    private HourCounts unwritten = new HourCounts();
    /** What history has applied and has not in its ledger. */
    private final HourCounts page = new HourCounts();

    /**
     * A ledger of nothing.
     *
     * @param byHour false on an edge box, whose server counts by signal and hour
     */
    Ledger(boolean byHour) {
        this.byHour = byHour;
    }

    /**
     * Samples taken over.
     *
     * @param batch as it came, with them from row {@code from} on
     * @param filed as they are filed
     */
    synchronized void received(SampleBatch batch, int from, SampleBatch filed) {
        received += filed.size();
        for (int i = 0; i < filed.size(); i++) {
            underWay(filed.signal(i), HourCounts.hourOf(filed.time(i)), SampleFate.IN_FLIGHT, 1);
            if (filed.time(i) != batch.time(from + i)) {
                retimed++;
                note(filed.signal(i), filed.time(i), SampleFate.MOVED);
            }
        }
    }

    /** A sample that is filed under another time than its source gave, which was not plausible. */
    synchronized void retimed(int signal, long time) {
        retimed++;
        note(signal, time, SampleFate.RETIMED);
    }

    /** Marks of silence. */
    synchronized void marked(SampleBatch marks) {
        received += marks.size();
        for (int i = 0; i < marks.size(); i++) {
            underWay(marks.signal(i), HourCounts.hourOf(marks.time(i)), SampleFate.IN_FLIGHT, 1);
        }
    }

    /** Rows [from, to) were refused at once. */
    synchronized void refused(SampleBatch batch, int from, int to, SampleFate why) {
        received += to - from;
        rejected += to - from;
        for (int i = from; i < to; i++) {
            note(batch.signal(i), batch.time(i), why);
        }
    }

    /** An entry that was taken over and cannot be journaled. A mark of silence is no loss: the next start writes it. */
    synchronized void dropped(JournalEntry entry) {
        if (entry.record() instanceof JournalRecord.Samples(SampleBatch batch)) {
            for (int i = 0; i < batch.size(); i++) {
                underWay(batch.signal(i), HourCounts.hourOf(batch.time(i)), SampleFate.IN_FLIGHT, -1);
                if (batch.isSilence(i)) {
                    received--;
                } else {
                    rejected++;
                    note(batch.signal(i), batch.time(i), SampleFate.JOURNAL_FAULT);
                }
            }
        }
    }

    private void note(int signal, long time, SampleFate fate) {
        underWay(signal, HourCounts.hourOf(time), fate, 1);
        unwritten.add(signal, time, fate);
    }

    /** Refusals and remarks since the last call, for the journal. */
    synchronized List<JournalRecord> notes() {
        if (unwritten.isEmpty()) {
            return List.of();
        }
        List<JournalRecord> records = new ArrayList<>();
        HourCounts record = new HourCounts();
        for (int i = 0; i < unwritten.size(); i++) {
            record.add(unwritten.signal(i), unwritten.hour(i), unwritten.fate(i), unwritten.count(i));
            if (record.size() == RECORD_ROWS) {
                records.add(new JournalRecord.Counts(record));
                record = new HourCounts();
            }
        }
        if (!record.isEmpty()) {
            records.add(new JournalRecord.Counts(record));
        }
        unwritten = new HourCounts();
        return records;
    }

    synchronized void journaled(long samples) {
        journaled += samples;
    }

    /** Found in the journal at start, and not applied; on an edge box much of it has been sent, and is not counted. */
    synchronized void recovered(SampleBatch batch, HourCounts counts) {
        recovered += byHour ? batch.size() : 0;
        for (int i = 0; i < batch.size(); i++) {
            underWay(batch.signal(i), HourCounts.hourOf(batch.time(i)), SampleFate.IN_FLIGHT, 1);
        }
        underWay(counts);
    }

    /** What an edge box had to let go, or noticed, is in the journal. */
    synchronized void lost(HourCounts counts) {
        for (int i = 0; i < counts.size(); i++) {
            if (counts.fate(i).isRejection()) {
                received += counts.count(i);
                rejected += counts.count(i);
            }
        }
        underWay(counts);
    }

    private void underWay(HourCounts counts) {
        for (int i = 0; i < counts.size(); i++) {
            underWay(counts.signal(i), counts.hour(i), counts.fate(i), counts.count(i));
        }
    }

    private void underWay(int signal, int hour, SampleFate fate, long count) {
        if (byHour) {
            underWay.add(signal, hour, fate, count);
        }
    }

    /** Found in the journal at start: applied, but not in history's ledger. */
    synchronized void recounted(SampleBatch batch, HourCounts counts) {
        page.add(ofJournal(batch, counts));
    }

    /** What history's ledger is to be told of a piece of the journal. */
    static HourCounts ofJournal(SampleBatch batch, HourCounts counts) {
        HourCounts all = counts.copy();
        for (int i = 0; i < batch.size(); i++) {
            all.add(batch.signal(i), batch.time(i), SampleFate.APPLIED);
            if ((batch.status(i) & OVERFLOW) == OVERFLOW) {
                all.add(batch.signal(i), batch.time(i), SampleFate.OVERFLOWED);
            }
        }
        return all;
    }

    /** What history's ledger does not have, with a piece of the journal that is about to be applied. */
    synchronized HourCounts pageWith(HourCounts piece) {
        HourCounts all = page.copy();
        all.add(piece);
        return all;
    }

    /** How many counts history's ledger does not have. */
    synchronized int pageRows() {
        return page.size();
    }

    /**
     * History has applied a piece of the journal.
     *
     * @param piece as {@link #ofJournal} gives it
     * @param written whether history's ledger has everything up to there
     */
    synchronized void applied(HourCounts piece, History.Applied became, boolean written) {
        stored += became.stored();
        duplicate += became.duplicate();
        superseded += became.superseded();
        late += became.late();
        for (int i = 0; i < piece.size(); i++) {
            switch (piece.fate(i)) {
                case APPLIED -> underWay.add(piece.signal(i), piece.hour(i), SampleFate.IN_FLIGHT, -piece.count(i));
                case OVERFLOWED -> {
                    // Noticed when it was applied.
                }
                default -> underWay.add(piece.signal(i), piece.hour(i), piece.fate(i), -piece.count(i));
            }
        }
        if (underWay.size() > manyRows) {
            underWay = underWay.withoutZeros();
            manyRows = Math.max(FEW_ROWS, 2 * underWay.size());
        }
        if (written) {
            page.clear();
        } else {
            page.add(piece);
        }
    }

    /** Adds what history's ledger does not have of some signals, in the hours that [from, to) touches. */
    synchronized void addTo(HourCounts counts, List<Integer> signals, long from, long to) {
        Set<Integer> asked = new HashSet<>(signals);
        int first = HourCounts.hourOf(from);
        int last = HourCounts.hourOf(to - 1);
        for (HourCounts each : List.of(underWay, page)) {
            for (int i = 0; i < each.size(); i++) {
                if (each.hour(i) >= first && each.hour(i) <= last && asked.contains(each.signal(i))) {
                    counts.add(each.signal(i), each.hour(i), each.fate(i), each.count(i));
                }
            }
        }
    }

    synchronized IntakeCounts counts() {
        long inFlight = !byHour ? 0 : received + recovered - stored - duplicate - superseded - rejected;
        return new IntakeCounts(received, journaled, stored, duplicate, superseded, rejected, inFlight, late, retimed,
                recovered);
    }
}
