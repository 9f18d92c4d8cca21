package org.factfloor.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.factfloor.demo.DemoSettings.Flapping;
import org.factfloor.demo.line.Frame;
import org.factfloor.demo.line.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line run on from now, shown by the machines' servers. The physics step on whole seconds and are one second ahead;
 * in between, fast values move on the straight line from second to second. Ticks must come from one thread.
 */
final class LiveRun {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);
    private static final int TENTH_NANOS = 100_000_000;

    private final Line ahead;
    private final List<MachineServer> servers;
    private final Optional<Flapping> flapping;
    private final ExecutorService switcher;
    private Frame frame = new Frame();
    private Frame next = new Frame();
    private Instant shown = Instant.MIN;
    private Future<?> switching = CompletableFuture.completedFuture(null);

    /** @param switcher opens and closes the server that flaps, so that the others do not wait for it */
    LiveRun(Line present, List<MachineServer> servers, Optional<Flapping> flapping, ExecutorService switcher) {
        this.ahead = present;
        this.servers = List.copyOf(servers);
        this.flapping = flapping;
        this.switcher = switcher;
        frame.read(ahead);
        ahead.step();
        next.read(ahead);
    }

    /** Shows the tenth of a second that contains {@code now}; a new second first as a whole. */
    void tick(Instant now) {
        Instant tenth = Instant.ofEpochSecond(now.getEpochSecond(), now.getNano() / TENTH_NANOS * (long) TENTH_NANOS);
        if (!tenth.isAfter(shown) || now.getEpochSecond() < ahead.second() - 1) {
            return;
        }
        boolean newSecond = shown.getEpochSecond() != now.getEpochSecond();
        while (ahead.second() <= now.getEpochSecond()) {
            step();
        }
        if (newSecond) {
            flap(now.getEpochSecond());
            publish(Instant.ofEpochSecond(now.getEpochSecond()));
        }
        if (tenth.getNano() > 0) {
            publish(tenth);
        }
        shown = tenth;
    }

    private void step() {
        Frame past = frame;
        frame = next;
        next = past;
        ahead.step();
        next.read(ahead);
    }

    private void publish(Instant time) {
        double fraction = time.getNano() / 1e9;
        for (MachineServer server : servers) {
            if (!flaps(server) || switching.isDone()) {
                server.publish(frame, next, fraction, time);
            }
        }
    }

    private boolean flaps(MachineServer server) {
        return flapping.isPresent() && flapping.get().machine().equals(server.machine());
    }

    private void flap(long second) {
        for (MachineServer server : servers) {
            // A port that could not be had again is tried for once more each second.
            if (flaps(server) && switching.isDone()) {
                boolean close = flapping.get().closedAt(second);
                if (close == server.isOpen()) {
                    switching = switcher.submit(() -> turn(server, close));
                }
            }
        }
    }

    private static void turn(MachineServer server, boolean close) {
        try {
            if (close) {
                server.close();
            } else {
                server.reopen();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DemoException e) {
            LOG.warn("The simulated connection {} stays as it is for now", server.machine(), e);
        }
    }
}
