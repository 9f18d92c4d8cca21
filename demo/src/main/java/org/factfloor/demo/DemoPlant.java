package org.factfloor.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.factfloor.demo.line.Line;
import org.factfloor.demo.line.MachineSheet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated plant whose machines speak OPC UA on free loopback ports, from {@link #start} to {@link #close}.
 *
 * <p>What it does depends on its settings and time alone: stopped and started again with the same ones, it goes on as if
 * it had not been stopped. Ports differ from start to start, so {@link #plantYaml()} does too. Safe for several threads.
 */
public final class DemoPlant implements AutoCloseable {

    /** Most samples of the past in one batch. */
    public static final int PAST_BATCH = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(DemoPlant.class);
    private static final long TICK_MILLIS = 100;
    private static final long CLOSING_SECONDS = 30;

    private final PastRun past;
    private final List<MachineServer> servers;
    private final ScheduledExecutorService ticker;
    private final ExecutorService switcher;

    private DemoPlant(PastRun past, List<MachineServer> servers, ScheduledExecutorService ticker,
            ExecutorService switcher) {
        this.past = past;
        this.servers = servers;
        this.ticker = ticker;
        this.switcher = switcher;
    }

    /**
     * Opens the machines' servers and lets the plant run from the present second on.
     *
     * @throws DemoException if a server cannot be opened; none stays open then
     */
    public static DemoPlant start(DemoSettings settings, InstantSource clock) throws InterruptedException {
        Instant now = clock.instant();
        List<Future<MachineServer>> opening = new ArrayList<>();
        try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
            int firstSlot = 0;
            for (MachineSheet<?> sheet : Line.SHEETS) {
                int slot = firstSlot;
                opening.add(starting.submit(() -> MachineServer.open(sheet, slot)));
                firstSlot += sheet.channels().size();
            }
            PastRun past = PastRun.until(now, settings);
            List<MachineServer> servers = new ArrayList<>();
            for (Future<MachineServer> server : opening) {
                servers.add(server.get());
            }
            return run(past, servers, settings, clock);
        } catch (ExecutionException e) {
            closeOpened(opening);
            throw new DemoException("the simulated plant could not be started", e.getCause());
        } catch (InterruptedException | RuntimeException e) {
            closeOpened(opening);
            throw e;
        }
    }

    private static void closeOpened(List<Future<MachineServer>> opening) {
        opening.stream().filter(server -> server.state() == Future.State.SUCCESS).map(Future::resultNow)
                .forEach(MachineServer::close);
    }

    private static DemoPlant run(PastRun past, List<MachineServer> servers, DemoSettings settings,
            InstantSource clock) {
        ExecutorService switcher = Executors
                .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("demo-switch").factory());
        ScheduledExecutorService ticker = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("demo-plant").factory());
        LiveRun live = new LiveRun(past.present(), servers, settings.flapping(), switcher);
        live.tick(clock.instant());
        // Just after each tenth of a second has begun, so that it is shown while it is new.
        long toNextTenth = TICK_MILLIS - clock.millis() % TICK_MILLIS + 2;
        var _ = ticker.scheduleAtFixedRate(() -> tick(live, clock), toNextTenth, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return new DemoPlant(past, servers, ticker, switcher);
    }

    private static void tick(LiveRun live, InstantSource clock) {
        try {
            live.tick(clock.instant());
        } catch (RuntimeException e) {
            // A thrown exception would end the schedule, and with it the plant, without a word.
            LOG.error("The simulated plant missed a tick", e);
        }
    }

    /** The plant as {@code plant.yaml}, with the ports the machines listen on now. */
    public String plantYaml() {
        Map<String, String> endpoints = new LinkedHashMap<>();
        servers.forEach(server -> endpoints.put(server.machine(), server.endpoint()));
        return new PlantYaml(endpoints).text();
    }

    /**
     * Tells the plant's past, newest hour first. Takes about a second of processor time a day, without the consumer's.
     *
     * @param end up to but without this second since 1970-01-01 UTC; for all of it that of the first start, where what
     *        the machines' servers deliver follows without overlap
     * @param refOf gives the reference of a signal key such as {@code cnc-1/spindle-load}
     */
    public void past(long end, ToIntFunction<String> refOf, PastConsumer consumer) throws InterruptedException {
        past.tell(end, refOf, consumer);
    }

    /** Stops the plant and closes all servers. */
    @Override
    public void close() {
        ticker.shutdownNow();
        switcher.shutdownNow();
        try {
            // A tick or switch under way would otherwise meet closed servers, or open one again.
            if (!ticker.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)
                    || !switcher.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The simulated plant did not come to rest in {} s", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        servers.forEach(MachineServer::close);
    }
}
