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
    private static final int TENTHS = 10;
    private static final long TENTH_MILLIS = 100;

    private final Line ahead;
    private final List<MachineServer> servers;
    private final Optional<Flapping> flapping;
    private final ExecutorService switcher;
    private Frame frame = new Frame();
    private Frame next = new Frame();
    /** The newest tenth of a second shown, counted from 1970-01-01 UTC. */
    private long shown = Long.MIN_VALUE;
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
        long tenth = Math.floorDiv(now.toEpochMilli(), TENTH_MILLIS);
        long second = Math.floorDiv(tenth, TENTHS);
        // A clock that is set back finds the plant where it was until time has caught up.
        if (tenth <= shown || second < ahead.second() - 1) {
            return;
        }
        while (ahead.second() <= second) {
            step();
        }
        if (second > Math.floorDiv(shown, TENTHS)) {
            flap(second);
            publish(second * TENTHS);
        }
        if (tenth % TENTHS > 0) {
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

    private void publish(long tenth) {
        Instant time = Instant.ofEpochMilli(tenth * TENTH_MILLIS);
        double fraction = Math.floorMod(tenth, TENTHS) / (double) TENTHS;
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
