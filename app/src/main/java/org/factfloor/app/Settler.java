package org.factfloor.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the history settle, a slice at a time, for as long as it runs. */
final class Settler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** Between two slices, so that what waits to be applied gets its turn. */
    private static final Duration BREATH = Duration.ofMillis(200);

    private final History history;
    private final InstantSource clock;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Thread thread;

    Settler(History history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("settler").start(this::run);
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopAsked.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Settles a slice at most; returns how long to wait before the next. */
    private Duration settle() {
        try {
            return history.settle(Micros.of(clock.instant())).more() ? BREATH : PAUSE;
        } catch (RuntimeException | Error e) {
            // Whatever it was, a plant that runs for years must go on settling.
            LOG.error("settling failed and is tried again in {}; samples stay where they are", PAUSE, e);
            return PAUSE;
        }
    }

    /** Ends after the slice at hand. It is not interrupted: an interrupt closes the file that is being written. */
    @Override
    public void close() {
        stopAsked.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(30))) {
                LOG.warn("a slice is still settling while stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
