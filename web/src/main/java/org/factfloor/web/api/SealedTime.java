package org.factfloor.web.api;

import java.util.List;
import java.util.OptionalLong;
import org.factfloor.engine.Facts;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.records.Entries;
import org.factfloor.records.NewEntry;
import org.factfloor.web.http.ProblemException;

/** Refuses what would change facts of time whose samples have been removed: they stay as they are, so it would never count. */
public final class SealedTime {

    private final Facts facts;

    public SealedTime(Facts facts) {
        this.facts = facts;
    }

    /** Before this time a machine's figures are sealed, µs; {@link Long#MIN_VALUE} where none are. */
    long until(String workUnit) {
        return facts.sealedUntil(workUnit);
    }

    /** Whether any of a machine's time from an instant on is sealed. */
    public boolean covers(String workUnit, long from) {
        return from < until(workUnit);
    }

    /**
     * Checks something that changes a machine's facts from an instant on, µs.
     *
     * @throws ProblemException 409 {@code samples-removed}
     */
    public void check(String workUnit, long from) {
        long until = until(workUnit);
        if (from < until) {
            throw ProblemException.of(409, "samples-removed", "Samples of " + workUnit + " before "
                    + Micros.toInstant(until) + " have been removed, as the history's retention says. Figures of that"
                    + " time are sealed: they stay as they are, and nothing can be said of that time or counted again.");
        }
    }

    /** Checks what somebody wants to say. What arrives a second time was judged the first time. */
    void check(List<NewEntry> given, Entries entries) {
        given.stream().filter(entry -> entry.id().flatMap(entries::find).isEmpty())
                .forEach(entry -> check(entry.workUnit(), entry.from()));
    }

    /** Checks what is said in place of an entry. Where only its end is moved, what lies before both ends stays. */
    void checkCorrection(Entry before, long from, OptionalLong to, Entry.Claim claim) {
        boolean sameStart = before.from() == from && before.claim().equals(claim);
        check(before.workUnit(), sameStart
                ? Math.min(before.to().orElse(Long.MAX_VALUE), to.orElse(Long.MAX_VALUE))
                : Math.min(before.from(), from));
    }
}
