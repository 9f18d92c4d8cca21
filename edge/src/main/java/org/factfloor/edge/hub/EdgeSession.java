package org.factfloor.edge.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Protocol;
import org.factfloor.edge.Frame;
import org.factfloor.edge.Frame.Kind;
import org.factfloor.edge.Frames;
import org.factfloor.edge.Frames.BadFrameException;
import org.factfloor.edge.Messages;
import org.factfloor.intake.IntakeException;
import org.factfloor.intake.Parcel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of one connection of a box that said who it is. One thread reads, one says what nobody waits for, and a
 * parcel of the past has a third, so that it can wait for live samples while those of this box go on.
 */
final class EdgeSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EdgeSession.class);
    /** A box says how it is doing every two seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration BROWSING = Duration.ofSeconds(30);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final int MOST_ASKED = 16;
    private static final Set<Kind> EXPECTED = EnumSet.of(Kind.STATUS, Kind.PARCEL, Kind.LOSSES, Kind.ANSWER);

    private final EdgeHub hub;
    private final Frames frames;
    private final String address;
    private final String name;
    private final Messages.Hello hello;

    private final BlockingQueue<Speech> speeches = new ArrayBlockingQueue<>(64);
    private volatile Messages.@Nullable Plan sent;
    private final AtomicBoolean planDue = new AtomicBoolean();
    /** Whether the next plan has the box connect everything anew. */
    private final AtomicBoolean anew = new AtomicBoolean();
    private boolean heard;
    /** What the box has said that it delivered, until that is compared. */
    private Map<String, Long> delivered = Map.of();
    private final AtomicBoolean pastBusy = new AtomicBoolean();
    private final Map<Long, CompletableFuture<Messages.Answer>> asked = new ConcurrentHashMap<>();
    private final AtomicLong askedSoFar = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Something to say. */
    private interface Speech {
        void say() throws IOException;
    }

    EdgeSession(EdgeHub hub, Frames frames, String address, String name, Messages.Hello hello) {
        this.hub = hub;
        this.frames = frames;
        this.address = address;
        this.name = name;
        this.hello = hello;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    String version() {
        return hello.version();
    }

    boolean isOfTheSameRun(EdgeSession other) {
        return hello.run().equals(other.hello.run());
    }

    /** Serves the box until the connection ends. */
    void run() throws IOException {
        try {
            serve();
        } finally {
            ended.countDown();
        }
    }

    /** Waits until nothing of this session is under way any more; not for ever, since a disk may not answer. */
    void awaitEnd() {
        try {
            if (!ended.await(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{}: what its last session brought is still being written", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() throws IOException {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                tasks.submit(this::speak);
                frames.send(Kind.WELCOME, new Messages.Welcome(name));
                planChanged();
                while (true) {
                    accept(frames.read(EXPECTED, SILENCE), tasks);
                }
            } finally {
                frames.close();
                tasks.shutdownNow();
                asked.values().forEach(answer -> answer.cancel(false));
            }
        }
    }

    private void accept(Frame frame, ExecutorService tasks) throws IOException {
        switch (frame.kind()) {
            case STATUS -> {
                Messages.Status status = Messages.read(frame.payload(), Messages.Status.class);
                hub.told(name, status);
                heard(status);
            }
            case LOSSES -> {
                Messages.Losses losses = Messages.read(frame.payload(), Messages.Losses.class);
                tasks.submit(() -> count(losses));
            }
            case ANSWER -> {
                Messages.Answer answer = Messages.read(frame.payload(), Messages.Answer.class);
                Optional.ofNullable(asked.get(answer.number())).ifPresent(waiting -> waiting.complete(answer));
            }
            case PARCEL -> {
                Parcel parcel = Parcel.read(frame.payload());
                if (!parcel.isPast()) {
                    take(parcel);
                } else if (pastBusy.compareAndSet(false, true)) {
                    tasks.submit(() -> takePast(parcel));
                } else {
                    throw new BadFrameException("a second parcel of the past");
                }
            }
            case ENROL, HELLO, ENROLLED, REFUSED, WELCOME, PLAN, TAKEN, LATER, COUNTED, ASK, PING ->
                throw new BadFrameException(
                        "a frame of kind " + frame.kind());
        }
    }

    /** Its first word comes before its first parcel. */
    private synchronized void heard(Messages.Status status) {
        if (!heard) {
            heard = true;
            delivered = status.delivered();
        }
    }

    /** Marks what is missing here of what the box delivered, before anything that comes behind it. */
    private synchronized void resume() {
        if (!delivered.isEmpty()) {
            boolean missing = hub.deliveries().resumed(name, delivered);
            delivered = Map.of();
            if (missing) {
                anew.set(true);
                planChanged();
            }
        }
    }

    private void count(Messages.Losses losses) {
        try {
            hub.deliveries().lost(name, losses);
            frames.send(Kind.COUNTED, new Messages.Counted(losses.number()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // The box tells it again in its next session.
            log.warn("{}: its losses could not be counted", name, e);
            frames.close();
        }
    }

    private void takePast(Parcel parcel) {
        try {
            take(parcel);
        } catch (IOException | RuntimeException e) {
            log.debug("{}: {} is not answered", name, parcel, e);
            frames.close();
        }
    }

    private void take(Parcel parcel) throws IOException {
        Messages.Stretch stretch = new Messages.Stretch(parcel.from(), parcel.to());
        Kind answer;
        try {
            resume();
            hub.deliveries().take(name, parcel);
            answer = Kind.TAKEN;
        } catch (IntakeException e) {
            log.debug("{}: {} is not taken at present", name, parcel, e);
            answer = Kind.LATER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (parcel.isPast()) {
            pastBusy.set(false);
        }
        frames.send(answer, stretch);
    }

    private void speak() {
        try {
            while (true) {
                speeches.take().say();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.debug("{}: nothing can be said any more", name, e);
            frames.close();
        }
    }

    private void say(Speech speech) {
        if (!speeches.offer(speech)) {
            log.warn("edge box {} does not listen; its connection is ended", name);
            frames.close();
        }
    }

    /** Sends what the box is to hold, as it is then. */
    void planChanged() {
        if (planDue.compareAndSet(false, true)) {
            say(() -> {
                planDue.set(false);
                Optional<Messages.Plan> plan = hub.plan(name);
                if (plan.isPresent()) {
                    sent = plan.get();
                    frames.send(Kind.PLAN, anew.getAndSet(false) ? plan.get().fromAnew() : plan.get());
                }
            });
        }
    }

    /** Whether this plan is the one that was sent last. */
    boolean wasSent(Messages.Plan plan) {
        return plan.equals(sent);
    }

    void ping() {
        say(() -> frames.send(Kind.PING, java.nio.ByteBuffer.allocate(0)));
    }

    void retry(String connection) {
        say(() -> frames.send(Kind.ASK, new Messages.Ask(0, connection, false, null, null)));
    }

    Protocol.Page browse(String connection, Optional<String> parent, Optional<String> cursor)
            throws ConnectionFault, InterruptedException {
        long number = askedSoFar.incrementAndGet();
        CompletableFuture<Messages.Answer> answer = new CompletableFuture<>();
        if (asked.size() >= MOST_ASKED) {
            throw silent(connection, "is asked too much at once");
        }
        asked.put(number, answer);
        try {
            say(() -> frames.send(Kind.ASK,
                    new Messages.Ask(number, connection, true, parent.orElse(null), cursor.orElse(null))));
            return page(answer.get(BROWSING.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException | java.util.concurrent.CancellationException | ExecutionException e) {
            throw silent(connection, "has not answered");
        } finally {
            asked.remove(number);
        }
    }

    private ConnectionFault silent(String connection, String what) {
        return new ConnectionFault(ConnectionFault.Kind.EDGE_AWAY,
                connection + ": the edge box '" + name + "' " + what + "; try again", Map.of("edge", name), null);
    }

    private static Protocol.Page page(Messages.Answer answer) throws ConnectionFault {
        Messages.Fault fault = answer.fault();
        if (fault != null) {
            throw new ConnectionFault(fault.kind(), fault.message(), fault.details(), null);
        }
        List<Protocol.Node> nodes = answer.nodes().stream().map(node -> new Protocol.Node(node.address(), node.name(),
                node.hasChildren(),
                Optional.ofNullable(node.dataType())
                        .map(type -> new Protocol.Variable(type, Optional.ofNullable(node.kind()),
                                Optional.ofNullable(node.value()).orElse(""),
                                Optional.ofNullable(node.unit()).orElse("")))))
                .toList();
        return new Protocol.Page(nodes, Optional.ofNullable(answer.next()));
    }

    /** Ends the connection; the box makes another one if it may. */
    @Override
    public void close() {
        frames.close();
    }
}
