package org.factfloor.records;

import java.util.Comparator;
import org.factfloor.production.Entry;
import org.jdbi.v3.core.Handle;

/**
 * How much of a machine's time may be another when an entry is said, corrected or taken back, by the rules of
 * docs/reference/production-rules.md, section 5.
 */
final class EntryReach {

    private final EntryTable table = new EntryTable();

    /**
     * A stretch of time.
     *
     * @param from µs
     * @param until µs, exclusive; {@link Long#MAX_VALUE} where it is open. Not above {@code from} where nothing changes
     */
    record Stretch(long from, long until) {

        Stretch and(Stretch other) {
            return new Stretch(Math.min(from, other.from), Math.max(until, other.until));
        }
    }

    /** What an entry changes that appears or goes. */
    Stretch of(Handle handle, Entry entry) {
        long end = end(handle, entry);
        // Without it, one that began before and has no end runs on to the next.
        boolean frees = lasts(entry.claim()) && table.followsOpen(handle, entry);
        return new Stretch(entry.from(), frees ? Math.max(end, next(handle, entry)) : end);
    }

    /** What a correction changes. */
    Stretch of(Handle handle, Entry before, Entry after) {
        if (before.from() != after.from()) {
            return of(handle, before).and(of(handle, after));
        }
        long endBefore = end(handle, before);
        long endAfter = end(handle, after);
        long until = Math.max(endBefore, endAfter);
        return before.claim().equals(after.claim())
                ? new Stretch(shown(handle, after, Math.min(endBefore, endAfter), until), until)
                : new Stretch(after.from(), until);
    }

    /** Where an entry first shows in a stretch: where no other one holds that goes before it. */
    private long shown(Handle handle, Entry entry, long from, long until) {
        if (!lasts(entry.claim())) {
            return from;
        }
        Comparator<Entry> order = entry.claim() instanceof Entry.JobClaim || entry.claim() instanceof Entry.ProductClaim
                ? Comparator.comparingLong(Entry::from)
                : Comparator.comparingLong(Entry::saidAt);
        long shown = from;
        // By beginning, so each one either goes on where those before it ended, or leaves a gap.
        for (Standing other : table.standing(handle, entry.workUnit(), from, until)) {
            boolean hides = other.entry().claim().getClass() == entry.claim().getClass()
                    && !other.entry().id().equals(entry.id()) && order.compare(other.entry(), entry) > 0;
            if (hides && other.entry().from() <= shown) {
                shown = Math.max(shown, other.until().orElse(Long.MAX_VALUE));
            }
        }
        return shown;
    }

    private long end(Handle handle, Entry entry) {
        return switch (entry.claim()) {
            case Entry.RejectClaim _,Entry.OutputClaim _,Entry.CountClaim _ -> entry.from() + 1;
            case Entry.ReasonClaim _ -> entry.to().orElse(Math.max(entry.from(), entry.saidAt()) + 1);
            case Entry.StaffingClaim _,Entry.StateClaim _,Entry.ProductClaim _,Entry.JobClaim _ ->
                entry.to().orElseGet(() -> next(handle, entry));
        };
    }

    private long next(Handle handle, Entry entry) {
        return table.next(handle, entry).orElse(Long.MAX_VALUE);
    }

    /** Whether it lasts, without an end, until the next of its kind. */
    private static boolean lasts(Entry.Claim claim) {
        return claim instanceof Entry.StaffingClaim || claim instanceof Entry.StateClaim
                || claim instanceof Entry.ProductClaim || claim instanceof Entry.JobClaim;
    }
}
