package org.factfloor.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final SignInThrottle throttle = new SignInThrottle(now::get);

    private void advance(Duration duration) {
        now.updateAndGet(time -> time.plus(duration));
    }

    @Test
    void theWaitDoublesWithEachFailureUpToAMinuteForAUser() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.attempt("ada", "10.0.0." + i)).isEmpty();
        }
        for (long seconds = 1; seconds <= 32; seconds *= 2) {
            assertThat(throttle.attempt("ada", "10.1.0." + seconds)).contains(Duration.ofSeconds(seconds));
            advance(Duration.ofSeconds(seconds));
            assertThat(throttle.attempt("ada", "10.1.0." + seconds)).isEmpty();
        }
        assertThat(throttle.attempt("ada", "10.2.0.1")).contains(Duration.ofMinutes(1));
    }

    @Test
    void anAddressThatTriesManyUsersWaitsToo() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.attempt("user" + i, "10.0.0.1")).isEmpty();
        }
        assertThat(throttle.attempt("user6", "10.0.0.1")).isPresent();
        assertThat(throttle.attempt("user6", "10.0.0.2")).isEmpty();
    }

    @Test
    void successAndTimeForgetFailures() {
        for (int i = 0; i < 5; i++) {
            throttle.attempt("ada", "10.0.0.1");
        }
        assertThat(throttle.attempt("ada", "10.0.0.1")).isPresent();
        throttle.succeeded("ada", "10.0.0.1");
        assertThat(throttle.attempt("ada", "10.0.0.1")).isEmpty();
        for (int i = 0; i < 4; i++) {
            throttle.attempt("ada", "10.0.0.1");
        }
        advance(Duration.ofHours(2));
        assertThat(throttle.attempt("ada", "10.0.0.1")).isEmpty();
        assertThat(throttle.attempt("ada", "10.0.0.1")).isEmpty();
    }

    /** Somebody who invents users must not fill the memory. */
    @Test
    void itRemembersABoundedNumber() {
        for (int i = 0; i < 50_000; i++) {
            throttle.attempt("user" + i, "address" + i);
        }
        assertThat(throttle.remembered()).isEqualTo(10_000);
        assertThat(throttle.attempt("user0", "address0")).isEqualTo(Optional.empty());
    }
}
