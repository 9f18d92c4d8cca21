package org.factfloor.records;

import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.production.Entry;

/**
 * Something a person says about a machine.
 *
 * @param id made by who sends it, so that sending it again changes nothing; 1 to 64 letters, digits, hyphens and
 *        underscores. Made here where it is empty
 * @param from µs
 * @param to µs; empty where it runs on, and for claims at one instant
 * @param claim the policy of a reason and the product of a job are taken from what is known of them
 * @param saidAt when it was said by the clock of the terminal, µs; empty for now
 * @param remark why, where somebody has to say so; may be empty
 */
public record NewEntry(Optional<String> id, String workUnit, long from, OptionalLong to, Entry.Claim claim,
        OptionalLong saidAt, String remark) {

    /** Said now, with an id made here and without a remark. */
    public static NewEntry of(String workUnit, long from, OptionalLong to, Entry.Claim claim) {
        return new NewEntry(Optional.empty(), workUnit, from, to, claim, OptionalLong.empty(), "");
    }

    NewEntry withClaim(Entry.Claim other) {
        return new NewEntry(id, workUnit, from, to, other, saidAt, remark);
    }
}
