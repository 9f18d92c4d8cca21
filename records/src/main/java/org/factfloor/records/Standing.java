package org.factfloor.records;

import java.util.OptionalLong;
import org.factfloor.production.Entry;

/**
 * An entry that stands.
 *
 * @param until where it ends, µs: where it says, or where the next one begins of a kind that lasts until then
 *        (docs/reference/production-rules.md, section 5); empty where it runs on, for reasons that end with their stop, and
 *        for claims at one instant
 */
public record Standing(EntryVersion version, OptionalLong until) {

    public Entry entry() {
        return version.entry();
    }
}
