package org.factfloor.edge.box;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.factfloor.connectivity.Binding;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.Supervision;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Messages.Plan;
import org.factfloor.edge.OwnerOnly;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the box is to hold: takes each plan of the server up, one after the other and undisturbed by what becomes of the
 * connection, and keeps it for the next start.
 */
final class HeldPlan implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HeldPlan.class);
    /** Where it is kept, in the folder of the box. */
    static final String FILE = "plan.json";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path file;
    private final PlanTrust trust;
    private final Passwords passwords;
    private final Supervision supervision;
    private final AtomicReference<@Nullable Plan> next = new AtomicReference<>();
    /** Whether everything is to be connected anew, whichever plan it came with. */
    private final AtomicBoolean anew = new AtomicBoolean();
    private final ExecutorService taking = Executors
            .newSingleThreadExecutor(Thread.ofVirtual().name("edge-plan").factory());

    HeldPlan(Path file, PlanTrust trust, Passwords passwords, Supervision supervision) {
        this.file = file;
        this.trust = trust;
        this.passwords = passwords;
        this.supervision = supervision;
    }

    /** Takes up the plan of the last run, if there was one. */
    void resume() {
        try {
            if (Files.exists(file)) {
                Plan plan = Messages.read(ByteBuffer.wrap(Files.readAllBytes(file)), Plan.class);
                taking.execute(() -> apply(plan));
            }
        } catch (IOException | RuntimeException e) {
            log.error("{} cannot be read; nothing is read of machines until the server is back", file, e);
        }
    }

    /** Takes up a plan the server sends, soon; keeps to the one before if it cannot. */
    void take(ByteBuffer payload) {
        try {
            Plan plan = Messages.read(payload, Plan.class);
            if (Boolean.TRUE.equals(plan.anew())) {
                anew.set(true);
            }
            next.set(plan.kept());
        } catch (IOException e) {
            log.error("the server's plan cannot be read ({}); the one before goes on. Install the server's version of"
                    + " Factfloor here", e.getMessage());
            return;
        }
        taking.execute(this::take);
    }

    private void take() {
        Plan plan = next.getAndSet(null);
        if (plan != null && apply(plan)) {
            keep(plan);
        }
    }

    /** It is what the next start goes on with, so no plan that could not be taken up is kept. */
    private void keep(Plan plan) {
        try {
            OwnerOnly.write(file, Messages.bytes(plan));
        } catch (IOException e) {
            log.error("{} cannot be written; a start without the server goes on with the plan before, check the disk",
                    file, e);
        }
    }

    /** Whether it runs. */
    private boolean apply(Plan plan) {
        try {
            passwords.put(
                    plan.connections().stream().filter(held -> held.passwordSecret() != null && held.password() != null)
                            .collect(Collectors.toMap(held -> String.valueOf(held.passwordSecret()),
                                    held -> String.valueOf(held.password()), (one, _) -> one)));
            List<String> distrusted = trust.plan(plan.trusted());
            if (anew.getAndSet(false)) {
                supervision.apply(List.of());
            }
            supervision.apply(plan.connections().stream().map(HeldPlan::connection).toList());
            distrusted.forEach(supervision::distrusted);
            log.info("the plan of {} connections is running", plan.connections().size());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("the server's plan could not be taken up; the one before goes on", e);
        }
        return false;
    }

    @Override
    public void close() {
        taking.shutdown();
        try {
            if (!taking.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("a plan is still being taken up while stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConnectionPlan connection(Plan.Held held) {
        Connection connection = new Connection(held.id(), Label.of(held.id()), held.protocol(), held.endpoint(),
                held.security(), Optional.ofNullable(held.user()), Optional.ofNullable(held.passwordSecret()),
                Duration.ofMillis(held.publishingMillis()), held.clock(), Optional.empty());
        return new ConnectionPlan(connection,
                held.signals().stream().map(read -> new Binding(read.ref(), signal(read, held.id()))).toList());
    }

    private static Signal signal(Plan.Read read, String connection) {
        return new Signal(read.machine(), read.id(), Label.of(read.id()), read.kind(), Signal.Role.NONE, "", connection,
                read.address(), Duration.ofMillis(read.samplingMillis()), Optional.empty(), new TreeMap<>());
    }
}
