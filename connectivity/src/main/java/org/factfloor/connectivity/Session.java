package org.factfloor.connectivity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed of one run of a connector: judges times, repeats held values, keeps the calls to the sink in order, and
 * remembers when the source last showed that it lives. Mute once it has ended. Safe for many threads.
 */
final class Session implements Feed {

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final ConnectorSpec spec;
    private final Guarantee guarantee;
    private final SampleSink sink;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Link link;
    private final Tally tally;

    /** The type of information and the overflow bit of a status (OPC 10000-4, 7.39). */
    private static final int OVERFLOW = 0x0480;

    /** Held during calls to the sink, which may wait long; what pages ask for is read without it. */
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger handingOver = new AtomicInteger();
    private final Map<Integer, ConnectionStatus.Refusal> refusals = new HashMap<>();
    private final Map<Integer, String> keys = new HashMap<>();
    private final long startedNanos;
    private final Instant started;
    private final SampleBatch filed = new SampleBatch();

    private @Nullable HeldValues heldValues;
    private long newestFiled = Long.MIN_VALUE;
    private boolean ended;
    private volatile boolean open;
    private volatile long openedNanos;
    private volatile long lifeNanos;
    /** Our time in µs; {@link SourceTime#ABSENT} before the first proof of life. */
    private volatile long lifeMicros = SourceTime.ABSENT;
    private volatile SourceTime sourceTime;
    /** Thumbprint of the source's certificate. */
    private volatile @Nullable String certificate;

    Session(ConnectorSpec spec, Guarantee guarantee, SampleSink sink, InstantSource clock, LongSupplier nanos,
            Link link, Tally tally) {
        this.spec = spec;
        this.guarantee = guarantee;
        this.sink = sink;
        this.clock = clock;
        this.nanos = nanos;
        this.link = link;
        this.tally = tally;
        this.startedNanos = nanos.getAsLong();
        this.started = clock.instant();
        this.lifeNanos = startedNanos;
        this.sourceTime = new SourceTime(spec.connection().clock(), tally.clockOffset().orElse(Duration.ZERO));
        spec.bindings().forEach(binding -> keys.put(binding.ref(), binding.signal().key()));
    }

