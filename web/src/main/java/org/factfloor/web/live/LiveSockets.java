package org.factfloor.web.live;

import io.javalin.config.JettyConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.factfloor.connectivity.Connections;
import org.factfloor.engine.Changed;
import org.factfloor.intake.LiveBoard;
import org.factfloor.records.Sessions;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Caller;
import org.factfloor.web.http.Gate;
import org.factfloor.web.http.Json;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All live sockets, and the one thread that ticks them ten times a second. */
public final class LiveSockets implements AutoCloseable {

    /** Where browsers open their socket. */
    public static final String PATH = Route.PREFIX + "/live";

    private static final Logger LOG = LoggerFactory.getLogger(LiveSockets.class);
    private static final int MAX_SOCKETS = 200;
    private static final long MAX_MESSAGE = 256 * 1024;
    private static final long TICK_MILLIS = 100;
    private static final int TICKS_PER_NEWS = 10;
    private static final int TICKS_PER_FACTS = 3;
    private static final int TICKS_PER_CHECK = 300;
    private static final int GOING_AWAY = 1001;
    private static final String SESSION = "factfloor.session";

    private final CurrentPlant plant;
    private final LiveBoard board;
    private final Connections connections;
    private final Sessions sessions;
    private final Gate gate;
    private final InstantSource clock;
    private final News news = new News();
    private final FactNews facts = new FactNews();
    private final AtomicBoolean calls = new AtomicBoolean();
    private final Map<String, LiveSocket> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("live").daemon().factory());
    private int ticks;
    /** Said once, not ten times a second. */
    private boolean failing;

    public LiveSockets(CurrentPlant plant, LiveBoard board, Connections connections, Sessions sessions, Gate gate,
            InstantSource clock) {
        this.plant = plant;
        this.board = board;
        this.connections = connections;
        this.sessions = sessions;
        this.gate = gate;
        this.clock = clock;
    }

    /** Puts the socket's path into the server. */
    public void declare(RoutesConfig routes, JettyConfig jetty) {
        jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxTextMessageSize(MAX_MESSAGE);
            factory.setMaxBinaryMessageSize(1024);
            factory.setMaxFrameSize(MAX_MESSAGE);
            factory.setIdleTimeout(Duration.ofSeconds(60));
        });
        routes.wsBeforeUpgrade(PATH, this::letIn);
        routes.ws(PATH, socket -> {
            socket.onConnect(context -> opened(context));
            socket.onMessage(context -> {
                LiveSocket live = open.get(context.sessionId());
                if (live != null) {
                    live.said(context.message());
                }
            });
            socket.onClose(context -> closed(context.sessionId()));
            socket.onError(context -> closed(context.sessionId()));
        });
    }

    private void letIn(Context context) throws IOException {
        try {
            Gate.checkOrigin(context);
            Caller caller = gate.caller(context);
            gate.check(context, Access.PERSON, false, caller);
            if (open.size() >= MAX_SOCKETS) {
                throw ProblemException.of(503, "too-many-sockets",
                        "Too many pages are open (" + MAX_SOCKETS + "); close some.");
            }
            if (caller instanceof Caller.Person person) {
                context.attribute(SESSION, person.session());
            }
        } catch (ProblemException e) {
            // The engine sends no body of a refused upgrade by itself.
            context.res().setStatus(e.problem().status());
            context.res().setContentType(Problem.MEDIA_TYPE);
            e.headers().forEach(context.res()::setHeader);
            context.res().getOutputStream().write(Json.bytes(e.problem()));
            context.skipRemainingHandlers();
        }
    }

    private void opened(WsContext context) {
        String session = context.attribute(SESSION);
        if (session == null) {
            context.closeSession(LiveSocket.POLICY_VIOLATION, "not signed in");
            return;
        }
        open.put(context.sessionId(),
                new LiveSocket(new SessionWire(context.session), session, this::refOf, news, board,
                        clock, System::nanoTime));
    }

    private OptionalInt refOf(String key) {
        return plant.find().flatMap(view -> view.signal(key)).map(placed -> OptionalInt.of(placed.ref()))
                .orElseGet(OptionalInt::empty);
    }

    private void closed(String id) {
        LiveSocket socket = open.remove(id);
        if (socket != null) {
            socket.close();
        }
    }

    /** Somebody signed out: their sockets end at once. */
    public void sessionEnded(String session) {
        open.values().stream().filter(socket -> socket.session().equals(session))
                .forEach(socket -> socket.end(LiveSocket.POLICY_VIOLATION, "signed out"));
    }

    public void start() {
        ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            if (ticks++ % TICKS_PER_NEWS == 0) {
                tellNews();
            }
            if (ticks % TICKS_PER_FACTS == 0) {
                tell(facts.take());
                tell(calls.getAndSet(false) ? List.of(Messages.calls()) : List.of());
            }
            if (ticks % TICKS_PER_CHECK == 0) {
                Thread.ofVirtual().name("live-sessions").start(this::endStrangers);
            }
            open.values().forEach(LiveSocket::tick);
            failing = false;
        } catch (Throwable e) {
            // Whatever left here would end the ticking for good.
            if (!failing) {
                LOG.error("a round of live values failed; further rounds are tried", e);
            }
            failing = true;
        }
    }

    private void tellNews() {
        tell(news.update(connections.statuses(), plant.find().map(view -> view.version().number()).orElse(0)));
    }

    private void tell(List<String> messages) {
        if (!messages.isEmpty()) {
            open.values().forEach(socket -> socket.tell(messages));
        }
    }

    /** Facts of a machine changed: browsers are told within a third of a second. */
    public void factsChanged(Changed change) {
        facts.changed(change);
    }

    /** Somebody called for help, or took a step: browsers are told within a third of a second. */
    public void callsChanged() {
        calls.set(true);
    }

    /** Sessions end by time, by a new password and by removal of the user as well. */
    private void endStrangers() {
        open.values().stream().filter(socket -> sessions.find(socket.session()).isEmpty())
                .forEach(socket -> socket.end(LiveSocket.POLICY_VIOLATION, "session ended"));
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        open.values().forEach(socket -> socket.end(GOING_AWAY, "server stops"));
        open.values().forEach(LiveSocket::close);
        open.clear();
    }
}
