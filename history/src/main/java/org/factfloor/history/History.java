package org.factfloor.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.factfloor.plant.Label;
import org.factfloor.plant.SampleBatch;

/**
 * Samples by (signal, source time in µs). Times are µs since 1970-01-01 UTC; ranges are [from, to). Late and backfilled
 * samples are ordinary input. One thread applies at a time and one settles; reads come from any
 * number of threads.
 */
public interface History extends AutoCloseable {

    /** The journal position up to which everything is applied; 0 in an empty history. */
    long cursor();

    /**
     * Applies samples in one transaction that also stores the cursor and the change log: all or nothing, and nothing
     * twice. Of several samples with one (signal, time) the one that stands by
     * {@link org.factfloor.plant.SampleOrder} stays, whatever the sequence.
     *
     * @param cursor the journal position behind the batch; not below the present one
     * @return what became of the rows, as if they had come one after another
     * @throws IllegalArgumentException if the cursor is below the present one
     */
    default Applied apply(SampleBatch batch, long cursor) {
        return apply(batch, cursor, Optional.empty());
    }

    /**
     * Applies samples as {@link #apply(SampleBatch, long)} does. Duplicates, superseded and late ones go to the ledger by
     * signal and hour; late there is what is older than the newest of its signal as it came, however batches are cut.
     *
     * <p>With counts, adds these to the ledger in the same transaction: from then on it covers the journal up to the cursor.
     *
     * @param counts {@link SampleFate#APPLIED}, rejections and remarks of the journal from {@link #ledgerCursor()} up to
     *        the cursor, this batch included
     */
    Applied apply(SampleBatch batch, long cursor, Optional<HourCounts> counts);

    /** The journal position up to which the ledger has the counts of the journal; not above {@link #cursor()}. */
    long ledgerCursor();

    /**
     * What the ledger says of the hours that lie in [from, to) wholly or in part: every fate but {@link SampleFate#STORED}
     * and {@link SampleFate#IN_FLIGHT}.
     */
    HourCounts ledger(List<Integer> signals, long from, long to);

    /**
     * How many samples are held now, as {@link SampleFate#STORED}, in the hours that lie in [from, to) wholly or in part.
     */
    HourCounts held(List<Integer> signals, long from, long to);

    /**
     * The ledger and what is held, as of one moment. What was in a settled file that cannot be read is held no longer; what has
     * been filled in for it was applied twice, so as many of these count as duplicates, as long as the file is away.
     *
     * @param moment runs what it is given while nothing is applied, which is quick; once more where that was in vain
     */
    default HourCounts balance(List<Integer> signals, long from, long to, Consumer<Runnable> moment) {
        HourCounts counts = new HourCounts();
        moment.accept(() -> {
            counts.add(ledger(signals, from, to));
            counts.add(held(signals, from, to));
        });
        return counts;
    }

    /** All signals that samples are held of, or that the ledger counts. */
    List<Integer> signals();

    /** The whole hours from the first to the last in which samples are held or counted; empty where there are none. */
    Optional<Span> span();

    /**
     * Marks of silence in [from, to), by signal and time: samples without a value and with status
     * {@code BadNoCommunication}, which say that from there on nothing is known.
     *
     * @param limit at most so many
     */
    SampleBatch marks(List<Integer> signals, long from, long to, int limit);

    /** For each of the signals that has a sample before a time, whether the last of these is a mark of silence. */
    Map<Integer, Boolean> silenceBefore(List<Integer> signals, long time);

    /**
     * When something is known of signals again: for each row the time of the first sample of its signal, at or after the row's
     * time, that is no mark of silence; {@code to} where none is before that.
     *
     * @param silences signals and times, by signal and time
     */
    long[] knownAgain(SampleBatch silences, long to);

    /**
     * Time in [from, to) in which nothing is known of a signal: from a mark of silence to the signal's next sample, and
     * before its first one. By signal and time.
     *
     * @param limit at most so many, from the first signal on
     */
    default List<Gap> gaps(List<Integer> signals, long from, long to, int limit) {
        return new GapSearch(this, from, to).of(signals, limit);
    }

    /**
     * Reads samples of a signal in time order.
     *
     * @param limit at most so many rows, from the earliest; at least 1
     */
    SampleBatch read(int signal, long from, long to, int limit);

    /**
     * Reads all samples of some signals by rising time, then signal, a piece at a time.
     *
     * @param signals without repetition
     * @param sink takes each piece, which is used again afterwards; ends the scan with false
     */
    default void scan(List<Integer> signals, long from, long to, Predicate<SampleBatch> sink) {
        new MergedScan(this, signals, from, to).run(sink);
    }

