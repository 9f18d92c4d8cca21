package org.factfloor.edge.hub;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.factfloor.connectivity.CertificateTrust;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.Protocol;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Messages.Refused.Why;
import org.factfloor.edge.hub.EdgeStatus.State;
import org.factfloor.intake.Intake;
import org.factfloor.records.Audit;
import org.factfloor.records.Edge;
import org.factfloor.records.Edges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge boxes of a plant: what each is to hold, whether it is there and what it says. Sessions come and go by
 * {@link EdgePort}. Safe for many threads.
 */
public final class EdgeHub {

    private static final Logger log = LoggerFactory.getLogger(EdgeHub.class);
    /** That a box is there is written down this often. */
    private static final Duration SEEN = Duration.ofMinutes(1);

    private final Edges edges;
    private final Intake intake;
    private final CertificateTrust trust;
    private final Function<String, Optional<String>> secrets;
    private final Audit audit;
    private final InstantSource clock;
    private final Deliveries deliveries;

    private final Map<String, EdgeDesk> desks = new TreeMap<>();
    private boolean applied;
    private Instant appliedAt;
    private Instant seenWritten = Instant.MIN;
    /** What was read of the records last; they change by this class alone. */
    private Map<String, Edge> enrolled = Map.of();
    private List<X509Certificate> trusted;

    /**
     * A hub without boxes.
     *
     * @param secrets stored secret by name
     * @param earlier connections that edge boxes held by any version of the plant model
     */
    public EdgeHub(Edges edges, Intake intake, CertificateTrust trust, Function<String, Optional<String>> secrets,
            Supplier<List<ConnectionPlan>> earlier, Audit audit, InstantSource clock) {
        this.edges = edges;
        this.intake = intake;
        this.trust = trust;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
        this.deliveries = new Deliveries(edges, intake, earlier);
        this.appliedAt = clock.instant();
        this.trusted = trust.trusted();
        reread();
    }

    private void reread() {
        List<Edge> all = edges.list();
        enrolled = all.stream().collect(Collectors.toMap(Edge::name, UnaryOperator.identity()));
        deliveries.reread(all);
    }

    private EdgeDesk desk(String name) {
        return desks.computeIfAbsent(name, EdgeDesk::new);
    }

    /** Takes the connections of a new plant model that edge boxes hold; boxes that are there get theirs at once. */
    public synchronized void apply(List<ConnectionPlan> plans) {
        Map<String, List<ConnectionPlan>> byEdge = plans.stream()
                .collect(Collectors.groupingBy(plan -> plan.connection().edge().orElseThrow()));
        deliveries.apply(plans);
        boolean first = !applied;
        applied = true;
        appliedAt = clock.instant();
        byEdge.keySet().forEach(this::desk);
        desks.forEach((name, desk) -> {
            if (desk.plans(byEdge.getOrDefault(name, List.of())) || first) {
                desk.session().ifPresent(EdgeSession::planChanged);
            }
        });
    }

    /** What a box is to hold now; empty before the first plant model is applied, lest it let go of what it holds. */
    Optional<Messages.Plan> plan(String name) {
        List<ConnectionPlan> plans;
        List<X509Certificate> certificates;
        synchronized (this) {
            if (!applied) {
                return Optional.empty();
            }
            plans = desk(name).plans();
            certificates = trusted;
        }
        return Optional.of(Plans.of(plans, secrets, certificates));
    }

    /**
     * Looks whether boxes were sent what they are to hold: certificates and passwords change without the plant model. Sends
     * pings. Called every few seconds.
     */
    void tend() {
        List<X509Certificate> now = trust.trusted();
        Instant at = clock.instant();
        List<EdgeSession> online;
        boolean seenDue;
        synchronized (this) {
            trusted = now;
            online = desks.values().stream().flatMap(desk -> desk.session().stream()).toList();
            seenDue = !at.isBefore(seenWritten.plus(SEEN));
            seenWritten = seenDue ? at : seenWritten;
        }
        online.forEach(EdgeSession::ping);
        online.forEach(session -> plan(session.name()).filter(plan -> !session.wasSent(plan))
                .ifPresent(plan -> session.planChanged()));
        if (seenDue) {
            online.forEach(session -> edges.seen(session.name(), at));
        }
    }

    /** A person has taken the trust in a source's certificate back: boxes hear of it at once. */
    void trustChanged() {
        tend();
    }

    /**
     * Enrols a box that shows a code.
     *
     * @return empty if the code is not good
     */
    Optional<Edges.Enrolled> enrol(String secret, String box, String address) {
        Optional<Edges.Enrolled> done = edges.enrol(secret, box);
        audit.record("edge", address, "edge.enrol", done.map(Edges.Enrolled::name).orElse("-"),
                done.isPresent() ? "ok" : "refused", done.isPresent() ? box : "");
        if (done.isPresent()) {
            Optional<EdgeSession> before;
            synchronized (this) {
                before = desk(done.get().name()).session();
                reread();
            }
            before.ifPresent(EdgeSession::close);
            if (done.get().replaces()) {
                // What that one brings to an end yet is still of the box before.
                before.ifPresent(EdgeSession::awaitEnd);
                intake.abandon(done.get().name());
            }
        }
        return done;
    }

