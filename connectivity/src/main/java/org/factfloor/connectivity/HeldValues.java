package org.factfloor.connectivity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the values that a source still holds count from the moment a session opens.
 *
 * <p>What a source sends first after an outage is often a value that has not changed since before it. Its own time lies
 * before the silence that was written down when the last session ended, so filed under that time alone it would not end
 * the hole. Such a sample is therefore delivered twice: at its own time (it is true there, or a duplicate), and again at
 * the time the source confirmed it. The second one repeats the held value, which never changes a result. It is done
 * whether or not an outage is known of, because one may have been written down by an earlier process.
 *
 * <p>Not safe for many threads. Times are µs on the clock samples are filed under.
 */
final class HeldValues {

    /** For each signal, the time up to which a sample would be hidden; a signal leaves once a sample lies after it. */
    private final Map<Integer, Long> hiddenUpTo = new HashMap<>();

    /**
     * At the start of a session.
     *
     * @param opened when the session opened
     * @param silentSince when the silence before it was written down; any earlier time if it was not
     */
    HeldValues(Collection<Integer> refs, long opened, long silentSince) {
        long hidden = Math.max(opened - 1, silentSince);
        refs.forEach(ref -> hiddenUpTo.put(ref, hidden));
    }

    /**
     * When a sample has to be delivered again.
     *
     * @param time it is filed under
     * @param confirmed when the source confirmed it
     * @return the time of its repetition, or {@link SourceTime#ABSENT} if it needs none
     */
    long repeatAt(int ref, long time, long confirmed) {
        Long hidden = hiddenUpTo.get(ref);
        if (hidden == null) {
            return SourceTime.ABSENT;
        }
        if (time > hidden) {
            hiddenUpTo.remove(ref);
            return SourceTime.ABSENT;
        }
        long again = Math.max(confirmed, hidden + 1);
        hiddenUpTo.put(ref, again);
        return again;
    }
}
