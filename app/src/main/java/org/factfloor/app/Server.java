package org.factfloor.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.factfloor.app.backup.Doctor;
import org.factfloor.app.backup.Upgrade;
import org.factfloor.connectivity.CertificateTrust;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.connectivity.Supervision;
import org.factfloor.connectivity.SupervisionSettings;
import org.factfloor.connectivity.opcua.OpcUaProtocol;
import org.factfloor.edge.hub.EarlierPlans;
import org.factfloor.edge.hub.EdgeHub;
import org.factfloor.edge.hub.EdgePort;
import org.factfloor.edge.hub.PlantConnections;
import org.factfloor.engine.Engine;
import org.factfloor.engine.EngineParts;
import org.factfloor.engine.FactStore;
import org.factfloor.engine.RecordsPlans;
import org.factfloor.engine.sqlite.SqliteFactStore;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.imports.SampleImports;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.records.Records;
import org.factfloor.web.WebParts;
import org.factfloor.web.WebServer;
import org.factfloor.web.WebSettings;
import org.factfloor.web.production.BookedPieces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: opens every part in the order in which they lean on each other, and closes them in reverse. */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Settings settings;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Engine engine;
    private final Records records;
    private final Intake intake;
    private final PlantKeeper keeper;
    private final BackupKeeper backups;
    private final WebServer web;
    private final Optional<String> setupCode;

    /**
     * What a start needs to know.
     *
     * @param folder of the plant
     * @param port 0 for a free one
     * @param hostNames names people reach it by besides this computer's own
     * @param https whether people reach it through a proxy that ends TLS
     * @param edgePort where edge boxes connect, port 0 for a free one; empty for nowhere
     * @param adminPassword makes the first user where there is none yet
     */
    record Settings(Path folder, InetAddress bind, int port, Set<String> hostNames, boolean https,
            Optional<InetSocketAddress> edgePort,
            Optional<String> adminPassword) {

        @Override
        public String toString() {
            return "Settings[" + folder + ", " + bind + ", " + port + "]";
        }
    }

    /**
     * Starts a server and returns when its pages answer.
     *
     * @throws StartException if it cannot start; nothing stays open then
     */
    static Server start(Settings settings, InstantSource clock) {
        return start(settings, clock, DataFolder.FORMATS);
    }

    /** The same, as a product that knows these formats of a data folder. */
    static Server start(Settings settings, InstantSource clock, Upgrade.Formats formats) {
        DataFolder folder = DataFolder.lock(settings.folder(), formats);
        boolean updating = folder.isUpdating();
        try {
            return new Server(settings, clock, folder);
        } catch (RuntimeException e) {
            if (updating && Main.isExpected(e)) {
                throw new StartException(e.getMessage() + " The update of " + folder.path() + (folder.isHalfUpdated()
                        ? " was given up, but the folder could not be put back as it was; the log says why, and the"
                                + " next start does it first."
                        : " was given up; the folder is as it was, and the version that wrote it runs on it."), e);
            }
            throw e;
        }
    }

    private Server(Settings settings, InstantSource clock, DataFolder folder) {
        this.settings = settings;
        open(folder);
        try {
            SecureRandom random = new SecureRandom();
            records = open(Records.open(folder.path(), clock, random));
            setupCode = firstUser(random);

            DuckDbHistory history = open(DuckDbHistory.open(folder.path().resolve("history")));
            IntakeSettings intakeSettings = IntakeSettings.in(folder.path().resolve("journal"));
            intake = open(Intake.open(intakeSettings, history, clock));
            open(new Settler(history, clock));
            FactStore factStore = open(SqliteFactStore.open(folder.path().resolve("facts").resolve("facts.db")));
            engine = open(Engine
                    .open(new EngineParts(history, intake::onApplied, new RecordsPlans(records), factStore, clock)));

            SampleImports imports = open(Imports.open(folder.path(), intakeSettings.freeSpaceFloor(), records, intake,
                    history, clock));

            Path certificates = folder.path().resolve("certificates");
            CertificateTrust trust = new FileCertificateTrust(certificates);
            Supervision supervision = open(
                    new Supervision(List.of(new OpcUaProtocol(certificates.resolve("own"), trust)),
                            intake, records.secrets()::get, clock, SupervisionSettings.standard()));
            EdgeHub edges = new EdgeHub(records.edges(), intake, trust, records.secrets()::get,
                    () -> EarlierPlans.of(records.plants(), records.signals()), records.audit(), clock);
            PlantConnections connections = new PlantConnections(supervision, edges);
            keeper = open(new PlantKeeper(records.plants(), records.signals(), connections, intake));
            Optional<EdgePort> edgePort = openEdgePort(edges, certificates.resolve("edge"));

            backups = open(new BackupKeeper(folder.path(), new RunningPlant(intake, history.files()),
                    () -> zone(records), intakeSettings.freeSpaceFloor(), records.audit(), clock));
            WebSettings webSettings = new WebSettings(settings.bind().getHostAddress(), settings.port(), hostNames(),
                    false,
                    setupCode, folder.path(), intakeSettings.freeSpaceFloor(), "/ui");
            web = open(WebServer.start(webSettings, new WebParts(records, connections, edges,
                    edgePort, intake, history, engine,
                    imports, trust, version -> keeper.refresh(), backups,
                    new BookedPieces(engine.facts(), () -> engine.progress().caughtUp()), clock, Version.number())));
            PlantDoctor doctor = new PlantDoctor(new Doctor.Subject(folder.path(), DataFolder.FORMATS.newest(),
                    intakeSettings.freeSpaceFloor(), true, history.files()::examine, Optional.empty(), clock));
            open(ControlSocket.open(folder.path(), Map.of("backup", backups::handle, "doctor", doctor)));
            folder.ready();
            records.audit().started(Version.number());
            keeper.start();
            engine.start();
            imports.resume();
            backups.start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private Optional<EdgePort> openEdgePort(EdgeHub edges, Path certificates) {
        if (settings.edgePort().isEmpty()) {
            return Optional.empty();
        }
        InetSocketAddress at = settings.edgePort().get();
        try {
            return Optional.of(open(EdgePort.open(edges, certificates, at)));
        } catch (IOException e) {
            throw new StartException("The port for edge boxes cannot be opened on " + at.getAddress().getHostAddress()
                    + ":" + at.getPort() + " (" + e.getMessage() + "); free it or choose another with --edge-port.", e);
        }
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    /** Makes the first user from the given password; otherwise the code that lets a person make it in the browser. */
    private Optional<String> firstUser(SecureRandom random) {
        if (records.users().any()) {
            return Optional.empty();
        }
        if (settings.adminPassword().isEmpty()) {
            return Optional.of(SetupCode.draw(random));
        }
        records.users().createFirst("admin", "Admin", settings.adminPassword().get().toCharArray());
        return Optional.empty();
    }

    /** The clock people go by: the first site's, or this computer's where there is no plant yet. */
    private static ZoneId zone(Records records) {
        return records.plants().current().flatMap(version -> version.model().enterprise().sites().stream().findFirst())
                .map(site -> site.calendar().zone()).orElse(ZoneId.systemDefault());
    }

    private Set<String> hostNames() {
        Set<String> names = new TreeSet<>();
        settings.hostNames().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        try {
            names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            LOG.debug("this computer has no name of its own", e);
        }
        return names;
    }

    /** Where the pages are, for the person at this computer. */
    String address() {
        InetAddress bind = settings.bind();
        String host = bind.isAnyLocalAddress() || bind.isLoopbackAddress() ? "127.0.0.1" : bind.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + web.port();
    }

    /** The one-time code of the first visit; empty once there is a user. */
    Optional<String> setupCode() {
        return setupCode;
    }

    Records records() {
        return records;
    }

    Engine engine() {
        return engine;
    }

    Intake intake() {
        return intake;
    }

    /** Takes up the newest plant version now. */
    void refreshPlant() {
        keeper.refresh();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not close cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
