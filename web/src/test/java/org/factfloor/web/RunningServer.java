package org.factfloor.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.factfloor.connectivity.Supervision;
import org.factfloor.connectivity.SupervisionSettings;
import org.factfloor.edge.hub.EdgeHub;
import org.factfloor.edge.hub.EdgePort;
import org.factfloor.edge.hub.PlantConnections;
import org.factfloor.engine.Engine;
import org.factfloor.engine.EngineParts;
import org.factfloor.engine.FactStore;
import org.factfloor.engine.RecordsPlans;
import org.factfloor.engine.sqlite.SqliteFactStore;
import org.factfloor.imports.ImportParts;
import org.factfloor.imports.SampleImports;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.plant.SampleBatch;
import org.factfloor.records.ApiToken;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.Records;
import org.factfloor.records.User;

/** A server with real parts behind it, on a free port; its sources are scripted and its history is in memory. */
final class RunningServer implements AutoCloseable {

    static final String CODE = "first-run-code";
    static final String PASSWORD = "correct horse battery";

    final DrivenClock clock = new DrivenClock(Instant.parse("2026-11-24T08:00:00.123456Z"));
    final ScriptedProtocol protocol = new ScriptedProtocol();
    final FaultyHistory history = new FaultyHistory();
    /** What every machine made in every shift, as the tests say. */
    volatile OptionalLong made = OptionalLong.empty();
    final FakeBackups backups = new FakeBackups();
    final Records records;
    final Intake intake;
    final Supervision supervision;
    final EdgeHub edges;
    final PlantConnections connections;
    final EdgePort edgePort;
    final FactStore facts;
    final Engine engine;
    final SampleImports imports;
    final WebServer web;

    private RunningServer(Path folder, long freeSpaceFloor) throws IOException {
        records = Records.open(Files.createDirectories(folder.resolve("records")), clock, new SecureRandom());
        intake = Intake.open(IntakeSettings.in(folder.resolve("journal")).withFreeSpaceFloor(freeSpaceFloor), history,
                clock);
        supervision = new Supervision(List.of(protocol), intake, records.secrets()::get, clock,
                SupervisionSettings.standard());
        edges = new EdgeHub(records.edges(), intake, new OneCertificate(), records.secrets()::get, List::of,
                records.audit(), clock);
        connections = new PlantConnections(supervision, edges);
        edgePort = EdgePort.open(edges, folder.resolve("certificates"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        facts = SqliteFactStore.open(folder.resolve("facts.db"));
        engine = Engine.open(
                new EngineParts(history, intake::onApplied, new RecordsPlans(records), facts, clock));
        imports = SampleImports.open(new ImportParts(folder.resolve("imports"), 0,
                () -> records.plants().current().map(PlantVersion::model), records.signals()::ref, intake, history,
                _ -> {
                    throw new IOException("no files of columns here");
                }, records.audit()::record, clock));
        web = WebServer.start(
                new WebSettings("127.0.0.1", 0, Set.of("factfloor.example"), false, Optional.of(CODE), folder, 1024,
                        "/pages"),
                new WebParts(records, connections, edges, Optional.of(edgePort), intake, history, engine, imports,
                        new OneCertificate(), this::follow, backups, (unit, from, to) -> made, clock,
                        "1.2.3"));
    }

    /** A server nobody has set up. */
    static RunningServer fresh(Path folder) throws IOException {
        return new RunningServer(folder, 0);
    }

    /** A server with {@link TestPlant}, administrator {@code ada} and viewer {@code vera}. */
    static RunningServer withPlant(Path folder) throws IOException, InterruptedException {
        return withPlant(folder, TestPlant.YAML);
    }

    static RunningServer withPlant(Path folder, String plantFile) throws IOException, InterruptedException {
        return withPlant(folder, plantFile, 0);
    }

    /** The same on a disk that must keep so many bytes free. */
    static RunningServer withPlant(Path folder, long freeSpaceFloor) throws IOException, InterruptedException {
        return withPlant(folder, TestPlant.YAML, freeSpaceFloor);
    }

    private static RunningServer withPlant(Path folder, String plantFile, long freeSpaceFloor)
            throws IOException, InterruptedException {
        RunningServer server = new RunningServer(folder, freeSpaceFloor);
        server.records.users().create("ada", "Ada", PASSWORD.toCharArray(), User.Role.ADMIN);
        server.records.users().create("vera", "Vera", PASSWORD.toCharArray(), User.Role.VIEWER);
        server.records.plants().apply(plantFile, "test", "");
        server.follow(server.records.plants().current().orElseThrow());
        return server;
    }

    private void follow(PlantVersion version) throws InterruptedException {
        connections.apply(version.model(), records.signals()::ref);
    }

    Client stranger() {
        return new Client(web.port(), Optional.empty(), Optional.empty());
    }

    Client admin() {
        return new Client(web.port(), Optional.of(records.sessions().open("ada")), Optional.empty());
    }

    /** Somebody with a role, whose name is the role's. */
    Client person(User.Role role) {
        String name = role.name().toLowerCase(Locale.ROOT);
        if (records.users().find(name).isEmpty()) {
            records.users().create(name, "", PASSWORD.toCharArray(), role);
        }
        return new Client(web.port(), Optional.of(records.sessions().open(name)), Optional.empty());
    }

    Client viewer() {
        return new Client(web.port(), Optional.of(records.sessions().open("vera")), Optional.empty());
    }

    Client machine(ApiToken.Scope scope) {
        String name = "machine-" + scope + "-" + records.tokens().list().size();
        return new Client(web.port(), Optional.empty(),
                Optional.of(records.tokens().create(name, Set.of(scope), "ada")));
    }

    int ref(String key) {
        return records.signals().find(key).orElseThrow();
    }

    /** Puts samples into history as an import would. */
    void store(SampleBatch batch) throws InterruptedException {
        intake.backfill(batch);
        intake.awaitApplied(Duration.ofSeconds(10));
    }

    /** Has the engine compute all that history and records give. */
    void catchUp() {
        engine.catchUp(_ -> {
        });
    }

    @Override
    public void close() {
        web.close();
        edgePort.close();
        supervision.close();
        imports.close();
        engine.close();
        facts.close();
        intake.close();
        history.close();
        records.close();
    }
}
