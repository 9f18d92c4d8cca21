package org.factfloor.edge.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.factfloor.edge.Messages;

/**
 * How an edge box is doing, at one moment.
 *
 * @param since when the state began; when it was last seen, for one that has not come since this server started
 * @param address where it connects from
 * @param clockAhead how far its clock is ahead of ours
 * @param lag how far what has reached us lies behind what the box knows
 * @param told what it said last
 * @param fullAt when its buffer is full at the present rate; for one that is away an estimate
 * @param lost samples a full buffer had to let go, since ever
 * @param connections how many the plant model gives it
 */
public record EdgeStatus(String name, State state, Optional<Instant> since, Optional<String> enrolledBy,
        Optional<String> address, Optional<String> version, Optional<Duration> clockAhead, Optional<Duration> lag,
        Optional<Messages.Status> told, Optional<Instant> fullAt, long lost, int connections) {

    /** Whether it is there. */
    public enum State {
        ONLINE,
        /** It keeps what it reads until it is back. */
        AWAY,
        /** Its token was taken back. */
        REVOKED,
        /** The plant model names it, and no box was enrolled under the name. */
        EXPECTED
    }
}
