package org.factfloor.connectivity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Wall and monotonic time that move only when a test says so. */
public final class DrivenClock implements InstantSource, LongSupplier {

    private volatile Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private volatile long nanos = 1;

    @Override
    public Instant instant() {
        return now;
    }

    /** Monotonic time in ns. */
    @Override
    public long getAsLong() {
        return nanos;
    }

    public synchronized void advance(Duration by) {
        nanos += by.toNanos();
        now = now.plus(by);
    }
}
