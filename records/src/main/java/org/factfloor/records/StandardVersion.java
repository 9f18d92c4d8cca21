package org.factfloor.records;

import java.util.Optional;
import org.factfloor.production.Standard;

/**
 * One version of a standard.
 *
 * @param cursor place among the changes of all standards, from 1
 * @param revision 1, then one more with each change
 * @param operation for people
 * @param author who made this version
 * @param receivedAt when, µs
 */
public record StandardVersion(long cursor, String id, int revision, Act act, Standard standard,
        Optional<String> operation, String author, long receivedAt, String remark) {

    /** What somebody did to a standard. */
    public enum Act {
        SAID, CORRECTED, CONFIRMED, RETRACTED
    }
}
