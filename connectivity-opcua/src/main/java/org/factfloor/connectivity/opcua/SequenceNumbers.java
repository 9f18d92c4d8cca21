package org.factfloor.connectivity.opcua;

/**
 * Counts a subscription's notifications, so that a missing one is noticed. Numbers run to the greatest of 32 bits and
 * then from 1 again (OPC 10000-4, 7.8). Servers do not all begin at 1: the first number seen is where this one begins.
 */
final class SequenceNumbers {

    private static final long GREATEST = 0xFFFF_FFFFL;
    private static final long NONE = -1;

    private long next = NONE;

    /** How many notifications are missing before this one; negative if it, or its number, has passed already. */
    long missingBefore(long sequence) {
        if (next == NONE) {
            next = sequence;
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
