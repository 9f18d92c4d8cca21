package org.factfloor.connectivity.opcua;

import java.util.stream.LongStream;

/**
 * Counts a subscription's notifications, so that a missing one is noticed. Numbers run to the greatest of 32 bits and
 * then from 1 again (OPC 10000-4, 7.8). Servers do not all begin at 1, and the first response taken need not be the first
 * one sent: requests on their way together may reach the server in another order than they were made in.
 */
final class SequenceNumbers {

    private static final long GREATEST = 0xFFFF_FFFFL;
    private static final long NONE = -1;

    private long next = NONE;

    /**
     * How many notifications are missing before this one; negative if it, or its number, has passed already.
     *
     * @param held numbers of notifications that the server has sent and still holds; the least of all is the first of a
     *        subscription that nothing was taken of yet
     */
    long missingBefore(long sequence, long... held) {
        if (next == NONE) {
            next = LongStream.concat(LongStream.of(held), LongStream.of(sequence)).min().orElse(sequence);
        }
        long ahead = Math.floorMod(sequence - next, GREATEST);
        return ahead > GREATEST / 2 ? ahead - GREATEST : ahead;
    }

    /** The number of the notification that comes next. */
    long next() {
        return next;
    }

    /** The next one has been taken. */
    void advance() {
        next = next == GREATEST ? 1 : next + 1;
    }
}
