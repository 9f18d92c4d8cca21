package org.factfloor.connectivity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's life: runs its connector on a virtual thread, again and again with growing pauses, until it is
 * stopped. {@link #tick} is called often and does what time demands.
 */
final class Link {

    private static final Logger log = LoggerFactory.getLogger(Link.class);

    /** How long an interrupted connector may take before it is interrupted again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Protocol protocol;
    private final SampleSink sink;
    private final Function<String, Optional<String>> secrets;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final SupervisionSettings settings;
    private final RandomGenerator random;
    private final Pauses pauses;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Tally tally = new Tally();

    private volatile ConnectionPlan plan;
    private volatile boolean leftBehind;
    private State state = State.STOPPED;
    private Instant since;
    private ConnectionStatus.@Nullable Fault fault;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Session session;
    /** Why supervision itself ends the running session. */
    private @Nullable ConnectionFault verdict;
    private boolean running;
    private boolean stopping;
    private long interruptedNanos;
    private @Nullable Instant nextAttempt;
    private long dueNanos;
    private int timesOpened;

    Link(ConnectionPlan plan, Protocol protocol, SampleSink sink, Function<String, Optional<String>> secrets,
            InstantSource clock, LongSupplier nanos, SupervisionSettings settings, RandomGenerator random) {
        this.plan = plan;
        this.protocol = protocol;
        this.sink = sink;
        this.secrets = secrets;
        this.clock = clock;
        this.nanos = nanos;
        this.settings = settings;
        this.random = random;
        this.pauses = new Pauses(settings.firstPause(), settings.longestPause(), random);
        this.since = clock.instant();
    }

    ConnectionPlan plan() {
        return plan;
    }

    /** Takes over what only people see; nothing that the connector reads may differ while it runs. */
    void plan(ConnectionPlan next) {
        plan = next;
    }

    boolean speaks(Protocol other) {
        return protocol == other;
    }

    Protocol.Page browse(Optional<String> parent, Optional<String> cursor)
            throws ConnectionFault, InterruptedException {
        return protocol.browse(plan.specWithSecret(secrets), parent, cursor);
    }

    void start() {
        lock.lock();
        try {
            stopping = false;
            pauses.startOver();
            become(State.CONNECTING);
            thread = Thread.ofVirtual().name("connection-" + plan.id()).start(this::live);
        } finally {
            lock.unlock();
        }
    }

    /** Asks the connection to end; {@link #awaitStopped} waits for it. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            interruptRun();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the connection has ended and the sink knows. A connector that does not end within the bound is muted
     * and left behind; this link cannot be started again then.
     */
    void awaitStopped(Duration atMost) throws InterruptedException {
        Thread last = thread;
        if (last == null || last.join(atMost)) {
            return;
        }
        leftBehind = true;
        log.error("{}: the connector still runs {} s after it was told to end; it is left behind", plan.id(),
                atMost.toSeconds());
        Session current = session;
        if (current != null) {
            current.end();
        }
    }

    boolean isLeftBehind() {
        return leftBehind;
    }

    /** A link that has not started, for the same source. */
    Link replacement(ConnectionPlan next) {
        return new Link(next, protocol, sink, secrets, clock, nanos, settings, random);
    }

    /** Tries now instead of after the pause. */
    void retry() {
        lock.lock();
        try {
            pauses.startOver();
            dueNanos = nanos.getAsLong();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a session that is silent for too long and wakes a connection whose pause is over. */
    void tick() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            Session current = session;
            if (!running || current == null) {
                if (state == State.WAITING && now - dueNanos >= 0) {
                    changed.signalAll();
                }
                return;
            }
            Duration limit = current.isOpen() ? plan.silenceLimit(settings) : settings.connecting();
            if (verdict == null && current.silence(now).compareTo(limit) > 0) {
                interruptedNanos = now - PATIENCE.toNanos();
                verdict = new ConnectionFault(ConnectionFault.Kind.SILENT,
                        plan.id() + ": no sign of life for " + limit.toSeconds() + " s from " + plan.endpoint()
                                + "; check that the machine is switched on and the network cable is in",
                        null);
            }
            // A library may have swallowed the first interrupt; a goodbye under way is given time.
            if ((verdict != null || stopping) && now - interruptedNanos >= PATIENCE.toNanos()) {
                interruptRun();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends a session that stands on this certificate, or is being opened on it. */
    void distrusted(String thumbprint) {
        lock.lock();
        try {
            Session current = session;
            if (running && verdict == null && current != null && current.standsOn(thumbprint)) {
                verdict = new ConnectionFault(ConnectionFault.Kind.CERTIFICATE_UNTRUSTED,
                        plan.id() + ": the trust in the server's certificate " + thumbprint
                                + " was taken back; trust it again to go on",
                        Map.of("thumbprint", thumbprint), null);
                interruptRun();
            }
        } finally {
            lock.unlock();
        }
    }

    void opened(Session opened) {
        lock.lock();
        try {
            if (session == opened && running) {
                timesOpened++;
                fault = null;
                become(State.CONNECTED);
                log.info("{}: connected to {}", plan.id(), plan.endpoint());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session because we cannot take what it delivers. */
    void fail(Session failed, Throwable cause) {
        log.error("{}: samples could not be handed over", plan.id(), cause);
        lock.lock();
        try {
            if (session == failed && running) {
                verdict = new ConnectionFault(ConnectionFault.Kind.INTERNAL,
                        plan.id() + ": samples could not be handed over: " + cause, cause);
                interruptRun();
            }
        } finally {
            lock.unlock();
        }
    }

    ConnectionStatus status() {
        lock.lock();
        try {
            Session current = session;
            List<ConnectionStatus.Refusal> refused = current == null || !running ? List.of() : current.refusals();
            KeptHistory kept = tally.kept();
            Guarantee guarantee = kept.signals() > 0 ? Guarantee.HISTORIZED : protocol.guarantee();
            return new ConnectionStatus(plan.connection(), guarantee, state, since,
                    tally.lastProofOfLife(), Optional.ofNullable(fault), Optional.ofNullable(nextAttempt),
                    tally.samples(), tally.perSecond(nanos.getAsLong()), tally.clockOffset(), tally.retimed(),
                    tally.overflowed(),
                    plan.bindings().size(), refused, Math.max(0, timesOpened - 1), kept);
        } finally {
            lock.unlock();
        }
    }

    private void live() {
        try {
            boolean again = true;
            while (again) {
                again = tryOnce();
            }
        } finally {
            lock.lock();
            try {
                running = false;
                become(State.STOPPED);
            } finally {
                lock.unlock();
            }
        }
    }

    /** One session and the pause after it. Returns whether another one follows. */
    private boolean tryOnce() {
        ConnectionFault reason;
        try {
            if (!begin()) {
                return false;
            }
            reason = attempt();
        } catch (Throwable e) {
            reason = failed(e);
        }
        return pause(reason);
    }

    /** Errors too: a connection that nobody ends would look connected for ever, and none would try it again. */
    private ConnectionFault failed(Throwable cause) {
        log.error("{}: the connector failed", plan.id(), cause);
        return new ConnectionFault(ConnectionFault.Kind.INTERNAL, plan.id() + ": " + cause, cause);
    }

    private boolean begin() {
        lock.lock();
        try {
            if (stopping) {
                return false;
            }
            become(State.CONNECTING);
            verdict = null;
            session = new Session(plan.spec(Optional.empty()), protocol.guarantee(), sink, clock, nanos, this, tally);
            running = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private ConnectionFault attempt() {
        Session current = Objects.requireNonNull(session);
        ConnectionFault reason;
        try {
            protocol.connector(plan.specWithSecret(secrets)).run(current);
            reason = new ConnectionFault(ConnectionFault.Kind.LOST,
                    plan.id() + ": the connection to " + plan.endpoint() + " ended; it is made again by itself", null);
        } catch (ConnectionFault e) {
            reason = e;
        } catch (InterruptedException e) {
            reason = new ConnectionFault(ConnectionFault.Kind.LOST, plan.id() + ": interrupted", e);
        } catch (Throwable e) {
            reason = failed(e);
        }
        lock.lock();
        try {
            // From here on nobody interrupts this thread, so that the sink hears of the end undisturbed.
            running = false;
            Thread.interrupted();
            reason = verdict == null ? reason : verdict;
        } finally {
            lock.unlock();
        }
        try {
            current.end();
        } catch (Throwable e) {
            log.error("{}: the end of the session could not be written down", plan.id(), e);
        }
        if (current.stood(nanos.getAsLong()).compareTo(settings.standing()) >= 0) {
            pauses.startOver();
        }
        return reason;
    }

    private boolean pause(ConnectionFault reason) {
        lock.lock();
        try {
            if (stopping) {
                return false;
            }
            Instant now = clock.instant();
            if (fault == null || fault.kind() != reason.kind()) {
                log.warn("{}", reason.getMessage());
            }
            fault = new ConnectionStatus.Fault(reason.kind(), reason.getMessage(), reason.details(), now);
            Duration pause = pauses.next();
            dueNanos = nanos.getAsLong() + pause.toNanos();
            nextAttempt = now.plus(pause);
            become(State.WAITING);
            while (!stopping && nanos.getAsLong() - dueNanos < 0) {
                if (!changed.await(1, TimeUnit.MINUTES)) {
                    log.debug("{}: still waiting", plan.id());
                }
            }
            nextAttempt = null;
            return !stopping;
        } catch (InterruptedException e) {
            // Only supervision interrupts this thread, and only while a connector runs.
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private void interruptRun() {
        Thread current = thread;
        if (running && current != null) {
            interruptedNanos = nanos.getAsLong();
            current.interrupt();
        }
    }

    private void become(State next) {
        if (state != next) {
            state = next;
            since = clock.instant();
        }
    }
}
