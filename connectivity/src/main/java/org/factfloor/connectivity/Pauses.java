package org.factfloor.connectivity;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts: each is twice the one before up to a longest, cut by up to half at random. */
final class Pauses {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    Pauses(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /** The next pause: between half and all of what is due, so that sources of one plant are not asked in step. */
    Duration next() {
        Duration due = next;
        Duration doubled = due.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return Duration.ofNanos((long) (due.toNanos() * (0.5 + random.nextDouble() / 2)));
    }

    void startOver() {
        next = first;
    }
}
