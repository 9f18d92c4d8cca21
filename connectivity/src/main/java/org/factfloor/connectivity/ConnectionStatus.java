package org.factfloor.connectivity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.factfloor.plant.Connection;

/**
 * How a connection is doing, at one moment.
 *
 * @param state in one word
 * @param since when the state began
 * @param lastProofOfLife when the source last showed that it lives
 * @param fault why it is not connected; stays until it is connected again
 * @param nextAttempt when it is tried again, while it waits
 * @param samples received since the process started
 * @param samplesPerSecond over the last ten seconds
 * @param clockOffset how far the source's clock is ahead of ours, once measured
 * @param retimed samples whose time was replaced, since the process started
 * @param overflowed samples before which the source dropped others because its queue was full, since the process started
 * @param signals how many signals it is asked for
 * @param refused signals the source refused, with the reason
 * @param reconnects how often it was connected again, since the process started
 * @param kept what a source that keeps a history has told of the times it was not heard
 */
public record ConnectionStatus(Connection connection, Guarantee guarantee, State state, Instant since,
        Optional<Instant> lastProofOfLife, Optional<Fault> fault, Optional<Instant> nextAttempt, long samples,
        double samplesPerSecond, Optional<Duration> clockOffset, long retimed, long overflowed, int signals,
        List<Refusal> refused, int reconnects, KeptHistory kept) {

    /** What a connection is doing. */
    public enum State {
        CONNECTING, CONNECTED, WAITING, STOPPED
    }

    /** A {@link ConnectionFault} as a value. */
    public record Fault(ConnectionFault.Kind kind, String message, Map<String, String> details, Instant at) {}

    /** A signal the source refused. */
    public record Refusal(String signal, int status, String why) {}
}
