package org.factfloor.connectivity;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Events a second over the last ten whole seconds of monotonic time. Safe for many threads. */
final class Rate {

    private static final int SECONDS = 10;

    /** One more than is looked at: the second that is still filling. */
    private final long[] counts = new long[SECONDS + 1];
    private long newest = Long.MIN_VALUE;

    synchronized void add(long count, long nanos) {
        counts[slot(forward(nanos))] += count;
    }

    synchronized double perSecond(long nanos) {
        long now = forward(nanos);
        long sum = 0;
        for (long second = now - SECONDS; second < now; second++) {
            sum += counts[slot(second)];
        }
        return (double) sum / SECONDS;
    }

    private long forward(long nanos) {
        long second = Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1));
        if (newest == Long.MIN_VALUE || second - newest > SECONDS) {
            Arrays.fill(counts, 0);
            newest = second;
        }
        while (newest < second) {
            counts[slot(++newest)] = 0;
        }
        return newest;
    }

    private static int slot(long second) {
        return Math.floorMod(second, SECONDS + 1);
    }
}
