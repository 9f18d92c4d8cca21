package org.factfloor.records;

import org.factfloor.production.Entry;

/**
 * One version of an entry.
 *
 * @param cursor place among the changes of all entries, from 1
 * @param entry as it was said; a retracted one as it was before
 * @param receivedAt when this version arrived, µs; {@link Entry#saidAt} is when its first version was said
 * @param remark why; may be empty
 */
public record EntryVersion(long cursor, Entry entry, Act act, long receivedAt, String remark) {

    /** What somebody did to an entry. */
    public enum Act {
        SAID, CORRECTED, RETRACTED
    }
}
