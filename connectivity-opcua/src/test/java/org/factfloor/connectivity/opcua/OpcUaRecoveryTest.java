package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.connectivity.RecordingSink;
import org.factfloor.connectivity.SmallPlant;
import org.factfloor.connectivity.Supervision;
import org.factfloor.connectivity.SupervisionSettings;
import org.factfloor.plant.Connection.Security;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SignalKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back to a server, judged by what the server sees of us. */
class OpcUaRecoveryTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    /** Its process hangs and its network still takes what we send; nothing but the missing answers shows it. */
    @Test
    void distrustsAHungServerAndReturnsToItWithOneSubscription() throws Exception {
        SupervisionSettings standard = SupervisionSettings.standard();
        SupervisionSettings impatient = new SupervisionSettings(standard.firstPause(), standard.longestPause(),
                Duration.ofSeconds(4), standard.connecting(), standard.standing());
        RecordingSink sink = new RecordingSink();
        try (OpcUaPeer peer = OpcUaPeer.start("--children", "0");
                Supervision supervision = new Supervision(
                        List.of(new OpcUaProtocol(folder, new FileCertificateTrust(folder))), sink,
                        name -> Optional.empty(), InstantSource.system(), impatient)) {
            supervision.apply(ConnectionPlan.of(plant(peer), SmallPlant::refOf));
            await().atMost(SOON).until(() -> sink.samples().size() > 2);

            peer.freeze(true);
            await().atMost(SOON).until(() -> sink.count("closed source") == 1);
            assertThat(supervision.statuses().getFirst().fault().map(ConnectionStatus.Fault::kind))
                    .contains(ConnectionFault.Kind.SILENT);
            int before = sink.samples().size();
            peer.freeze(false);

            await().atMost(SOON).until(() -> sink.samples().size() > before + 2);
            await().atMost(SOON).until(() -> peer.subscriptions() == 1 && peer.sessions() == 1);
        }
    }

    /** The client of the session that was lost must not come back beside the new one. */
    @Test
    void returnsToARestartedServerWithOneSession() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (Supervision supervision = new Supervision(
                List.of(new OpcUaProtocol(folder, new FileCertificateTrust(folder))), sink, name -> Optional.empty(),
                InstantSource.system(), SupervisionSettings.standard())) {
            int port;
            try (OpcUaPeer peer = OpcUaPeer.start("--children", "0")) {
                port = peer.port();
                supervision.apply(ConnectionPlan.of(plant(peer), SmallPlant::refOf));
                await().atMost(SOON).until(() -> sink.samples().size() > 2);
            }
            await().atMost(SOON).until(() -> sink.count("closed source") == 1);
            int before = sink.samples().size();
            try (OpcUaPeer peer = OpcUaPeer.start("--children", "0", "--port", "" + port)) {
                await().atMost(SOON).until(() -> sink.samples().size() > before + 2);

                await().during(Duration.ofSeconds(5)).atMost(SOON)
                        .until(() -> peer.subscriptions() == 1 && peer.sessions() == 1);
            }
        }
    }

    @Test
    void endsAStandingSessionWhoseCertificateIsNoLongerTrusted() throws Exception {
        FileCertificateTrust trust = new FileCertificateTrust(folder);
        RecordingSink sink = new RecordingSink();
        try (OpcUaPeer peer = OpcUaPeer.start("--children", "0");
                Supervision supervision = new Supervision(List.of(new OpcUaProtocol(folder, trust)), sink,
                        name -> Optional.empty(), InstantSource.system(), SupervisionSettings.standard())) {
            supervision.apply(ConnectionPlan.of(
                    new SmallPlant().with(
                            Sources.connection(peer.endpoint(), Security.BASIC256SHA256, Optional.empty()))
                            .signal(SignalKind.ANALOG, OpcUaPeer.address("v.0")).model(),
                    SmallPlant::refOf));
            await().atMost(SOON).until(() -> !trust.seen().isEmpty());
            String thumbprint = trust.seen().getFirst().thumbprint();
            trust.trust(thumbprint);
            await().atMost(SOON).until(() -> sink.samples().size() > 2);

            trust.distrust(thumbprint);
            supervision.distrusted(thumbprint);

            await().atMost(SOON).until(() -> sink.count("closed source") == 1 && peer.sessions() == 0);
            assertThat(supervision.statuses().getFirst().fault().map(ConnectionStatus.Fault::kind))
                    .contains(ConnectionFault.Kind.CERTIFICATE_UNTRUSTED);
        }
    }

    private static PlantModel plant(OpcUaPeer peer) {
        return new SmallPlant().with(SmallPlant.connection("source", "opcua", peer.endpoint()))
                .signal(SignalKind.ANALOG, OpcUaPeer.address("v.0")).model();
    }
}
