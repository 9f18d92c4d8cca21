package org.factfloor.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.factfloor.engine.Progress.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the kernels of all machines: one thread takes up what arrives and advances live machines, another computes what is
 * behind or has changed. Safe for many threads.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int MOST_ROWS_HANDED_OVER = 500_000;
    /** What people say is to be on every page within a second; this is a part of it. */
    private static final Duration ROUND = Duration.ofMillis(250);
    /** Between two looks for work in the background. */
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(10);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final EngineCore core;
    private final AutoCloseable listening;
    private final PlanWatch planWatch;
    private final Arriving arriving;
    private final Advancing advancing;
    private final Closings closings;
    private final Healer healer;
    private final Thinning thinning;
    private final FactBook facts;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Thread live = Thread.ofPlatform().daemon().name("engine-live")
            .unstarted(() -> repeat(this::round, ROUND, "take up what arrived"));
    private final Thread background = Thread.ofPlatform().daemon().name("engine-background")
            .unstarted(() -> repeat(this::workInBackground, IDLE, "compute the past"));
    /** Rounds that have ended; facts are up to date with what was there before a round began. */
    private volatile long rounds;

    private Engine(EngineParts parts, int mostRowsHandedOver) {
        core = new EngineCore(parts);
        HandOver handOver = new HandOver(mostRowsHandedOver);
        listening = parts.arrivals().listen(handOver);
        planWatch = new PlanWatch(core, handOver);
        arriving = new Arriving(core, handOver);
        advancing = new Advancing(core);
        healer = new Healer(core);
        facts = new FactBook(core);
        closings = new Closings(core, facts);
        thinning = new Thinning(core);
    }

    /**
     * Opens the engine on what it left; nothing runs yet.
     *
     * @throws EngineException if the store cannot be read
     */
    public static Engine open(EngineParts parts) {
        return open(parts, MOST_ROWS_HANDED_OVER);
    }

    static Engine open(EngineParts parts, int mostRowsHandedOver) {
        return new Engine(parts, mostRowsHandedOver);
    }

    /** Catches up in the background and goes on live. */
    public void start() {
        live.start();
        background.start();
    }

    /**
     * Computes on the calling thread everything that can be computed now, instead of {@link #start}.
     *
     * @param watcher told how far it is, after each piece of work
     */
    public void catchUp(Consumer<Progress> watcher) {
        round();
        while (healer.workOn()) {
            watcher.accept(progress());
        }
        round();
    }

    /** What arrives and what time brings. */
    void round() {
        planWatch.look();
        arriving.take();
        advancing.advance();
        closings.take();
        rounds++;
    }

    /** One piece of work in the background; false where there was none. */
    boolean workInBackground() {
        boolean worked = rounds > 0 && healer.work();
        if (rounds > 0 && !worked) {
            thinning.thin();
        }
        return worked;
    }

    private void repeat(BooleanSupplier step, Duration pause, String aim) {
        Duration wait = Duration.ZERO;
        try {
            while (!stopAsked.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    wait = step.getAsBoolean() ? Duration.ZERO : pause;
                } catch (RuntimeException | Error e) {
                    // Facts are behind until it works again; nothing is lost.
                    LOG.error("the engine could not {}; it tries again in {}", aim, AFTER_FAULT, e);
                    wait = AFTER_FAULT;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat(Runnable step, Duration pause, String aim) {
        repeat(() -> {
            step.run();
            return false;
        }, pause, aim);
    }

    public Facts facts() {
        return facts;
    }

    public Progress progress() {
        List<Work> works = rounds == 0 ? List.of() : healer.works();
        return new Progress(rounds > 0 && works.isEmpty(), works);
    }

    /**
     * Has a listener told of changed facts, on the engine's threads: it must return at once.
     *
     * @return ends it
     */
    public AutoCloseable onChange(Consumer<Changed> listener) {
        return core.onChange(listener);
    }

    /** Stops. What is closed and not stored yet is computed again at the next start. */
    @Override
    public void close() {
        stopAsked.countDown();
        try {
            listening.close();
            if (live.isAlive() && !(live.join(STOP_PATIENCE) && background.join(STOP_PATIENCE))) {
                LOG.warn("the engine is still computing while stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the engine did not stop listening", e);
        }
    }
}
