package org.factfloor.connectivity;

import java.time.Duration;
import java.time.Instant;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Quality;
import org.factfloor.plant.StatusCode;

/**
 * Decides which time a sample is filed under. All times are µs since 1970-01-01 UTC.
 *
 * <p>The source's own time is kept where it is plausible; else the server's, else the time we received the sample, and
 * the sample counts as retimed. A time is plausible from 2000 on (zero dates are 1601 or 1970) up to ten seconds ahead
 * of ours.
 *
 * @param clock what the connection asks for
 * @param ahead how far the source's clock is ahead of ours, in µs; 0 while it is not measured
 */
public record SourceTime(Connection.Clock clock, long ahead) {

    /** Stands for a time the source did not give. */
    public static final long ABSENT = Long.MIN_VALUE;

    private static final long EARLIEST = Micros.of(Instant.parse("2000-01-01T00:00:00Z"));
    private static final long FURTHEST_AHEAD = 10 * Micros.PER_SECOND;

    public SourceTime(Connection.Clock clock, Duration ahead) {
        this(clock, ahead.toNanos() / 1_000);
    }

    /** The time the sample is filed under. */
    public long of(long sourceTime, long serverTime, long receivedAt) {
        if (clock == Connection.Clock.RECEIVED) {
            return receivedAt;
        }
        long time = corrected(sourceTime);
        return isPlausible(time, receivedAt) ? time : serversOrOurs(serverTime, receivedAt);
    }

    /** Whether {@link #of} has to replace the source's time although the connection asks for it. */
    public boolean isRetimed(long sourceTime, long receivedAt) {
        return clock != Connection.Clock.RECEIVED && !isPlausible(corrected(sourceTime), receivedAt);
    }

    private long serversOrOurs(long serverTime, long receivedAt) {
        long time = corrected(serverTime);
        return isPlausible(time, receivedAt) ? time : receivedAt;
    }

    /** A moment of our clock on the clock that samples are filed under. */
    public long filed(long ourTime) {
        if (clock != Connection.Clock.SOURCE) {
            return ourTime;
        }
        return isPlausible(ourTime + ahead, ourTime) ? ourTime + ahead : ourTime;
    }

    /** The status of a retimed sample: good becomes {@code UncertainSubstituteValue}, anything else stays. */
    public static int retimedStatus(int status) {
        return Quality.of(status) == Quality.GOOD ? StatusCode.UNCERTAIN_SUBSTITUTE_VALUE : status;
    }

    private long corrected(long time) {
        return clock == Connection.Clock.SKEW_CORRECTED && time != ABSENT ? time - ahead : time;
    }

    private static boolean isPlausible(long time, long receivedAt) {
        return time >= EARLIEST && time <= receivedAt + FURTHEST_AHEAD;
    }
}
