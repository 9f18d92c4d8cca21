package org.factfloor.edge.box;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.factfloor.connectivity.Protocol;
import org.factfloor.connectivity.Supervision;
import org.factfloor.connectivity.SupervisionSettings;
import org.factfloor.edge.Messages;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.intake.Outbox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running edge box: connections, their journal, and the way to the server. What it reads is durable here before anything
 * else happens to it; the server may be away for as long as the buffer lasts.
 */
public final class EdgeBox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EdgeBox.class);
    private static final Duration TEND = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final long MEBIBYTE = 1 << 20;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Enrolment enrolment;
    private final Intake intake;
    private final Outbox outbox;
    private final Uplink.Parts parts;
    private final Duration longestPause;
    /** Null until everything else has started. */
    private @Nullable Thread uplink;
    private volatile String standing = "";
    private volatile boolean closed;

    /**
     * How a box works.
     *
     * @param folder of the box; one process at a time
     * @param bufferBytes the journal may have so many bytes, at least 16 MiB
     * @param freeSpaceFloor bytes that stay free on its disk
     * @param backfillRate samples of the past that are sent in a second, at most
     */
    public record Settings(Path folder, long bufferBytes, long freeSpaceFloor, Outbox.Order order,
            Outbox.WhenFull whenFull, double backfillRate) {}

    /** What the box speaks to machines. */
    public interface Protocols {

        /** The protocols, which ask this trust about certificates. */
        List<Protocol> speaking(PlanTrust trust);
    }

    private EdgeBox(Settings settings, Enrolment enrolment, Protocols protocols, InstantSource clock, String version,
            Duration longestPause) {
        this.enrolment = enrolment;
        this.longestPause = longestPause;
        try {
            // Small files, since a full buffer lets go of a whole one; and some room above the floor to do it in.
            long segment = Math.clamp(settings.bufferBytes() / 64, 256 << 10, 8 * MEBIBYTE);
            outbox = Outbox.open(new Outbox.Settings(settings.folder().resolve("outbox"), settings.order(),
                    settings.whenFull(), settings.bufferBytes(), settings.freeSpaceFloor() + 4 * segment), clock);
            IntakeSettings journal = IntakeSettings.in(settings.folder().resolve("journal"))
                    .withFreeSpaceFloor(settings.freeSpaceFloor()).withSegmentBytes(segment);
            intake = open(Intake.open(journal, outbox, clock));
            PlanTrust trust = new PlanTrust();
            Passwords passwords = new Passwords();
            Supervision supervision = open(new Supervision(protocols.speaking(trust), intake, passwords::get, clock,
                    SupervisionSettings.standard()));
            HeldPlan plan = open(new HeldPlan(settings.folder().resolve(HeldPlan.FILE), trust, passwords, supervision));
            Semaphore wake = new Semaphore(0);
            parts = new Uplink.Parts(intake, outbox, supervision, plan, trust, clock, UUID.randomUUID().toString(),
                    version,
                    wake, settings.backfillRate());
            outbox.onGrowth(() -> {
                if (wake.availablePermits() == 0) {
                    wake.release();
                }
            });
            plan.resume();
            ScheduledExecutorService ticker = Executors
                    .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("edge-buffer").factory());
            opened.push(ticker::shutdownNow);
            ticker.scheduleWithFixedDelay(this::tend, TEND.toMillis(), TEND.toMillis(), TimeUnit.MILLISECONDS);
            uplink = Thread.ofVirtual().name("uplink").start(this::keepUplink);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a box.
     *
     * @throws org.factfloor.intake.IntakeException if its journal cannot be opened
     */
    public static EdgeBox start(Settings settings, Enrolment enrolment, Protocols protocols, InstantSource clock,
            String version) {
        return new EdgeBox(settings, enrolment, protocols, clock, version, LONGEST_PAUSE);
    }

    /** For tests: with other pauses between attempts. */
    static EdgeBox start(Settings settings, Enrolment enrolment, Protocols protocols, InstantSource clock,
            String version, Duration longestPause) {
        return new EdgeBox(settings, enrolment, protocols, clock, version, longestPause);
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    private void tend() {
        try {
            outbox.tend();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("the buffer could not be tended; it is tried again in {}", TEND, e);
        }
    }

    private void keepUplink() {
        Duration pause = FIRST_PAUSE;
        RandomGenerator random = RandomGenerator.getDefault();
        while (!closed) {
            AtomicBoolean stood = new AtomicBoolean();
            try {
                Uplink.run(enrolment, parts, () -> {
                    stood.set(true);
                    say("connected to " + enrolment.server() + " as " + enrolment.name());
                });
            } catch (Uplink.RefusedException e) {
                say(e.getMessage() + " What was read is kept.");
                pause = e.why() == Messages.Refused.Why.NAME_IN_USE ? pause : longestPause;
            } catch (IOException e) {
                say("not connected to " + enrolment.server() + " (" + e.getMessage()
                        + "); what is read is kept until it is");
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                log.error("the connection to the server failed", e);
            }
            pause = stood.get() ? FIRST_PAUSE : pause;
            try {
                TimeUnit.NANOSECONDS.sleep((long) (pause.toNanos() * (0.5 + random.nextDouble() / 2)));
            } catch (InterruptedException e) {
                return;
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(longestPause) < 0 ? longer : longestPause;
        }
    }

    /** Once, however often it is tried. */
    private void say(String sentence) {
        if (!sentence.equals(standing) && !closed) {
            standing = sentence;
            log.info("{}", sentence);
        }
    }

    /** How the connection to the server stands, in one sentence. */
    public String standing() {
        return standing;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** Where samples of this box go; connections deliver here. */
    public Intake intake() {
        return intake;
    }

    /** Stops: writes the silence of its connections down, and keeps what the server does not have. */
    @Override
    public void close() {
        closed = true;
        endUplink();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                log.error("a part of the box did not close cleanly", e);
            }
        }
    }

    private void endUplink() {
        Thread running = uplink;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            if (!running.join(Duration.ofSeconds(10))) {
                log.warn("the connection to the server is still being closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
