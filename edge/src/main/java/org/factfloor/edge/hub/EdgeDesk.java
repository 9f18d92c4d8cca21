package org.factfloor.edge.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.Guarantee;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Messages.Doing;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Micros;
import org.jspecify.annotations.Nullable;

/** What the server knows of one edge box while it runs. Guarded by the hub. */
final class EdgeDesk {

    /** What comes in the order it happened is not of now while it is this far behind. */
    private static final Duration BEHIND = Duration.ofSeconds(30);

    private final String name;
    private List<ConnectionPlan> plans = List.of();
    private @Nullable EdgeSession session;
    private @Nullable Instant since;
    private Messages.@Nullable Status told;
    private @Nullable Instant toldAt;

    EdgeDesk(String name) {
        this.name = name;
    }

    /** Takes the connections that the plant model gives it; whether they are others than before. */
    boolean plans(List<ConnectionPlan> next) {
        boolean changed = !next.equals(plans);
        plans = next;
        return changed;
    }

    List<ConnectionPlan> plans() {
        return plans;
    }

    Optional<EdgeSession> session() {
        return Optional.ofNullable(session);
    }

    void session(@Nullable EdgeSession next, Instant now) {
        session = next;
        since = now;
    }

    void told(Messages.Status status, Instant now) {
        told = status;
        toldAt = now;
    }

    Optional<Messages.Status> told() {
        return Optional.ofNullable(told);
    }

    /** Since when it is what it is; empty if that was before this server started. */
    Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** How far its clock is ahead, as of its last word. */
    Optional<Duration> clockAhead() {
        return Optional.ofNullable(told)
                .map(status -> Duration.between(Optional.ofNullable(toldAt).orElseThrow(),
                        Micros.toInstant(status.time())));
    }

    /**
     * How far what has reached us lies behind what it knows.
     *
     * @param proofs until when its connections were alive, as far as that has reached us
     */
    Optional<Duration> lag(Map<String, Long> proofs) {
        return plans.stream().flatMap(plan -> doing(plan).flatMap(doing -> behind(plan, doing, proofs)).stream())
                .max(Duration::compareTo);
    }

    private Optional<Doing> doing(ConnectionPlan plan) {
        return Optional.ofNullable(told).flatMap(status -> status.connections().stream()
                .filter(each -> each.id().equals(plan.id())).findFirst());
    }

    /** How far what has reached us of a connection that stands lies behind what the box knows of it. */
    private static Optional<Duration> behind(ConnectionPlan plan, Doing doing, Map<String, Long> proofs) {
        Long there = doing.lastProof();
        Long here = proofs.get(doing.id());
        if (doing.state() != ConnectionStatus.State.CONNECTED || there == null || here == null) {
            return Optional.empty();
        }
        // The one is on the clock of the box, the other on that of the samples.
        Long offset = plan.connection().clock() == Connection.Clock.SOURCE ? doing.clockOffsetMicros() : null;
        return Optional.of(Duration.ofNanos(Math.max(0, there + (offset == null ? 0 : offset) - here) * 1_000));
    }

    /** When its buffer is full at the rate it told last. */
    Optional<Instant> fullAt() {
        if (told == null || told.fill().perSecond() < 1) {
            return Optional.empty();
        }
        double seconds = (told.fill().room() - told.fill().bytes()) / told.fill().perSecond();
        return seconds > Duration.ofDays(36_500).toSeconds()
                ? Optional.empty()
                : Optional.ofNullable(toldAt).map(at -> at.plusSeconds((long) Math.max(0, seconds)));
    }

    /** How one of its connections is doing. */
    ConnectionStatus status(ConnectionPlan plan, boolean enrolled, Map<String, Long> proofs, Instant appliedAt) {
        Optional<Doing> doing = doing(plan);
        Instant at = Optional.ofNullable(since).orElse(appliedAt);
        Optional<Instant> proof = Optional.ofNullable(proofs.get(plan.id())).map(Micros::toInstant);
        if (session != null && doing.isPresent()) {
            return isBehind(plan, doing.get(), proofs)
                    ? status(plan, ConnectionStatus.State.WAITING, at, proof, Optional.of(fault(plan,
                            ConnectionFault.Kind.EDGE_BEHIND, "the edge box '" + name
                                    + "' still delivers what it kept; values are fresh when it has caught up",
                            at)))
                    : status(plan, doing.get());
        }
        if (session != null) {
            return status(plan, ConnectionStatus.State.CONNECTING, at, proof, Optional.empty());
        }
        return enrolled
                ? status(plan, ConnectionStatus.State.WAITING, at, proof, Optional.of(fault(plan,
                        ConnectionFault.Kind.EDGE_AWAY, "the edge box '" + name
                                + "' is not connected; it keeps what it reads until it is back",
                        at)))
                : status(plan, ConnectionStatus.State.STOPPED, at, proof, Optional.of(fault(plan,
                        ConnectionFault.Kind.EDGE_UNKNOWN, "no edge box '" + name
                                + "' is enrolled; make a code for it on the Connections page",
                        at)));
    }

    /** Whether the newest values here are not those that the machine has now. */
    private boolean isBehind(ConnectionPlan plan, Doing doing, Map<String, Long> proofs) {
        return told != null && told.order() == Outbox.Order.OLDEST_FIRST
                && behind(plan, doing, proofs).filter(behind -> behind.compareTo(BEHIND) > 0).isPresent();
    }

    private ConnectionStatus.Fault fault(ConnectionPlan plan, ConnectionFault.Kind kind, String what, Instant at) {
        return new ConnectionStatus.Fault(kind, plan.id() + ": " + what, Map.of("edge", name), at);
    }

    private static ConnectionStatus status(ConnectionPlan plan, ConnectionStatus.State state, Instant since,
            Optional<Instant> proof, Optional<ConnectionStatus.Fault> fault) {
        return new ConnectionStatus(plan.connection(), Guarantee.LIVE_ONLY, state, since, proof, fault,
                Optional.empty(), 0, 0, Optional.empty(), 0, 0, plan.bindings().size(), List.of(), 0);
    }

    private static ConnectionStatus status(ConnectionPlan plan, Doing doing) {
        Connection connection = plan.connection();
        return new ConnectionStatus(connection, doing.guarantee(), doing.state(), Micros.toInstant(doing.since()),
                Optional.ofNullable(doing.lastProof()).map(Micros::toInstant),
                Optional.ofNullable(doing.fault()).map(fault -> new ConnectionStatus.Fault(fault.kind(),
                        fault.message(), fault.details(), Micros.toInstant(fault.at()))),
                Optional.ofNullable(doing.nextAttempt()).map(Micros::toInstant), doing.samples(),
                doing.samplesPerSecond(),
                Optional.ofNullable(doing.clockOffsetMicros()).map(micros -> Duration.ofNanos(micros * 1_000)),
                doing.retimed(), doing.overflowed(), doing.signals(),
                doing.refused().stream().map(refusal -> new ConnectionStatus.Refusal(refusal.signal(),
                        refusal.status(), refusal.why())).collect(Collectors.toList()),
                doing.reconnects());
    }
}
