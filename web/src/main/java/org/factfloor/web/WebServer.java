package org.factfloor.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.security.RouteRole;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.factfloor.engine.Facts;
import org.factfloor.web.api.AuditApi;
import org.factfloor.web.api.AuditCheck;
import org.factfloor.web.api.BackupsApi;
import org.factfloor.web.api.CalendarApi;
import org.factfloor.web.api.CallsApi;
import org.factfloor.web.api.CertificatesApi;
import org.factfloor.web.api.ConnectionEditsApi;
import org.factfloor.web.api.ConnectionsApi;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.DiskApi;
import org.factfloor.web.api.EdgesApi;
import org.factfloor.web.api.EntriesApi;
import org.factfloor.web.api.ExportApi;
import org.factfloor.web.api.HealthApi;
import org.factfloor.web.api.HistoryApi;
import org.factfloor.web.api.ImportApi;
import org.factfloor.web.api.JobsApi;
import org.factfloor.web.api.MachineSheetApi;
import org.factfloor.web.api.MetricsApi;
import org.factfloor.web.api.MonthsApi;
import org.factfloor.web.api.NewSignalsApi;
import org.factfloor.web.api.OpenApi;
import org.factfloor.web.api.PeopleApi;
import org.factfloor.web.api.PlantApi;
import org.factfloor.web.api.PlantDesk;
import org.factfloor.web.api.ProductsApi;
import org.factfloor.web.api.ReasonsApi;
import org.factfloor.web.api.Resource;
import org.factfloor.web.api.SampleImportsApi;
import org.factfloor.web.api.SealedTime;
import org.factfloor.web.api.SessionApi;
import org.factfloor.web.api.SessionCookie;
import org.factfloor.web.api.SetupApi;
import org.factfloor.web.api.ShiftApi;
import org.factfloor.web.api.SignalsApi;
import org.factfloor.web.api.StandardsApi;
import org.factfloor.web.api.StatesApi;
import org.factfloor.web.api.SystemApi;
import org.factfloor.web.api.UsersApi;
import org.factfloor.web.http.FrontDoor;
import org.factfloor.web.http.Gate;
import org.factfloor.web.http.Pages;
import org.factfloor.web.http.ProblemPages;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Routing;
import org.factfloor.web.http.SignInThrottle;
import org.factfloor.web.http.SlowConnections;
import org.factfloor.web.ledger.SampleLedgerApi;
import org.factfloor.web.live.LiveSockets;
import org.factfloor.web.production.CyclesApi;
import org.factfloor.web.production.FactsApi;
import org.factfloor.web.production.HourNotesApi;
import org.factfloor.web.production.JobHoursApi;
import org.factfloor.web.production.JobsAtWork;
import org.factfloor.web.production.ProductionApi;
import org.factfloor.web.production.ReceiptApi;
import org.factfloor.web.production.RecomputeApi;
import org.factfloor.web.production.Signatures;
import org.factfloor.web.production.SignaturesApi;
import org.factfloor.web.production.StopsApi;
import org.factfloor.web.production.TimelineApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running web server. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    /** Bytes of a request's address and headers together. */
    private static final int MAX_HEADER = 32 * 1024;
    private static final int MAX_CONNECTIONS = 1_024;
    private static final long IDLE_MILLIS = 30_000;
    private static final long HEADER_MILLIS = 10_000;

    private final MetricsApi metrics;
    private final AuditCheck auditCheck;
    private final LiveSockets live;
    private final AutoCloseable factChanges;
    private final List<Route> routes;
    private final Javalin server;

    private WebServer(WebSettings settings, WebParts parts) {
        CurrentPlant plant = new CurrentPlant(parts.records());
        PlantDesk desk = new PlantDesk(parts.records(), parts.application());
        SignInThrottle throttle = new SignInThrottle(parts.clock());
        SessionCookie cookie = new SessionCookie(settings.https());
        Gate gate = new Gate(parts.records());
        auditCheck = new AuditCheck(parts.records().audit());
        metrics = new MetricsApi(parts.connections(), parts.intake(), parts.history());
        live = new LiveSockets(plant, parts.intake().board(), parts.connections(), parts.records().sessions(), gate,
                parts.clock());
        Facts facts = parts.engine().facts();
        SealedTime sealed = new SealedTime(facts);
        JobsAtWork jobs = new JobsAtWork(parts.records().jobs(), parts.records().entries(), facts, parts.clock());
        StopsApi stops = new StopsApi(plant, facts, parts.records().entries(), parts.clock());
        Signatures signatures = new Signatures(parts.records().signatures(), facts);
        factChanges = parts.engine().onChange(live::factsChanged);
        routes = Stream.<Resource>of(
                new HealthApi(parts.records(), parts.intake(), parts.history(), auditCheck, parts.version()),
                new SetupApi(parts.records(), settings.setupCode(), throttle, cookie, desk),
                new SessionApi(parts.records(), throttle, cookie, live::sessionEnded),
                new PlantApi(parts.records(), plant, desk, parts.clock()),
                new CalendarApi(parts.records(), plant, desk), new ShiftApi(plant, parts.clock()),
                new ConnectionsApi(parts.records(), parts.connections()),
                new ConnectionEditsApi(parts.records(), parts.connections(), desk), new NewSignalsApi(plant, desk),
                new CertificatesApi(parts.certificates(), parts.connections(), parts.records().audit()),
                new EdgesApi(parts.edges(), parts.edgePort(), parts.records().audit(), parts.clock()),
                new SignalsApi(plant, parts.intake(), parts.connections()),
                new StatesApi(plant, desk, parts.history(), parts.clock()),
                new HistoryApi(parts.records().signals(), parts.history()),
                new ExportApi(plant, parts.records().signals(), parts.history(), parts.records().audit()),
                new MachineSheetApi(plant, desk),
                new EntriesApi(parts.records().entries(), plant, parts.made(), sealed),
                new CallsApi(parts.records().calls(), parts.records().entries(), live::callsChanged, parts.clock()),
                new ReasonsApi(parts.records().reasons()), new ProductsApi(parts.records().products()),
                new StandardsApi(parts.records().standards(), sealed),
                new JobsApi(parts.records().jobs(), jobs::progress),
                new ImportApi(parts.records(), plant, sealed, parts.clock()),
                new SampleImportsApi(parts.imports(), parts.records().audit()),
                new MonthsApi(parts.records().months(), plant),
                new PeopleApi(parts.records().users()), new UsersApi(parts.records().users(), parts.records().audit()),
                new FactsApi(plant, facts, parts.clock()),
                new TimelineApi(plant, facts, parts.records().audit(), parts.clock()), stops,
                new JobHoursApi(plant, parts.records().jobs(), parts.records().entries(), facts, parts.clock()),
                new HourNotesApi(plant, parts.records().hourNotes(), parts.clock()),
                new CyclesApi(plant, facts, parts.records().standards(), parts.clock()),
                new ProductionApi(plant, facts, jobs, stops, parts.records().entries(), signatures,
                        parts.records().reasons(), parts.records().users(), parts.clock()),
                new SignaturesApi(plant, facts, parts.records().signatures(), signatures),
                new ReceiptApi(plant, facts, sealed, parts.records(), parts.history(), parts.clock()),
                new RecomputeApi(plant, facts, sealed),
                new AuditApi(parts.records().audit()),
                new SystemApi(parts.intake(), parts.history(), parts.engine(), auditCheck, settings.dataFolder(),
                        settings.freeSpaceFloor(),
                        parts.version(), parts.clock()),
                new SampleLedgerApi(plant, parts.intake(), parts.history(), parts.connections(), parts.clock()),
                new DiskApi(parts.history(), parts.records().audit(), settings.dataFolder(),
                        settings.freeSpaceFloor(), parts.clock()),
                new BackupsApi(parts.backups()), metrics, new OpenApi()).flatMap(resource -> resource.routes().stream())
                .toList();
        Pages pages = new Pages(settings.pagesRoot(), WebServer.class.getClassLoader());
        Routing routing = new Routing(routes, gate, pages, metrics);
        server = Javalin.create(config -> configure(config, settings, routing));
    }

    /**
     * Starts a server.
     *
     * @throws WebException if it cannot listen on its address
     */
    public static WebServer start(WebSettings settings, WebParts parts) {
        WebServer web = new WebServer(settings, parts);
        try {
            web.live.start();
            web.server.start();
            web.auditCheck.start();
        } catch (RuntimeException e) {
            web.close();
            throw new WebException("cannot listen on " + settings.bindAddress() + ":" + settings.port()
                    + "; free the port or choose another with --port", e);
        }
        return web;
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Every call it answers, the WebSocket aside. */
    public List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        try {
            factChanges.close();
        } catch (Exception e) {
            LOG.warn("the pages did not stop listening for facts", e);
        }
        live.close();
        server.stop();
        metrics.close();
    }

    private void configure(JavalinConfig config, WebSettings settings, Routing routing) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = false;
        config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(5));
        config.router.javaLangErrorHandler(Routing::answerError);
        config.resourceHandler(new Rest(routing));
        routing.declare(config.routes);
        live.declare(config.routes, config.jetty);
        configure(config.jetty, settings);
    }

    private static void configure(JettyConfig jetty, WebSettings settings) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("web");
        // Selectors and acceptors stay on a few platform threads; whatever may block gets a virtual one.
        threads.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-", 0).factory()));
        jetty.threadPool = threads;
        jetty.modifyHttpConfiguration(WebServer::limit);
        jetty.modifyServletContextHandler(
                context -> context.setErrorHandler(new ProblemPages()));
        jetty.modifyServer(server -> {
            server.setErrorHandler(new ProblemPages());
            server.insertHandler(new FrontDoor(settings.hostNames(), settings.https()));
            server.setStopTimeout(2_000);
        });
        jetty.addConnector((server, http) -> connector(server, http, settings));
    }

    private static void limit(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER);
        http.setUseInputDirectByteBuffers(false);
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, WebSettings settings) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.bindAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        connector.addBean(new SlowConnections(server, HEADER_MILLIS));
        return connector;
    }

    /** What no route serves, in the words of the engine. */
    private record Rest(Routing routing) implements ResourceHandler {
        @Override
        public boolean canHandle(Context context) {
            return false;
        }

        @Override
        public boolean handle(Context context) {
            return routing.otherwise(context);
        }

        @Override
        public boolean addStaticFileConfig(StaticFileConfig config) {
            return false;
        }

        @Override
        public Set<RouteRole> resourceRouteRoles(Context context) {
            return Set.of();
        }
    }
}
