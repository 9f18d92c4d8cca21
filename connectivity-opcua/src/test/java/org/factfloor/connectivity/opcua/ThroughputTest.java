package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.connectivity.RecordingSink;
import org.factfloor.connectivity.SmallPlant;
import org.factfloor.connectivity.Supervision;
import org.factfloor.connectivity.SupervisionSettings;
import org.factfloor.plant.Connection;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand variables that change ten times a second. */
class ThroughputTest {

    private static final int VARIABLES = 1_000;
    /** Short by default; longer by {@code -Dfactfloor.opcua.seconds=60}. */
    private static final Duration WATCHED = Duration.ofSeconds(Integer.getInteger("factfloor.opcua.seconds", 60));

    @TempDir
    Path folder;

    /** Counted by the server's own books: every value it wrote while we were connected arrives, once and in order. */
    @ParameterizedTest
    @EnumSource(Connection.Security.class)
    void missesNothingTheServerWrote(Connection.Security security) throws Exception {
        FileCertificateTrust trust = new FileCertificateTrust(folder);
        RecordingSink sink = new RecordingSink();
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "" + VARIABLES, "--children", "0");
                Supervision supervision = new Supervision(List.of(new OpcUaProtocol(folder, trust)), sink,
                        name -> Optional.empty(), InstantSource.system(), SupervisionSettings.standard())) {
            supervision.apply(ConnectionPlan.of(plant(peer, security), SmallPlant::refOf));
            if (security != Connection.Security.NONE) {
                await().atMost(Duration.ofSeconds(20)).until(() -> !trust.seen().isEmpty());
                trust.trust(trust.seen().getFirst().thumbprint());
                supervision.retry("plant");
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> supervision.statuses().getFirst().state() == ConnectionStatus.State.CONNECTED);
            await().atMost(WATCHED.plusSeconds(20)).pollInterval(Duration.ofSeconds(1))
                    .until(() -> peer.written() * 100 >= WATCHED.toMillis());
            peer.tell("{\"cmd\":\"pause\"}");
            long written = peer.written();
            await().atMost(Duration.ofSeconds(10)).until(() -> last(sink.samples(VARIABLES - 1)) == written);

            for (int ref = 0; ref < VARIABLES; ref++) {
                SampleBatch samples = sink.samples(ref);
                assertThat(last(samples)).as("last value of signal %d", ref).isEqualTo(written);
                // The first value may come twice: at its own time, and where the silence before ends.
                int first = samples.number(0) == samples.number(1) ? 2 : 1;
                for (int i = first; i < samples.size(); i++) {
                    assertThat(samples.number(i)).as("value %d of signal %d", i, ref)
                            .isEqualTo(samples.number(i - 1) + 1);
                }
            }
        }
    }

    private static double last(SampleBatch samples) {
        return samples.isEmpty() ? -1 : samples.number(samples.size() - 1);
    }

    private static PlantModel plant(OpcUaPeer peer, Connection.Security security) {
        Connection plain = SmallPlant.connection("plant", "opcua", peer.endpoint());
        SmallPlant plant = new SmallPlant().with(new Connection(plain.id(), plain.name(), plain.protocol(),
                plain.endpoint(), security, plain.user(), plain.passwordSecret(), plain.publishingInterval(),
                plain.clock(), plain.edge()));
        // Every change is asked for: a server that looks by timer steps over values when it is busy.
        for (int i = 0; i < VARIABLES; i++) {
            plant.signal(SignalKind.ANALOG, OpcUaPeer.address("v." + i), Duration.ZERO);
        }
        return plant.model();
    }
}
