package org.factfloor.edge.box;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.factfloor.connectivity.Supervision;
import org.factfloor.edge.Frame;
import org.factfloor.edge.Frame.Kind;
import org.factfloor.edge.Frames;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Messages.Stretch;
import org.factfloor.edge.Pinned;
import org.factfloor.intake.Intake;
import org.factfloor.intake.Outbox;
import org.factfloor.intake.Parcel;
import org.factfloor.plant.Micros;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of a box with its server. The thread that runs it sends: parcels as they come, those of the past at a
 * limited rate, and every two seconds how the box is doing. Another one reads what the server says.
 */
final class Uplink {

    private static final Logger log = LoggerFactory.getLogger(Uplink.class);
    /** The server says something every five seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration GREETING = Duration.ofSeconds(10);
    private static final long STATUS_NANOS = Duration.ofSeconds(2).toNanos();
    /** After so long a parcel that was not taken is sent again. */
    private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
    /** A sample takes about so many bytes in the journal, more where its text is long. */
    private static final double SAMPLE_BYTES = 16;
    private static final Set<Kind> EXPECTED = EnumSet.of(Kind.PLAN, Kind.TAKEN, Kind.LATER, Kind.COUNTED, Kind.ASK,
            Kind.PING);

    private final Enrolment enrolment;
    private final Parts parts;
    private final Frames frames;
    private final Map<Stretch, Parcel> away = new ConcurrentHashMap<>();
    private final Semaphore wake;
    private volatile boolean ended;
    private volatile boolean again;
    private volatile boolean reporting;
    /** {@link System#nanoTime} before which no parcel of the past is sent. */
    private long pastFrom = System.nanoTime();

    /**
     * What a session works with.
     *
     * @param run id of this process
     * @param wake released whenever there may be something to send
     * @param backfillRate samples of the past in a second, at most
     */
    record Parts(Intake intake, Outbox outbox, Supervision supervision, HeldPlan plan, PlanTrust trust,
            InstantSource clock,
            String run, String version, Semaphore wake, double backfillRate) {}

    private Uplink(Enrolment enrolment, Parts parts, Frames frames) {
        this.enrolment = enrolment;
        this.parts = parts;
        this.frames = frames;
        this.wake = parts.wake();
    }

