package org.factfloor.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Connector;
import org.factfloor.connectivity.ConnectorSpec;
import org.factfloor.connectivity.Feed;
import org.factfloor.connectivity.Guarantee;
import org.factfloor.connectivity.Protocol;
import org.factfloor.connectivity.SourceTime;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;

/** Sources that do what a test says: endpoints with {@code nowhere} in them do not answer, others take what it sends. */
final class ScriptedProtocol implements Protocol {

    private final Map<String, BlockingQueue<SampleBatch>> sources = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return "opcua";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.LIVE_ONLY;
    }

    /** Lets the source of a connection deliver. */
    void deliver(String connection, SampleBatch batch) {
        source(connection).add(batch);
    }

    private BlockingQueue<SampleBatch> source(String connection) {
        return sources.computeIfAbsent(connection, _ -> new LinkedBlockingQueue<>());
    }

    @Override
    public Connector connector(ConnectorSpec spec) {
        return feed -> run(spec, feed);
    }

    private void run(ConnectorSpec spec, Feed feed) throws ConnectionFault, InterruptedException {
        check(spec);
        feed.connected();
        while (true) {
            SampleBatch batch = source(spec.connection().id()).poll(1, TimeUnit.SECONDS);
            if (batch == null) {
                feed.alive();
            } else {
                long[] serverTimes = new long[batch.size()];
                Arrays.fill(serverTimes, SourceTime.ABSENT);
                feed.deliver(batch, serverTimes);
            }
        }
    }

    private static void check(ConnectorSpec spec) throws ConnectionFault {
        if (spec.connection().endpoint().contains("nowhere")) {
            throw new ConnectionFault(ConnectionFault.Kind.UNREACHABLE,
                    spec.connection().id() + ": nothing answers at " + spec.connection().endpoint(),
                    Map.of("endpoint", spec.connection().endpoint()), null);
        }
    }

    @Override
    public Page browse(ConnectorSpec spec, Optional<String> parent, Optional<String> cursor) throws ConnectionFault {
        check(spec);
        if (parent.isEmpty()) {
            return new Page(List.of(new Node("ns=1;s=Cnc1", "Cnc1", true, Optional.empty())), Optional.of("2"));
        }
        return new Page(List.of(new Node("ns=1;s=Cnc1.Load", "Load", false,
                Optional.of(new Variable("Double", Optional.of(SignalKind.ANALOG), "12.5", "%")))), Optional.empty());
    }
}
