package org.factfloor.intake;

import java.util.List;
import java.util.Optional;
import org.factfloor.history.HourCounts;
import org.factfloor.intake.Outbox.Loss;
import org.factfloor.intake.Outbox.Report;

/**
 * What an edge box tells its server of samples it did not deliver: one report at a time, the same until it is confirmed.
 * Guarded by the outbox, but for {@link #add}.
 */
final class LossReports {

    private final Losses losses = new Losses();
    private long number;
    private List<Loss> reported;

    /** Reports that go on where the file says. */
    LossReports(OutboxFile remembered) {
        number = remembered.report();
        reported = remembered.reported();
        remembered.lost().forEach(loss -> losses.add(loss.signal(), loss.hour(), loss.fate(), loss.samples()));
    }

    /** Safe for many threads. */
    void add(HourCounts counts) {
        losses.add(counts);
    }

    /** What is in no report yet. */
    Losses losses() {
        return losses;
    }

    /** Makes a report if there is none and something to report; whether it did. */
    boolean begin() {
        if (!reported.isEmpty()) {
            return false;
        }
        reported = losses.take();
        number += reported.isEmpty() ? 0 : 1;
        return !reported.isEmpty();
    }

    Optional<Report> current() {
        return reported.isEmpty() ? Optional.empty() : Optional.of(new Report(number, reported));
    }

    /** The server has counted a report; whether that is news. */
    boolean confirmed(long which) {
        if (which != number || reported.isEmpty()) {
            return false;
        }
        reported = List.of();
        return true;
    }

    /** Number of the last report. */
    long number() {
        return number;
    }

    /** What is in the last report and not confirmed. */
    List<Loss> reported() {
        return reported;
    }
}