    /**
     * Connects and brings what there is until the connection ends.
     *
     * @param standing told once the session stands
     * @throws RefusedException if the server does not want it
     * @throws IOException always else: why the connection has ended
     */
    static void run(Enrolment enrolment, Parts parts, Runnable standing) throws IOException, InterruptedException {
        try (Socket socket = Enrolment.connect(enrolment.host(), enrolment.port());
                SSLSocket tls = Pinned.over(socket, enrolment.fingerprint(), (int) GREETING.toMillis())) {
            Uplink uplink = new Uplink(enrolment, parts, new Frames(tls, socket));
            try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                try {
                    uplink.greet();
                    standing.run();
                    parts.outbox().connected();
                    tasks.submit(() -> uplink.listen(tasks));
                    uplink.bring();
                } finally {
                    parts.outbox().disconnected();
                    // Under whoever waits for it.
                    socket.close();
                    tasks.shutdownNow();
                }
            }
        }
    }

    private void greet() throws IOException {
        frames.send(Kind.HELLO, new Messages.Hello(Messages.PROTOCOL, enrolment.token(), enrolment.box(), parts.run(),
                parts.version(), Micros.of(parts.clock().instant())));
        Frame answer = frames.read(EnumSet.of(Kind.WELCOME, Kind.REFUSED), GREETING);
        if (answer.kind() == Kind.REFUSED) {
            throw new RefusedException(Messages.read(answer.payload(), Messages.Refused.class));
        }
    }

    /** The server does not want the session. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final Messages.Refused.Why why;

        RefusedException(Messages.Refused refused) {
            super(refused.text());
            this.why = refused.why();
        }

        Messages.Refused.Why why() {
            return why;
        }
    }

    private void bring() throws IOException, InterruptedException {
        long statusDue = System.nanoTime();
        boolean repeatLive = true;
        boolean repeatOrdered = true;
        while (!ended) {
            long now = System.nanoTime();
            if (now - statusDue >= 0) {
                frames.send(Kind.STATUS, BoxStatus.of(parts));
                report();
                statusDue = now + STATUS_NANOS;
            }
            boolean sent = parcel(parts.outbox().live(repeatLive).orElse(null));
            repeatLive = false;
            if (now - pastFrom >= 0) {
                sent |= parcel(parts.outbox().ordered(repeatOrdered).orElse(null));
                repeatOrdered = false;
            }
            if (!sent) {
                long wait = Math.min(statusDue - now, now - pastFrom < 0 ? pastFrom - now : STATUS_NANOS);
                if (wake.tryAcquire(Math.max(1, wait), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
            }
            if (again) {
                again = false;
                TimeUnit.NANOSECONDS.sleep(AGAIN_NANOS);
                repeatLive = true;
                repeatOrdered = true;
            }
        }
        throw new IOException("the server has ended the connection");
    }

    private boolean parcel(@Nullable Parcel parcel) throws IOException {
        if (parcel == null) {
            return false;
        }
        if (away.put(new Stretch(parcel.from(), parcel.to()), parcel) != null) {
            // Under way already; another one was asked for again.
            return false;
        }
        if (parcel.isPast()) {
            // Never slower than twice what comes in, or the backlog would not end.
            double rate = Math.max(parts.backfillRate(), parts.outbox().fill().perSecond() / SAMPLE_BYTES * 2);
            pastFrom = System.nanoTime() + (long) (parcel.samples() / rate * 1e9);
        }
        frames.send(Kind.PARCEL, parcel.bytes());
        return true;
    }

    private void report() throws IOException {
        if (!reporting) {
            var report = parts.outbox().report();
            if (report.isPresent()) {
                reporting = true;
                frames.send(Kind.LOSSES, new Messages.Losses(report.get().number(), report.get().losses()));
            }
        }
    }

    private void listen(ExecutorService tasks) {
        try {
            while (true) {
                accept(frames.read(EXPECTED, SILENCE), tasks);
            }
        } catch (IOException | RuntimeException e) {
            log.debug("the connection to the server has ended", e);
        } finally {
            ended = true;
            wake.release();
            frames.close();
        }
    }

    private void accept(Frame frame, ExecutorService tasks) throws IOException {
        switch (frame.kind()) {
            case TAKEN -> {
                Parcel parcel = away.remove(Messages.read(frame.payload(), Stretch.class));
                if (parcel != null) {
                    parts.outbox().taken(parcel);
                }
                wake.release();
            }
            case LATER -> {
                away.remove(Messages.read(frame.payload(), Stretch.class));
                again = true;
                wake.release();
            }
            case COUNTED -> {
                parts.outbox().confirmed(Messages.read(frame.payload(), Messages.Counted.class).number());
                reporting = false;
            }
            case PLAN -> parts.plan().take(frame.payload());
            case ASK -> {
                Messages.Ask ask = Messages.read(frame.payload(), Messages.Ask.class);
                tasks.submit(() -> answer(ask));
            }
            case PING, ENROL, HELLO, STATUS, PARCEL, LOSSES, ANSWER, ENROLLED, REFUSED, WELCOME -> {
                // Being heard is all a ping wants; the rest is not expected here.
            }
        }
    }

    private void answer(Messages.Ask ask) {
        try {
            if (ask.browse()) {
                frames.send(Kind.ANSWER, Browsing.answer(parts.supervision(), ask));
            } else {
                parts.supervision().retry(ask.connection());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.warn("{}: the server's question could not be answered", ask.connection(), e);
        }
    }
}
