package org.factfloor.connectivity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connections of the plant model alive. Each runs its connector on a virtual thread of its own; one that ends
 * is started again after a growing, jittered pause; one that looks open and is silent is ended and started again. The
 * sink hears of every session that opens and of every one that ends, however it ends.
 *
 * <p>Safe for many threads.
 */
public final class Supervision implements Connections, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Supervision.class);

    /** How often silence and pauses are looked at. */
    private static final Duration TICK = Duration.ofMillis(250);
    /** How long an ending connection may take to say goodbye. */
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final Map<String, Protocol> protocols;
    private final SampleSink sink;
    private final Function<String, Optional<String>> secrets;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final SupervisionSettings settings;
    private final RandomGenerator random;
    private final @Nullable Thread ticker;

    /** One change of the plant model at a time. */
    private final ReentrantLock applying = new ReentrantLock();
    /** In the order of the plant model; replaced as a whole. */
    private volatile Map<String, Link> links = Map.of();
    private volatile List<ConnectionPlan> plans = List.of();
    private volatile Instant appliedAt;
    private boolean closed;
    /** So that a fault that stays is logged once; used by the ticker only. */
    private boolean ticksFail;

    /**
     * Supervision without connections.
     *
     * @param secrets stored secret by name
     */
    public Supervision(List<Protocol> protocols, SampleSink sink, Function<String, Optional<String>> secrets,
            InstantSource clock, SupervisionSettings settings) {
        this(protocols, sink, secrets, clock, System::nanoTime, settings, RandomGenerator.getDefault(), true);
    }

    /** For tests that drive the time: without a thread of its own, {@link #tick} is theirs to call. */
    Supervision(List<Protocol> protocols, SampleSink sink, Function<String, Optional<String>> secrets,
            InstantSource clock, LongSupplier nanos, SupervisionSettings settings, RandomGenerator random,
            boolean ticking) {
        this.protocols = protocols.stream().collect(Collectors.toMap(Protocol::id, Function.identity()));
        this.sink = sink;
        this.secrets = secrets;
        this.clock = clock;
        this.nanos = nanos;
        this.settings = settings;
        this.random = random;
        this.appliedAt = clock.instant();
        this.ticker = ticking ? Thread.ofVirtual().name("supervision").start(this::tickUntilInterrupted) : null;
    }

    /**
     * Makes the running connections those that are wanted: stops what is gone, restarts what a connector would see
     * differently, starts what is new, and leaves the rest untouched. Returns once what had to stop has stopped.
     */
    public void apply(List<ConnectionPlan> wanted) throws InterruptedException {
        applying.lockInterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("supervision is closed");
            }
            Map<String, Link> next = new LinkedHashMap<>();
            List<Link> toStop = new ArrayList<>(links.values());
            List<String> toStart = new ArrayList<>();
            for (ConnectionPlan plan : wanted) {
                Protocol protocol = protocols.get(plan.connection().protocol());
                if (protocol == null) {
                    continue;
                }
                Link link = links.get(plan.id());
                if (link == null || !link.speaks(protocol)) {
                    link = new Link(plan, protocol, sink, secrets, clock, nanos, settings, random);
                    toStart.add(plan.id());
                } else if (link.plan().sameOnTheWire(plan)) {
                    link.plan(plan);
                    toStop.remove(link);
                } else {
                    toStart.add(plan.id());
                }
                next.put(plan.id(), link);
            }
            stop(toStop);
            for (ConnectionPlan plan : wanted) {
                Link link = next.get(plan.id());
                if (link != null && link.isLeftBehind()) {
                    next.put(plan.id(), link.replacement(plan));
                } else if (link != null) {
                    link.plan(plan);
                }
            }
            links = next;
            plans = List.copyOf(wanted);
            appliedAt = clock.instant();
            toStart.forEach(id -> Optional.ofNullable(next.get(id)).ifPresent(Link::start));
        } finally {
            applying.unlock();
        }
    }

    @Override
    public List<ConnectionStatus> statuses() {
        Map<String, Link> current = links;
        return plans.stream().map(plan -> {
            Link link = current.get(plan.id());
            return link == null ? plan.unspoken(appliedAt) : link.status();
        }).toList();
    }

    @Override
    public boolean retry(String id) {
        Link link = links.get(id);
        if (link == null) {
            return false;
        }
        link.retry();
        return true;
    }

    @Override
    public void distrusted(String thumbprint) {
        links.values().forEach(link -> link.distrusted(thumbprint));
    }

    @Override
    public Protocol.Page browse(String connectionId, Optional<String> parent, Optional<String> cursor)
            throws ConnectionFault, InterruptedException {
        Link link = links.get(connectionId);
        if (link == null) {
            throw new NoSuchElementException("no connection '" + connectionId + "' runs");
        }
        return link.browse(parent, cursor);
    }

    /** Stops all connections and tells the sink of each that stood. */
    @Override
    public void close() {
        applying.lock();
        try {
            closed = true;
            if (ticker != null) {
                ticker.interrupt();
            }
            stop(List.copyOf(links.values()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            applying.unlock();
        }
    }

    /** Does what time demands: ends silent sessions, wakes connections whose pause is over. */
    void tick() {
        boolean failed = false;
        for (Link link : links.values()) {
            try {
                link.tick();
            } catch (Throwable e) {
                // Without ticks nothing would notice silence any more, so even an Error must not end them.
                failed = true;
                if (!ticksFail) {
                    log.error("{}: could not be looked at; it is tried again every {} ms", link.plan().id(),
                            TICK.toMillis(), e);
                }
            }
        }
        ticksFail = failed;
    }

    private void tickUntilInterrupted() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(TICK);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All are told first and waited for afterwards, so that slow goodbyes run side by side. */
    private static void stop(List<Link> toStop) throws InterruptedException {
        toStop.forEach(Link::stop);
        for (Link link : toStop) {
            link.awaitStopped(GOODBYE);
        }
    }
}
