package org.factfloor.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A plant's time that goes on by itself from a chosen moment and that a test moves on. Safe for many threads. */
final class TravelClock implements InstantSource {

    private volatile Duration ahead;

    private TravelClock(Duration ahead) {
        this.ahead = ahead;
    }

    /** It is this moment now. */
    static TravelClock at(Instant moment) {
        return new TravelClock(Duration.between(Instant.now(), moment));
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** Goes on to a moment that is not over yet. */
    void advanceTo(Instant moment) {
        Duration left = Duration.between(instant(), moment);
        if (left.isNegative()) {
            throw new IllegalArgumentException(moment + " was " + left.negated() + " ago");
        }
        ahead = ahead.plus(left);
    }
}
