package org.factfloor.app;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the person who started a server reads, and how they stop it: Ctrl-C or SIGTERM. Closed last of all, which lets
 * the process end.
 */
final class Terminal implements AutoCloseable {

    private static final long STOPPING_SECONDS = 60;

    private final PrintWriter out;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    Terminal(PrintWriter out) {
        this.out = out;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::stop));
    }

    /** Runs when the process is asked to end; the process is gone when this returns. */
    private void stop() {
        stopAsked.countDown();
        try {
            if (!stopped.await(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                out.println(
                        "Still not stopped after " + STOPPING_SECONDS + " s; ending anyway. Nothing durable is lost.");
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void ready(Server server) {
        say("Factfloor is ready at " + server.address());
        server.setupCode().ifPresent(code -> {
            say("First visit: open " + server.address() + "/setup#code=" + code);
            say("             or enter the one-time code " + code + " there.");
        });
        say("Stop with Ctrl-C.");
    }

    void awaitStop() throws InterruptedException {
        stopAsked.await();
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
