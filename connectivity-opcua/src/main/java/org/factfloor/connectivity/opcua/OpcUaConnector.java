package org.factfloor.connectivity.opcua;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Connector;
import org.factfloor.connectivity.ConnectorSpec;
import org.factfloor.connectivity.Feed;

/**
 * One run of one connection: opens a session, subscribes, and hands over what the server publishes until either side
 * ends it. Between two responses it does its chores: measures the server's clock, asks again for refused signals.
 */
final class OpcUaConnector implements Connector {

    private static final Duration CLOCK_PERIOD = Duration.ofMinutes(1);

    private final ConnectorSpec spec;
    private final Path certificateFolder;
    private final ServerCertificate certificates;
    private final InstantSource clock;
    private final Duration retryPeriod;
    private final Map<String, OpcUaProtocol.Running> running;

    OpcUaConnector(ConnectorSpec spec, Path certificateFolder, ServerCertificate certificates, InstantSource clock,
            Duration retryPeriod, Map<String, OpcUaProtocol.Running> running) {
        this.spec = spec;
        this.certificateFolder = certificateFolder;
        this.certificates = certificates;
        this.clock = clock;
        this.retryPeriod = retryPeriod;
        this.running = running;
    }

    @Override
    public void run(Feed feed) throws ConnectionFault, InterruptedException {
        try (OpcUaSession session = OpcUaSession.open(spec, certificateFolder, certificates, feed::reliesOn)) {
            OpcUaProtocol.Running entry = new OpcUaProtocol.Running(spec, session);
            running.put(spec.connection().id(), entry);
            try {
                SourceClock.ahead(session, clock).ifPresent(feed::clockOffset);
                Notifications notifications = new Notifications(spec.bindings(), feed);
                Subscription subscription = Subscription.create(session, spec.connection(), notifications, feed);
                MonitoredItems items = new MonitoredItems(session, subscription.id(), spec.connection(),
                        spec.bindings(), feed);
                items.createMissing(subscription::takeWhatIsThere);
                feed.connected();
                try (HistoryFill filling = new HistoryFill(session, spec.bindings(), feed)) {
                    takeUntilItEnds(session, subscription, items, feed);
                }
            } finally {
                running.remove(spec.connection().id(), entry);
            }
        }
    }

    private void takeUntilItEnds(OpcUaSession session, Subscription subscription, MonitoredItems items, Feed feed)
            throws ConnectionFault, InterruptedException {
        Chore measureClock = new Chore(CLOCK_PERIOD);
        Chore askAgain = new Chore(retryPeriod);
        while (true) {
            subscription.take(Math.min(measureClock.nanosLeft(), askAgain.nanosLeft()), TimeUnit.NANOSECONDS);
            if (measureClock.isDue()) {
                SourceClock.ahead(session, clock).ifPresent(feed::clockOffset);
            }
            if (askAgain.isDue() && !items.isComplete()) {
                items.createMissing(subscription::takeWhatIsThere);
            }
        }
    }

    /** Something to do every so often, on monotonic time. */
    private static final class Chore {

        private final long period;
        private long due;

        Chore(Duration period) {
            this.period = period.toNanos();
            this.due = System.nanoTime() + this.period;
        }

        long nanosLeft() {
            return Math.max(0, due - System.nanoTime());
        }

        /** Whether it is to be done now; the next time is a period later. */
        boolean isDue() {
            if (nanosLeft() > 0) {
                return false;
            }
            due = System.nanoTime() + period;
            return true;
        }
    }
}
