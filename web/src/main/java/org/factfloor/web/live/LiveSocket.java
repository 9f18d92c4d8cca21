package org.factfloor.web.live;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.factfloor.intake.LiveBoard;
import org.factfloor.plant.Micros;
import org.factfloor.web.http.Json;
import org.factfloor.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * One browser's live view. At most one message is under way; values wait on the board, where a newer one takes the place
 * of an older. Safe for many threads.
 */
final class LiveSocket implements AutoCloseable {

    static final int MAX_SIGNALS = 2_000;
    static final int POLICY_VIOLATION = 1008;
    /** A message that has not left after this time never will. */
    private static final long STALLED = Duration.ofSeconds(30).toNanos();
    private static final long HEARTBEAT = Duration.ofSeconds(5).toNanos();
    /** Answers that may wait; only a browser that asks faster than it reads gets there. */
    private static final int MAX_WAITING = 64;
    /** Pages subscribe anew while a list scrolls, about 25 times a second. */
    private static final int MESSAGES_PER_WINDOW = 300;
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();

    private final Wire wire;
    private final String session;
    private final Function<String, OptionalInt> refOf;
    private final News news;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LiveBoard.Watch watch;
    private final ReentrantLock lock = new ReentrantLock();
    /** Texts and frames, in the order they go. */
    private final Deque<Object> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean closed;
    /** It missed news, and is told everything when it can take it. */
    private boolean behind = true;
    private long sendingSince;
    private long lastFrame;
    private int sequence;
    private long windowBegan;
    private int messagesInWindow;

    /**
     * A socket that has just opened.
     *
     * @param session token of the person's session; never logged
     * @param refOf reference of a signal's key, where the plant has the signal
     */
    LiveSocket(Wire wire, String session, Function<String, OptionalInt> refOf, News news, LiveBoard board,
            InstantSource clock, LongSupplier nanos) {
        this.wire = wire;
        this.session = session;
        this.refOf = refOf;
        this.news = news;
        this.clock = clock;
        this.nanos = nanos;
        this.watch = board.watch();
        lastFrame = nanos.getAsLong();
        windowBegan = lastFrame;
    }

    String session() {
        return session;
    }

    /** The browser said something. */
    void said(String text) {
        if (tooOften()) {
            end(POLICY_VIOLATION, "too many messages");
            return;
        }
        try {
            Messages.FromBrowser message = Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    Messages.FromBrowser.class);
            if (message.subscribe() != null) {
                subscribe(message.subscribe());
            }
            if (message.ping() != null) {
                pong(message.ping());
            }
        } catch (ProblemException e) {
            enqueue(Messages.error(e.problem().code(), e.problem().detail()));
        }
    }

    private boolean tooOften() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            if (now - windowBegan > WINDOW) {
                windowBegan = now;
                messagesInWindow = 0;
            }
            return ++messagesInWindow > MESSAGES_PER_WINDOW;
        } finally {
            lock.unlock();
        }
    }

    private void subscribe(List<@Nullable String> keys) {
        if (keys.size() > MAX_SIGNALS) {
            throw ProblemException.of(400, "too-many-signals", "One socket takes at most " + MAX_SIGNALS
                    + " signals; subscribe to those that are in view.");
        }
        Map<String, Integer> known = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String key : keys) {
            if (key == null) {
                throw ProblemException.invalidField("subscribe", "must list keys of signals");
            }
            refOf.apply(key).ifPresentOrElse(ref -> known.put(key, ref), () -> unknown.add(key));
        }
        lock.lock();
        try {
            enqueue(Messages.dictionary(known, unknown));
            // After the dictionary: no frame may name a reference the browser does not know.
            watch.set(known.values());
        } finally {
            lock.unlock();
        }
    }

    private void pong(Object ping) {
        if (!(ping instanceof Number) && !(ping instanceof String text && text.length() <= 64)) {
            throw ProblemException.invalidField("ping", "must be a number or a short text");
        }
        enqueue(Messages.pong(ping, clock.instant()));
    }

    /** Something is new for everybody; one who cannot take it now is told everything later. */
    void tell(List<String> messages) {
        lock.lock();
        try {
            if (sending || !waiting.isEmpty()) {
                behind = true;
            } else if (!behind) {
                messages.forEach(this::enqueue);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is new, unless something is still under way; ends the connection where that takes too long. */
    void tick() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            if (sending) {
                if (now - sendingSince > STALLED) {
                    closed = true;
                    wire.cut();
                }
                return;
            }
            if (behind) {
                behind = false;
                waiting.addAll(news.all());
                waiting.add(Messages.factsMissed());
                waiting.add(Messages.calls());
            }
            addValues(now);
            pump();
        } finally {
            lock.unlock();
        }
    }

    private void addValues(long now) {
        List<LiveBoard.Latest> values = watch.drain();
        if (!values.isEmpty() || now - lastFrame >= HEARTBEAT) {
            lastFrame = now;
            waiting.addAll(Messages.texts(values));
            waiting.add(Frame.of(sequence++, Micros.of(clock.instant()), values));
        }
    }

    private void enqueue(String message) {
        lock.lock();
        try {
            if (waiting.size() >= MAX_WAITING) {
                end(POLICY_VIOLATION, "asks faster than it reads");
                return;
            }
            waiting.add(message);
            pump();
        } finally {
            lock.unlock();
        }
    }

    private void pump() {
        while (!sending && !closed && !waiting.isEmpty()) {
            Object next = waiting.remove();
            sending = true;
            sendingSince = nanos.getAsLong();
            if (next instanceof ByteBuffer frame) {
                wire.send(frame, this::sent);
            } else {
                wire.send(next.toString(), this::sent);
            }
        }
    }

    private void sent() {
        lock.lock();
        try {
            sending = false;
            pump();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it from our side. */
    void end(int code, String reason) {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
        wire.close(code, reason);
    }

    /** It has ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
        watch.close();
    }
}
