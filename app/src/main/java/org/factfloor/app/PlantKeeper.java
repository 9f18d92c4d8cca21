package org.factfloor.app;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.factfloor.edge.hub.PlantConnections;
import org.factfloor.intake.Intake;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.PlantVersions;
import org.factfloor.records.SignalRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the running connections in step with the newest plant version, wherever it came from: a page, or a command
 * beside this process. Safe for many threads.
 */
final class PlantKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PlantKeeper.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final PlantVersions plants;
    private final SignalRegistry registry;
    private final PlantConnections connections;
    private final ScheduledExecutorService looker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("plant-keeper").factory());
    private int running;

    PlantKeeper(PlantVersions plants, SignalRegistry registry, PlantConnections connections, Intake intake) {
        this.plants = plants;
        this.registry = registry;
        this.connections = connections;
        intake.seed(registry.all().values().stream().sorted().toList());
    }

    /** Starts the connections of the newest version and goes on looking for a newer one. */
    void start() {
        refresh();
        looker.scheduleWithFixedDelay(this::refresh, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Takes up the newest version now, if it is not the one that runs. */
    synchronized void refresh() {
        try {
            Optional<PlantVersion> newest = plants.current().filter(version -> version.number() != running);
            if (newest.isPresent()) {
                Map<String, Integer> refs = registry.all();
                connections.apply(newest.get().model(), refs::get);
                running = newest.get().number();
                LOG.info("plant version {} by {} is running", running, newest.get().author());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the newest plant version could not be taken up; trying again in {}", LOOK_EVERY, e);
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
        try {
            if (!looker.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("a plant version is still being taken up while stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
