package org.factfloor.engine;

import java.util.List;
import java.util.Optional;
import org.factfloor.production.Cell.ShiftRef;

/** What is known about machines' production. Times are µs since 1970-01-01 UTC, ranges are [from, to). Safe for many threads. */
public interface Facts {

    /**
     * The cells and intervals that overlap a range: closed ones, and behind them provisional ones up to now, computed
     * as if nothing more came. Empty for a machine without production facts.
     *
     * @param workUnit id of the machine
     */
    Book book(String workUnit, long from, long to);

    /** As {@link #book}, but without intervals: enough for sums, and read in half the time. */
    Book cells(String workUnit, long from, long to);

    /** Revisions of closed facts of a machine whose range overlaps this one, oldest first. */
    List<Revision> revisions(String workUnit, long from, long to);

    /** The sums of a shift as they were 15 minutes after its end; empty where nobody was there to take them. */
    Optional<Closing> closing(String workUnit, ShiftRef shift);

    /**
     * Computes closed facts again from history and compares them to the bit. Begins at the last saved state before the
     * range.
     */
    Recomputed recompute(String workUnit, long from, long to);

    /**
     * As {@link #recompute(String, long, long)}.
     *
     * @param fromStart whether to use no saved state, but all samples from the very first
     */
    Recomputed recompute(String workUnit, long from, long to, boolean fromStart);

    /**
     * Facts before this time are sealed, µs: the samples they were made of have been removed, so they are not computed again,
     * whatever is said of that time. {@link Long#MIN_VALUE} where none are.
     */
    long sealedUntil(String workUnit);
}
