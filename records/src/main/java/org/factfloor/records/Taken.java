package org.factfloor.records;

import java.util.Optional;

/**
 * What came of one line of an import.
 *
 * @param refusal why it was refused; only where it was
 */
public record Taken(Result result, Optional<RefusedException.Refusal> refusal) {

    /** What a line does to what is there. */
    public enum Result {
        ADDED, CHANGED, UNCHANGED, REFUSED
    }

    static Taken of(Result result) {
        return new Taken(result, Optional.empty());
    }

    static Taken refused(RefusedException refused) {
        return new Taken(Result.REFUSED, Optional.of(refused.refusal()));
    }
}
