package org.factfloor.edge.hub;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.factfloor.connectivity.Binding;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.edge.Messages;
import org.factfloor.history.HourCounts;
import org.factfloor.intake.Delivered;
import org.factfloor.intake.EdgeReach;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeException;
import org.factfloor.intake.Outbox;
import org.factfloor.intake.Parcel;
import org.factfloor.records.Edge;
import org.factfloor.records.Edges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What edge boxes bring: parcels of samples, and reports of what they had to let go. A box brings what is its own; the rest
 * is passed over and told in the log, so that it does not hold up what comes behind it. Safe for many threads.
 */
final class Deliveries {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    /** Rows of one report. */
    private static final int MOST_LOSSES = 100_000;
    /** More samples than a box can have read. */
    private static final long MOST_SAMPLES = 1L << 40;

    private final Edges edges;
    private final Intake intake;
    private final Supplier<List<ConnectionPlan>> earlier;
    private boolean applied;
    private List<ConnectionPlan> held = List.of();
    private boolean earlierRead;
    private final Map<String, Reach> reaches = new HashMap<>();
    private final Map<String, Long> lost = new HashMap<>();
    private final Set<String> toldForeign = new HashSet<>();

    /**
     * Deliveries to this intake.
     *
     * @param earlier connections that edge boxes held by any version of the plant model; asked once, when a box brings what
     *        the present one does not give it
     */
    Deliveries(Edges edges, Intake intake, Supplier<List<ConnectionPlan>> earlier) {
        this.edges = edges;
        this.intake = intake;
        this.earlier = earlier;
    }

    /** What one box may write of; grows only. Guarded by the deliveries. */
    private final class Reach implements EdgeReach {

        private final Set<String> connections = new HashSet<>();
        private final Set<Integer> signals = new HashSet<>();

        @Override
        public boolean hasConnection(String id) {
            synchronized (Deliveries.this) {
                return connections.contains(id) || readEarlier() && connections.contains(id);
            }
        }

        @Override
        public boolean hasSignal(int ref) {
            synchronized (Deliveries.this) {
                return signals.contains(ref) || readEarlier() && signals.contains(ref);
            }
        }
    }

    /** Takes the connections of a new plant model that edge boxes hold. */
    synchronized void apply(List<ConnectionPlan> plans) {
        plans.forEach(this::give);
        held = List.copyOf(plans);
        applied = true;
    }

    private void give(ConnectionPlan plan) {
        Reach reach = reach(plan.connection().edge().orElseThrow());
        reach.connections.add(plan.id());
        plan.bindings().forEach(binding -> reach.signals.add(binding.ref()));
    }

    private Reach reach(String name) {
        return reaches.computeIfAbsent(name, _ -> new Reach());
    }

    /** Whether that was news. */
    private boolean readEarlier() {
        if (earlierRead) {
            return false;
        }
        earlier.get().forEach(this::give);
        earlierRead = true;
        return true;
    }

    private synchronized EdgeReach known(String name) {
        if (!applied) {
            throw new IntakeException("The plant model is not known yet; nothing is taken of edge boxes.", null);
        }
        return reach(name);
    }

    /**
     * A box says, before it brings anything, what it has delivered.
     *
     * @param delivered until when its connections were alive, µs
     * @return whether some of that is missing here, because this server was set back to an earlier state
     * @throws IntakeException if it cannot be compared at present
     */
    boolean resumed(String name, Map<String, Long> delivered) {
        known(name);
        List<Delivered> there;
        synchronized (this) {
            there = held.stream()
                    .filter(plan -> plan.connection().edge().filter(name::equals).isPresent()
                            && delivered.containsKey(plan.id()))
                    .map(plan -> new Delivered(plan.id(), plan.bindings().stream().map(Binding::ref).toList(),
                            delivered.getOrDefault(plan.id(), 0L)))
                    .toList();
        }
        List<String> missing = intake.resumed(name, there);
        if (!missing.isEmpty()) {
            log.warn("edge box {} has delivered more of {} than is here, as after a restore; what is missing is marked",
                    name, missing);
        }
        return !missing.isEmpty();
    }

    /**
     * Takes a parcel over; returns when it is durable.
     *
     * @throws IntakeException if it is not taken at present; the box is to bring it again
     * @throws IllegalArgumentException if it cannot be read, or is not what a box says
     */
    void take(String name, Parcel parcel) throws InterruptedException {
        int foreign = intake.forward(name, parcel, known(name));
        if (foreign > 0 && isNews(name)) {
            log.warn("edge box {} brings {} samples of signals that no version of the plant model gives it; such are"
                    + " not taken", name, foreign);
        }
    }

    /** Once is enough to be looked into. */
    private synchronized boolean isNews(String name) {
        return toldForeign.add(name);
    }

    /**
     * A box had to let samples go, or noticed something of them; returns when that is counted. What is not to be counted is
     * passed over, lest the box tell it for ever.
     *
     * @throws IntakeException if it cannot be at present
     */
    void lost(String name, Messages.Losses report) throws InterruptedException {
        EdgeReach reach;
        synchronized (this) {
            reach = reach(name);
        }
        HourCounts counts = new HourCounts();
        long samples = 0;
        int passedOver = 0;
        for (Outbox.Loss loss : report.losses()) {
            if (loss.samples() < 1 || loss.samples() > MOST_SAMPLES || !loss.isTold() || counts.size() >= MOST_LOSSES
                    || !reach.hasSignal(loss.signal())) {
                passedOver++;
            } else {
                counts.add(loss.signal(), loss.hour(), loss.fate(), loss.samples());
                samples += loss.fate().isRejection() ? loss.samples() : 0;
            }
        }
        if (passedOver > 0) {
            log.warn("edge box {} reports {} counts that it cannot have; they are not counted", name, passedOver);
        }
        intake.report(name, report.number(), counts);
        long sum = edges.lost(name, report.number(), samples);
        synchronized (this) {
            lost.put(name, sum);
        }
        if (samples > 0) {
            log.warn("edge box {} had to let {} samples go, {} so far", name, samples, sum);
        }
    }

    /** Takes what the records say. */
    synchronized void reread(List<Edge> all) {
        lost.clear();
        all.forEach(edge -> lost.put(edge.name(), edge.lost()));
    }

    /** Samples that a box had to let go, since ever. */
    synchronized long lost(String name) {
        return lost.getOrDefault(name, 0L);
    }
}
