package org.factfloor.production;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a person claims about a machine. docs/reference/production-rules.md, sections 4 to 6.
 *
 * @param id stays when the entry is corrected
 * @param revision 1, then one more with each correction
 * @param workUnit id of the machine
 * @param from µs
 * @param to µs, above {@code from}; empty where it runs on (until the next of its kind, or the end of the stop). Claims at
 *        one instant have none
 * @param saidAt when it was said, µs
 * @param author who said it
 */
public record Entry(String id, int revision, String workUnit, long from, OptionalLong to, long saidAt, String author,
        Claim claim) {

    public Entry {
        if (to.isPresent() && to.getAsLong() < from) {
            throw new IllegalArgumentException("an entry's end lies before its beginning");
        }
    }

    /** What is claimed. */
    public sealed interface Claim {}

    /** Who is there to run the machine. */
    public record StaffingClaim(Staffing staffing) implements Claim {}

    public enum Staffing {
        NOT_STAFFED, NO_JOB, OVERTIME, UNATTENDED
    }

    /** What the machine was doing; stands above what the machine says. */
    public record StateClaim(Stated state, Optional<String> reason) implements Claim {}

    public enum Stated {
        CHANGEOVER, MAINTENANCE, STOPPED, OFF
    }

    /** Why it stood. */
    public record ReasonClaim(String reason, LossPolicy policy) implements Claim {}

    /**
     * What it makes.
     *
     * @param activeCavities cavities that run, where fewer than the tool has
     */
    public record ProductClaim(String product, Optional<String> tool, OptionalInt activeCavities) implements Claim {}

    /** A job that ran on it. */
    public record JobClaim(String job, String product, Optional<String> tool, OptionalInt activeCavities)
            implements
                Claim {}

    /**
     * Pieces that are not good, at {@link Entry#from}.
     *
     * @param quantity 10⁻³ pieces, positive
     */
    public record RejectClaim(Fate fate, long quantity, Optional<String> reason) implements Claim {}

    public enum Fate {
        SCRAP, REWORK, HOLD
    }

    /**
     * Pieces made on a station without counter, at {@link Entry#from}.
     *
     * @param quantity 10⁻³ pieces, positive
     */
    public record OutputClaim(long quantity) implements Claim {}

    /**
     * A correction of the made pieces by hand, at {@link Entry#from}.
     *
     * @param quantity 10⁻³ pieces, signed
     */
    public record CountClaim(long quantity, String remark) implements Claim {}
}