    @Override
    public void connected() {
        showLife();
        lock.lock();
        try {
            open();
        } catch (InterruptedException e) {
            // Supervision is ending the run; its next wait says so.
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void deliver(SampleBatch batch, long[] serverTimes) throws InterruptedException {
        handingOver.incrementAndGet();
        try {
            long receivedAt = showLife();
            lock.lockInterruptibly();
            try {
                open();
                if (!open || ended || batch.isEmpty()) {
                    return;
                }
                int retimed = file(batch, serverTimes, receivedAt);
                sink.accept(spec.connection().id(), filed, receivedAt);
                sink.alive(spec.connection().id(), provenUpTo(receivedAt));
                tally.count(batch.size(), retimed, nanos.getAsLong());
            } catch (RuntimeException | Error e) {
                link.fail(this, e);
            } finally {
                lock.unlock();
            }
        } finally {
            lifeNanos = nanos.getAsLong();
            handingOver.decrementAndGet();
        }
    }

    @Override
    public void alive() {
        long now = showLife();
        lock.lock();
        try {
            if (open && !ended) {
                sink.alive(spec.connection().id(), provenUpTo(now));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused(int ref, int status, String why) {
        synchronized (refusals) {
            refusals.put(ref, new ConnectionStatus.Refusal(keys.getOrDefault(ref, "signal " + ref), status, why));
        }
    }

    @Override
    public void accepted(int ref) {
        synchronized (refusals) {
            refusals.remove(ref);
        }
    }

    @Override
    public void reliesOn(String thumbprint) {
        certificate = thumbprint;
    }

    @Override
    public void clockOffset(Duration ahead) {
        sourceTime = new SourceTime(spec.connection().clock(), ahead);
        tally.clockOffset(ahead);
    }

    /** Ends the session: whatever a connector still says is ignored, and the sink is told of the silence. */
    void end() throws InterruptedException {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            if (open) {
                long silentSince = provenUpTo(lifeMicros);
                tally.silentSince(silentSince);
                sink.closed(spec.connection().id(), silentSince);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refusals in the order of the signals. */
    List<ConnectionStatus.Refusal> refusals() {
        synchronized (refusals) {
            return spec.bindings().stream().map(binding -> refusals.get(binding.ref()))
                    .filter(refusal -> refusal != null).toList();
        }
    }

    boolean standsOn(String thumbprint) {
        return thumbprint.equals(certificate);
    }

    boolean isOpen() {
        return open;
    }

    /** How long the session stood, or zero if it never did. */
    Duration stood(long nowNanos) {
        return open ? Duration.ofNanos(nowNanos - openedNanos) : Duration.ZERO;
    }

    /** How long the source has not shown that it lives; zero while it waits for us to take its samples. */
    Duration silence(long nowNanos) {
        return handingOver.get() > 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, nowNanos - lifeNanos));
    }

    private long showLife() {
        long now = Micros.of(clock.instant());
        lifeNanos = nanos.getAsLong();
        lifeMicros = now;
        tally.proofOfLife(Micros.toInstant(now));
        return now;
    }

    private void open() throws InterruptedException {
        if (open || ended) {
            return;
        }
        Instant now = clock.instant();
        long at = sourceTime.filed(Micros.of(now));
        List<Integer> refs = spec.bindings().stream().map(Binding::ref).toList();
        try {
            sink.opened(spec.connection().id(), refs, at);
        } catch (RuntimeException | Error e) {
            link.fail(this, e);
            return;
        }
        // A source that resumes sends the outage itself; repeating its backlog as of now would be untrue.
        heldValues = new HeldValues(guarantee == Guarantee.RESUMABLE ? List.of() : refs,
                sourceTime.filed(Micros.of(started)), tally.silentSince());
        openedNanos = nanos.getAsLong();
        open = true;
        link.opened(this);
    }

    /** Fills {@link #filed} and returns how many samples had to be retimed. */
    private int file(SampleBatch batch, long[] serverTimes, long receivedAt) {
        SourceTime rule = sourceTime;
        HeldValues held = heldValues;
        int retimed = 0;
        filed.clear();
        for (int i = 0; i < batch.size(); i++) {
            long time = rule.of(batch.time(i), serverTimes[i], receivedAt);
            int status = batch.status(i);
            if ((status & OVERFLOW) == OVERFLOW && tally.countOverflow()) {
                log.warn("{}: the source drops values of {}, because they change faster than its queue takes; choose a"
                        + " shorter publishing interval or a longer sampling interval", spec.connection().id(),
                        keys.get(batch.signal(i)));
            }
            if (rule.isRetimed(batch.time(i), receivedAt)) {
                status = SourceTime.retimedStatus(status);
                retimed++;
                sink.retimed(batch.signal(i), time);
            }
            add(batch, i, time, status);
            if (held != null) {
                held.look(i, batch.signal(i), time);
            }
        }
        if (held != null) {
            held.repeat((row, time) -> add(batch, row, time, filed.status(row)));
        }
        return retimed;
    }

    private void add(SampleBatch batch, int i, long time, int status) {
        boolean text = batch.type(i) == ValueType.TEXT;
        filed.add(batch.signal(i), time, batch.type(i), batch.bits(i), text ? batch.text(i) : null, status,
                batch.revision(i));
        newestFiled = Math.max(newestFiled, time);
    }

    /** A moment of proven life on the clock of the samples, and after each of them. */
    private long provenUpTo(long ourTime) {
        long time = sourceTime.filed(ourTime);
        return newestFiled == Long.MIN_VALUE ? time : Math.max(time, newestFiled + 1);
    }
}