    /** The last sample at or before a time, which is the value that holds there; as a batch of one row. */
    Optional<SampleBatch> at(int signal, long time);

    /** The newest sample of each of these signals that has one. */
    SampleBatch latest(List<Integer> signals);

    /**
     * Reduces a range to equal columns for a picture. Equal to {@link Columns#fold} over
     * {@link #at at(from − 1)} and {@link #read}.
     *
     * @param columns 1 to 10,000
     */
    Columns reduce(int signal, long from, long to, int columns);

    /**
     * Changes to a past that was known already, oldest first. A sample changes the past if it is stored, or takes
     * another's place, at or before what was the newest time of its signal when its batch came. Its change reaches to the
     * next sample of the signal; changes of one signal and batch that adjoin are one.
     *
     * @param after revision after which to start; 0 for all
     * @param limit at most so many, at least 1
     */
    List<Change> changes(long after, int limit);

    /**
     * Moves samples that have gone quiet from the hot table to settled files, at most one slice of them, or joins small
     * files. Never changes what is read. Cheap when nothing is due: meant to be called about once a second, and again while
     * there is more.
     *
     * @param now the time of day, µs, by which an hour is over
     */
    Settled settle(long now);

    /** Size and shape, cheap enough for a page. */
    Stats stats();

    /** How long things are kept; {@link Retention#EVERYTHING} until something else is said. */
    default Retention retention() {
        return Retention.EVERYTHING;
    }

    /**
     * Says how long things are kept, for good. What is older goes while settling, whole files at a time; samples only once they
     * are in minutes and hours, and never one that has not settled. The last sample of each signal stays, so that what holds is
     * always known.
     */
    default void retain(Retention retention) {
        throw new UnsupportedOperationException("this history keeps everything");
    }

    /** Samples before this time have been removed, µs; minutes or hours may tell of them. Empty while all are there. */
    default OptionalLong removedBefore() {
        return OptionalLong.empty();
    }

    /** What is kept in files: samples, minutes, hours, in this sequence; nothing where there are no files. */
    default List<Holding> holdings(long now) {
        return List.of();
    }

    /** What is wrong with the store now, a sentence each; reads go on with what is whole. */
    default List<Label> faults() {
        return List.of();
    }

    @Override
    void close();

    /**
     * What became of the rows of a batch: stored + duplicate + superseded is its size.
     *
     * @param stored rows whose (signal, time) was free: so many more are held now
     * @param duplicate rows equal to the one that was there
     * @param superseded ties: rows that gave way to the one that was there, or made it go
     * @param late rows among the stored that are older than the newest of their signal before the batch
     */
    record Applied(long stored, long duplicate, long superseded, long late) {}

    /**
     * A touched past: what was derived from the signal in [from, to) may have changed.
     *
     * @param revision rises with each change
     * @param from time of the late sample
     * @param to time of the next sample of the signal, {@link Long#MAX_VALUE} if there is none
     */
    record Change(long revision, int signal, long from, long to) {}

    /** [from, to) in µs. */
    record Span(long from, long to) {}

    /**
     * Time in which nothing is known of a signal.
     *
     * @param to the time of its next sample, or the end of what was asked for
     * @param isSilence false before its first sample, when nothing was expected
     */
    record Gap(int signal, long from, long to, boolean isSilence) {}

    /**
     * What one call moved.
     *
     * @param rows samples moved from hot to settled; 0 when none was due, though settled files may have been joined
     * @param more whether another call would find more
     */
    record Settled(long rows, boolean more) {}

    /**
     * One of the kinds of things that are kept in files.
     *
     * @param from from when there are any, µs
     * @param bytesPerDay how it grows: what a day takes of the last seven that are in files; NaN before there is an hour of them
     */
    record Holding(Kind kind, long rows, long bytes, long from, double bytesPerDay) {

        /** What is kept. */
        public enum Kind {
            SAMPLES, MINUTES, HOURS
        }
    }

    /**
     * Size and shape.
     *
     * @param hotRows samples in the hot table; one that took the place of a settled sample is in both until it settles
     * @param settledRows samples in files
     * @param files settled files
     * @param settledBytes size of the settled files
     * @param hotBytes size of the hot table's files
     * @param tierBytes size of what is summed up of minutes and hours
     */
    record Stats(long hotRows, long settledRows, int files, long settledBytes, long hotBytes, long tierBytes) {}
}
