package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.connectivity.SampleSink;
import org.factfloor.connectivity.Supervision;
import org.factfloor.connectivity.SupervisionSettings;
import org.factfloor.connectivity.opcua.OpcUaProtocol;
import org.factfloor.demo.DemoPlant;
import org.factfloor.demo.DemoSettings;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.Signal;
import org.factfloor.records.plantfile.PlantFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What does not change is told once, with a subscription's first notification. Many sessions at a time, so that publish
 * requests reach their server in another order than they were made in.
 */
class FirstValuesArriveTest {

    private static final int ROUNDS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void everySignalOfEverySessionHasAValue() throws Exception {
        DemoSettings settings = new DemoSettings(1, Instant.now(), Duration.ZERO, Optional.empty());
        try (DemoPlant plant = DemoPlant.start(settings, InstantSource.system())) {
            PlantModel model = ((PlantFile.Ok) PlantFile.read(plant.plantYaml(), "plant.yaml")).model();
            Map<String, Integer> refs = new HashMap<>();
            model.signals().map(Signal::key).forEach(key -> refs.put(key, refs.size()));
            for (int round = 0; round < ROUNDS; round++) {
                Sink sink = new Sink();
                OpcUaProtocol protocol = new OpcUaProtocol(folder.resolve("own"), new FileCertificateTrust(folder));
                try (Supervision supervision = new Supervision(List.of(protocol), sink, name -> Optional.empty(),
                        InstantSource.system(), SupervisionSettings.standard())) {
                    supervision.apply(ConnectionPlan.of(model, refs::get));
                    String what = "round " + round + ": signals of open sessions without a value";
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(missing(refs, sink)).as(what).isEmpty());
                }
            }
        }
    }

    private static Set<String> missing(Map<String, Integer> refs, Sink sink) {
        return refs.entrySet().stream().filter(entry -> !sink.seen.contains(entry.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static final class Sink implements SampleSink {

        private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

        @Override
        public void opened(String connection, List<Integer> refs, long at) {}

        @Override
        public void accept(String connection, SampleBatch batch, long receivedAt) {
            for (int i = 0; i < batch.size(); i++) {
                seen.add(batch.signal(i));
            }
        }

        @Override
        public void retimed(int ref, long time) {}

        @Override
        public void alive(String connection, long at) {}

        @Override
        public void closed(String connection, long lastProofOfLife) {}
    }
}
