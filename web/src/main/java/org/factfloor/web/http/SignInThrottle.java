package org.factfloor.web.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes guessing of passwords slow: after a few failures each further try must wait twice as long as the one before, for
 * the user and for the address it comes from. Remembers a bounded number of both. Safe for many threads.
 */
public final class SignInThrottle {

    private static final int REMEMBERED = 10_000;
    private static final int FREE_TRIES = 5;
    /** A person who is locked out by somebody else's guesses gets in again within this time. */
    private static final Duration LONGEST_FOR_USER = Duration.ofMinutes(1);
    private static final Duration LONGEST_FOR_ADDRESS = Duration.ofMinutes(15);
    /** Failures older than this are forgotten. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Failures> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Failures(int count, Instant last) {}

    public SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Asks for one try and counts it as failed until {@link #succeeded} says otherwise, so that tries made at once cannot
     * slip through together.
     *
     * @return how long to wait before the next try; empty where this one may go on
     */
    public synchronized Optional<Duration> attempt(String user, String address) {
        Instant now = clock.instant();
        String userKey = "user " + user;
        String addressKey = "address " + address;
        Duration wait = max(wait(userKey, LONGEST_FOR_USER, now), wait(addressKey, LONGEST_FOR_ADDRESS, now));
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        count(userKey, now);
        count(addressKey, now);
        return Optional.empty();
    }

    /** The try that was asked for last was right. */
    public synchronized void succeeded(String user, String address) {
        known.remove("user " + user);
        known.remove("address " + address);
    }

    /** How many users and addresses it remembers, for tests of the bound. */
    synchronized int remembered() {
        return known.size();
    }

    private Duration wait(String key, Duration longest, Instant now) {
        Failures failures = known.get(key);
        if (failures == null || failures.count < FREE_TRIES) {
            return Duration.ZERO;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(failures.count - FREE_TRIES, 20));
        return Duration.between(now, failures.last.plus(pause.compareTo(longest) < 0 ? pause : longest));
    }

    private void count(String key, Instant now) {
        Failures before = known.get(key);
        int count = before != null && before.last.plus(MEMORY).isAfter(now) ? Math.min(before.count + 1, 1000) : 1;
        known.put(key, new Failures(count, now));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
