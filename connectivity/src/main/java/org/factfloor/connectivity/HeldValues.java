package org.factfloor.connectivity;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the values that a source still holds count from the moment a session began to be opened.
 *
 * <p>What a source sends first after an outage is often a value that has not changed since before it. Its own time lies
 * before the silence that was written down when the last session ended, so filed under that time alone it would not end
 * the hole. Such a sample is therefore delivered twice: at its own time (it is true there, or a duplicate), and again
 * where the silence ends. The second one repeats the held value, which never changes a result. It is done whether or not
 * an outage is known of, because one may have been written down by an earlier process.
 *
 * <p>The repetition lies before everything that changes while the session is being opened, and only the newest of several
 * held values is repeated: a counter must not seem to step back from a newer value to an older one.
 *
 * <p>Not safe for many threads. Times are µs on the clock samples are filed under.
 */
final class HeldValues {

    /** Takes the repetition of a row of a batch. */
    interface Repetition {

        void add(int row, long time);
    }

    /** For each signal, the time up to which a sample would be hidden; a signal leaves once a sample lies after it. */
    private final Map<Integer, Long> hiddenUpTo = new HashMap<>();
    /** The newest hidden row of each signal in the batch at hand. */
    private final Map<Integer, Integer> held = new LinkedHashMap<>();

    /**
     * At the start of a session.
     *
     * @param begun when we began to open it; whatever silence was written down before lies before this
     * @param silentSince when the silence before it was written down; any earlier time if it was not
     */
    HeldValues(Collection<Integer> refs, long begun, long silentSince) {
        long hidden = Math.max(begun - 1, silentSince);
        refs.forEach(ref -> hiddenUpTo.put(ref, hidden));
    }

    /** Looks at a row of a batch, in the order of the batch. */
    void look(int row, int ref, long time) {
        Long hidden = hiddenUpTo.get(ref);
        if (hidden == null) {
            return;
        }
        if (time > hidden) {
            hiddenUpTo.remove(ref);
            held.remove(ref);
        } else {
            held.put(ref, row);
        }
    }

    /** At the end of a batch: tells which of its rows have to be delivered again, and at what time. */
    void repeat(Repetition repetition) {
        held.forEach((ref, row) -> repetition.add(row, hiddenUpTo.merge(ref, 1L, Long::sum)));
        held.clear();
    }
}
