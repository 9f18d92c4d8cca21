package org.factfloor.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.factfloor.history.History;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * Whether the ledger of a stopped folder adds up: for every signal and hour, what the journal gave to history is held there,
 * was there already, or was superseded.
 *
 * @param hours how many hours of signals were looked at
 * @param applied samples the journal gave to history
 * @param waiting samples of the journal that history does not have yet; the next start applies them
 * @param missing samples that are not where they should be, over all findings
 * @param findings where it does not add up; the first {@link #MOST_FINDINGS}
 */
public record LedgerCheck(long hours, long applied, long waiting, long missing, List<Finding> findings) {

    /** No more findings are listed. */
    public static final int MOST_FINDINGS = 1_000;
    private static final long DAY = 24 * Micros.PER_HOUR;

    /**
     * A signal and hour that do not add up.
     *
     * @param signal its reference
     * @param hour beginning of the hour of source time
     * @param missing how many samples are not there; negative where there are too many
     */
    public record Finding(int signal, Instant hour, long missing) {}

    /** Whether nothing was found. */
    public boolean addsUp() {
        return findings.isEmpty();
    }

    /**
     * Looks at everything, a day at a time. Nothing changes.
     *
     * @param journalFolder of the intake that is stopped
     * @throws IOException if the journal cannot be read
     */
    public static LedgerCheck of(Path journalFolder, History history) throws IOException {
        Unwritten unwritten = Unwritten.of(Journal.look(new FolderFiles(journalFolder)), history);
        List<Integer> signals = history.signals();
        Optional<History.Span> span = history.span();
        List<Finding> findings = new ArrayList<>();
        long hours = 0;
        long applied = 0;
        long missing = 0;
        long end = span.map(History.Span::to).orElse(0L);
        for (long day = span.map(History.Span::from).orElse(0L); day < end; day += DAY) {
            long to = Math.min(end, day + DAY);
            HourCounts counts = history.balance(signals, day, to, Runnable::run);
            hours += IntStream.range(0, counts.size()).filter(i -> counts.fate(i) == SampleFate.STORED).count();
            unwritten.addTo(counts, day, to);
            applied += counts.total(SampleFate.APPLIED);
            HourCounts imbalance = counts.imbalance();
            for (int i = 0; i < imbalance.size(); i++) {
                missing += Math.abs(imbalance.count(i));
                if (findings.size() < MOST_FINDINGS) {
                    findings.add(new Finding(imbalance.signal(i),
                            Micros.toInstant(imbalance.hour(i) * Micros.PER_HOUR), imbalance.count(i)));
                }
            }
        }
        return new LedgerCheck(hours, applied, unwritten.waiting, missing, List.copyOf(findings));
    }

    /** What stands in the journal only. */
    private static final class Unwritten {

        private final HourCounts counts = new HourCounts();
        private long waiting;

        static Unwritten of(Journal journal, History history) throws IOException {
            Unwritten unwritten = new Unwritten();
            SampleBatch batch = new SampleBatch();
            HourCounts read = new HourCounts();
            try (JournalReader reader = journal.read(history.ledgerCursor(), new OpenConnections(), read)) {
                boolean more = true;
                while (more) {
                    more = reader.read(batch, 4_096, history.cursor());
                    unwritten.counts.add(Ledger.ofJournal(batch, read));
                    batch.clear();
                    read.clear();
                }
                more = true;
                while (more) {
                    more = reader.read(batch, 4_096);
                    unwritten.waiting += batch.size();
                    batch.clear();
                }
            }
            return unwritten;
        }

        void addTo(HourCounts others, long from, long to) {
            for (int i = 0; i < counts.size(); i++) {
                if (counts.hour(i) >= HourCounts.hourOf(from) && counts.hour(i) <= HourCounts.hourOf(to - 1)) {
                    others.add(counts.signal(i), counts.hour(i), counts.fate(i), counts.count(i));
                }
            }
        }
    }
}
