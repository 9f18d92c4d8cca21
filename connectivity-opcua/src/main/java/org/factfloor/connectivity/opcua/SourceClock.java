package org.factfloor.connectivity.opcua;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.SourceTime;
import org.factfloor.plant.Micros;

/** Measures how far a server's clock is ahead of ours. */
final class SourceClock {

    private static final int ATTEMPTS = 3;

    private SourceClock() {}

    /**
     * Reads the server's time three times and takes the quickest answer, whose time is held to be that of its middle; the
     * error is at most half of that answer's round trip. Empty if the server does not tell its time.
     */
    static Optional<Duration> ahead(OpcUaSession session, InstantSource clock)
            throws ConnectionFault, InterruptedException {
        long quickest = Long.MAX_VALUE;
        Optional<Duration> ahead = Optional.empty();
        for (int i = 0; i < ATTEMPTS; i++) {
            long before = Micros.of(clock.instant());
            DataValue answer = session.await(session.client().readValuesAsync(0, TimestampsToReturn.Both,
                    List.of(NodeIds.Server_ServerStatus_CurrentTime))).getFirst();
            long after = Micros.of(clock.instant());
            long theirs = answer.getValue().getValue() instanceof DateTime time
                    ? Times.micros(time)
                    : SourceTime.ABSENT;
            if (theirs != SourceTime.ABSENT && after >= before && after - before < quickest) {
                quickest = after - before;
                ahead = Optional.of(Duration.ofNanos((theirs - (before + (after - before) / 2)) * 1_000));
            }
        }
        return ahead;
    }
}
