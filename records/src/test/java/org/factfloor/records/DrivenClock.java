package org.factfloor.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when a test says so. */
final class DrivenClock implements InstantSource {

    private Instant now = Instant.parse("2026-11-24T08:00:00.123456Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
