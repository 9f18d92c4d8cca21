package org.factfloor.intake;

import java.util.List;
import java.util.Optional;
import org.factfloor.history.HourCounts;
import org.factfloor.plant.Label;
import org.factfloor.plant.SampleBatch;

/**
 * Where the journal goes: into history, or on an edge box out to a server. Reads what is durable, and lets go of journal
 * files that it has. Safe for many threads.
 */
interface JournalTaker {

    /** Position from which on the intake has to go through the journal at a start, to know where each signal stands. */
    long known();

    /** Position up to which it has counted what it took; what it took behind is counted again. */
    long counted();

    /** The newest sample it has of each of these signals that has one. */
    SampleBatch latest(List<Integer> signals);

    /** Begins to take. */
    void start();

    /** Tells that the journal has grown. */
    void wake();

    /** Whether it keeps up, so that samples of the past may be added to the journal. */
    boolean keepsUp();

    /** Why it does not take samples at present. */
    Optional<Label> fault();

    /** Why the journal may not grow until it has taken some. */
    Optional<Label> full();

    /** What of the ledger's refusals and remarks goes into the journal; it may take them on itself. */
    List<JournalRecord> notes(List<JournalRecord> counted);

    /** What became of samples of some signals in the hours [from, to) touches, as far as that is counted here. */
    HourCounts hours(List<Integer> signals, long from, long to);

    /**
     * Has everything before a position taken without delay.
     *
     * @return false if that takes longer than the time given
     */
    boolean awaitApplied(long position, long nanos) throws InterruptedException;

    /** Has a listener told what history takes. */
    AutoCloseable listen(AppliedListener listener);

    /** Takes what can be taken in a few seconds and ends. The rest is for the next start. */
    void stop();
}