    /** The box that has this token. */
    Optional<Edge> find(String token) {
        return edges.find(token);
    }

    /**
     * A session begins, of the box that has this token.
     *
     * @return why not
     */
    synchronized Optional<Why> opened(String token, EdgeSession session) {
        String name = session.name();
        // Under the lock, since whoever takes a token back ends the session that there is then.
        if (find(token).filter(known -> known.name().equals(name)).isEmpty()) {
            return Optional.of(Why.REVOKED);
        }
        EdgeDesk desk = desk(name);
        Optional<EdgeSession> before = desk.session();
        if (before.isPresent() && !before.get().isOfTheSameRun(session)) {
            return Optional.of(Why.NAME_IN_USE);
        }
        before.ifPresent(EdgeSession::close);
        desk.session(session, clock.instant());
        log.info("edge box {} is connected from {}", name, session.address());
        return Optional.empty();
    }

    void closed(String name, EdgeSession session) {
        Instant now = clock.instant();
        synchronized (this) {
            EdgeDesk desk = desk(name);
            if (desk.session().filter(session::equals).isEmpty()) {
                return;
            }
            desk.session(null, now);
        }
        log.warn("edge box {} is not connected any more; it keeps what it reads until it is back", name);
        try {
            edges.seen(name, now);
        } catch (RuntimeException e) {
            log.warn("{}: when it was last seen could not be written down", name, e);
        }
    }

    /** A box says how it is doing. */
    void told(String name, Messages.Status status) {
        Instant now = clock.instant();
        synchronized (this) {
            desk(name).told(status, now);
        }
        for (Messages.Untrusted seen : status.untrusted()) {
            try {
                X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(seen.certificate())));
                // Asked for so that a person finds it among the certificates that were seen.
                trust.isTrusted(certificate, seen.connection());
            } catch (CertificateException | IllegalArgumentException e) {
                log.warn("{}: what it showed as a certificate of {} is none", name, seen.connection(), e);
            }
        }
    }

    /** What boxes bring. */
    Deliveries deliveries() {
        return deliveries;
    }

    /** Makes a one-time code for a box. */
    String code(String name, String actor) {
        return edges.code(name, actor);
    }

    /** Takes a box's token back and ends its session; false if it has none. */
    public boolean revoke(String name) {
        boolean done = edges.revoke(name);
        synchronized (this) {
            reread();
            desk(name).session().ifPresent(EdgeSession::close);
        }
        return done;
    }

    /** How every box is doing that was enrolled or is named by the plant model, by name. */
    public synchronized List<EdgeStatus> statuses() {
        TreeSet<String> names = new TreeSet<>(enrolled.keySet());
        desks.forEach((name, desk) -> {
            if (!desk.plans().isEmpty()) {
                names.add(name);
            }
        });
        return names.stream().map(this::status).toList();
    }

    private EdgeStatus status(String name) {
        EdgeDesk desk = desk(name);
        Optional<Edge> edge = Optional.ofNullable(enrolled.get(name));
        State state = desk.session().isPresent()
                ? State.ONLINE
                : edge.map(known -> known.revoked() ? State.REVOKED : State.AWAY).orElse(State.EXPECTED);
        return new EdgeStatus(name, state, desk.since().or(() -> edge.flatMap(Edge::seenAt)),
                edge.map(Edge::enrolledBy), desk.session().map(EdgeSession::address),
                desk.session().map(EdgeSession::version), desk.clockAhead(), desk.lag(intake.lives(name)),
                desk.told(), desk.fullAt(), deliveries.lost(name), desk.plans().size());
    }

    /** How a connection is doing that a box holds. */
    synchronized ConnectionStatus status(ConnectionPlan plan) {
        String name = plan.connection().edge().orElseThrow();
        boolean known = Optional.ofNullable(enrolled.get(name)).filter(edge -> !edge.revoked()).isPresent();
        return desk(name).status(plan, known, intake.lives(name), appliedAt);
    }

    /** Has a box try one of its connections now. */
    void retry(ConnectionPlan plan) {
        session(plan).ifPresent(session -> session.retry(plan.id()));
    }

    /** Has a box look at what a source offers. */
    Protocol.Page browse(ConnectionPlan plan, Optional<String> parent, Optional<String> cursor)
            throws ConnectionFault, InterruptedException {
        EdgeSession session = session(plan).orElseThrow(() -> new ConnectionFault(ConnectionFault.Kind.EDGE_AWAY,
                plan.id() + ": the edge box '" + plan.connection().edge().orElseThrow()
                        + "' is not connected; look again when it is back",
                Map.of("edge", plan.connection().edge().orElseThrow()), null));
        return session.browse(plan.id(), parent, cursor);
    }

    private synchronized Optional<EdgeSession> session(ConnectionPlan plan) {
        String name = plan.connection().edge().orElseThrow();
        if (!desks.containsKey(name)) {
            throw new NoSuchElementException("no edge box '" + name + "'");
        }
        return desk(name).session();
    }
}
