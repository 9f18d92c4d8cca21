package org.factfloor.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.connectivity.SmallPlant;
import org.factfloor.connectivity.Supervision;
import org.factfloor.connectivity.SupervisionSettings;
import org.factfloor.edge.hub.EdgeHub;
import org.factfloor.edge.hub.EdgePort;
import org.factfloor.edge.hub.EdgeStatus;
import org.factfloor.edge.hub.PlantConnections;
import org.factfloor.history.History;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.plant.Connection;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SignalKind;
import org.factfloor.records.Records;

/** The parts of a server that edge boxes meet; the history is the test's, so it survives a restart. */
public final class TestServer implements AutoCloseable {

    public final Records records;
    public final Intake intake;
    public final EdgeHub hub;
    public final PlantConnections connections;
    public final EdgePort port;
    /** What boxes held by earlier versions of the plant model. */
    public volatile List<ConnectionPlan> earlier = List.of();
    private final Supervision supervision;

    public TestServer(Path folder, History history, InstantSource clock) throws IOException {
        records = Records.open(Files.createDirectories(folder), clock, new SecureRandom());
        intake = Intake.open(IntakeSettings.in(folder.resolve("journal")).withFreeSpaceFloor(0), history, clock);
        supervision = new Supervision(List.of(), intake, _ -> Optional.empty(), clock,
                SupervisionSettings.standard());
        FileCertificateTrust trust = new FileCertificateTrust(folder.resolve("certificates"));
        hub = new EdgeHub(records.edges(), intake, trust, records.secrets()::get, () -> earlier,
                records.audit(), clock);
        connections = new PlantConnections(supervision, hub);
        port = EdgePort.open(hub, folder.resolve("certificates"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** One connection {@code press} on the box {@code hall}, with so many signals; their references count from 0. */
    public static PlantModel plant(int signals) {
        Connection plain = SmallPlant.connection("press", "script", "script://press");
        SmallPlant plant = new SmallPlant().with(plain.heldBy(Optional.of("hall")));
        for (int i = 0; i < signals; i++) {
            plant.signal(SignalKind.ANALOG, "a" + i);
        }
        return plant.model();
    }

    public void apply(PlantModel model) throws InterruptedException {
        connections.apply(model, SmallPlant::refOf);
    }

    public ConnectionStatus status(String connection) {
        return connections.status(connection).orElseThrow();
    }

    public EdgeStatus edge(String name) {
        return hub.statuses().stream().filter(status -> status.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        port.close();
        supervision.close();
        intake.close();
        records.close();
    }
}
