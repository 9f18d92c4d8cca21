package org.factfloor.edge.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.Guarantee;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Messages.Doing;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Micros;
import org.jspecify.annotations.Nullable;

/** What the server knows of one edge box while it runs. Guarded by the hub. */
final class EdgeDesk {

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
        if (told == null) {
            return Optional.empty();
        }
        OptionalLong there = told.connections().stream()
                .flatMap(doing -> Optional.ofNullable(doing.lastProof()).stream())
                .mapToLong(Long::longValue).max();
        OptionalLong here = proofs.values().stream().mapToLong(Long::longValue).max();
        return there.isPresent() && here.isPresent()
                ? Optional.of(Duration.ofNanos(Math.max(0, there.getAsLong() - here.getAsLong()) * 1_000))
                : Optional.empty();
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
        Optional<Doing> doing = Optional.ofNullable(told).flatMap(status -> status.connections().stream()
                .filter(each -> each.id().equals(plan.id())).findFirst());
        if (session != null && doing.isPresent()) {
            return status(plan, doing.get());
        }
        Instant at = Optional.ofNullable(since).orElse(appliedAt);
        Optional<Instant> proof = Optional.ofNullable(proofs.get(plan.id())).map(Micros::toInstant);
        if (session != null) {
            return status(plan, ConnectionStatus.State.CONNECTING, at, proof, Optional.empty());
        }
        ConnectionFault.Kind kind = enrolled ? ConnectionFault.Kind.EDGE_AWAY : ConnectionFault.Kind.EDGE_UNKNOWN;
        String message = plan.id() + ": " + (enrolled
                ? "the edge box '" + name + "' is not connected; it keeps what it reads until it is back"
                : "no edge box '" + name + "' is enrolled; make a code for it on the Connections page");
        return status(plan, enrolled ? ConnectionStatus.State.WAITING : ConnectionStatus.State.STOPPED, at, proof,
                Optional.of(new ConnectionStatus.Fault(kind, message, Map.of("edge", name), at)));
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
