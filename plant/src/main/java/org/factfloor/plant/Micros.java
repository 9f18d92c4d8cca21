package org.factfloor.plant;

import java.time.Instant;

/** Instants as µs since 1970-01-01 UTC, the resolution every sample is stored in. */
public final class Micros {

    public static final long PER_SECOND = 1_000_000;
    public static final long PER_MINUTE = 60 * PER_SECOND;
    public static final long PER_HOUR = 60 * PER_MINUTE;

    private Micros() {}

    /**
     * The instant in µs, rounded down.
     *
     * @throws ArithmeticException beyond ±292,000 years
     */
    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / 1_000);
    }

    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }
}
