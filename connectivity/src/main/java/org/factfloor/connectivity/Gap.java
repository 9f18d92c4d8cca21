package org.factfloor.connectivity;

import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch in which nothing was heard of some signals of a connection. Times are µs since 1970-01-01 UTC on the clock the
 * connection's samples are filed under.
 *
 * @param id tells gaps of one connection apart
 * @param since when nothing was known of each signal any more, by reference: where its silence is written down
 * @param until when the connection stood again; after every {@code since}
 */
public record Gap(long id, Map<Integer, Long> since, long until) {

    public Gap {
        since = Map.copyOf(new TreeMap<>(since));
    }

    /** The earliest time of which something is missing. */
    public long from() {
        return since.values().stream().mapToLong(Long::longValue).min().orElse(until);
    }

    /** The same stretch on a clock that is so far ahead, µs. */
    Gap shifted(long ahead) {
        Map<Integer, Long> moved = new TreeMap<>();
        since.forEach((ref, time) -> moved.put(ref, time + ahead));
        return new Gap(id, moved, until + ahead);
    }
}
