package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two machines on two connections run from 06:00 UTC and vanish at 06:30. */
class PowerCutTest {

    private static final long HOUR = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));
    private static final String SECOND = """
                            - id: cnc-2
                              name: CNC 2
                              connection: cnc-2
                              signals:
                                - {id: state, name: State, kind: state, role: state, address: "ns=1;s=Cnc2.State", states: {2: {name: Running, meaning: running}}}
            """;
    private static final String ITS_CONNECTION = """
              - id: cnc-2
                name: CNC 2
                protocol: opcua
                endpoint: opc.tcp://127.0.0.1:4841
            """;

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder,
                TestPlant.YAML.replace("connections:\n", SECOND + "connections:\n") + ITS_CONNECTION);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void vanish(String... machines) throws InterruptedException {
        SampleBatch batch = new SampleBatch();
        for (String machine : List.of("cnc-1", "cnc-2")) {
            batch.addWhole(server.ref(machine + "/state"), HOUR, 2, StatusCode.GOOD);
        }
        for (String machine : machines) {
            batch.addNone(server.ref(machine + "/state"), HOUR + 30 * Micros.PER_MINUTE,
                    StatusCode.BAD_NO_COMMUNICATION);
        }
        server.store(batch);
        server.catchUp();
    }

    private List<String> statesAndCuts(String machine) {
        JsonNode intervals = server.viewer()
                .get("/api/v1/machines/" + machine + "/timeline?from=2026-11-24T06:00:00Z&to=2026-11-24T06:45:00Z")
                .json().path("intervals");
        return intervals.valueStream()
                .map(part -> part.path("state").asText() + (part.path("powerCut").asBoolean() ? " cut" : "")).toList();
    }

    @Test
    void namesWhatHappenedToAll() throws Exception {
        vanish("cnc-1", "cnc-2");

        assertThat(statesAndCuts("cnc-1")).containsExactly("running", "noData cut");
        assertThat(statesAndCuts("cnc-2")).containsExactly("running", "noData cut");
    }

    @Test
    void leavesAMachineThatWasLostAlone() throws Exception {
        vanish("cnc-1");

        assertThat(statesAndCuts("cnc-1")).containsExactly("running", "noData");
    }

    /** Then nobody knows whether the machines or Factfloor had no power. */
    @Test
    void isSilentWhereFactfloorItselfWasOff() throws Exception {
        vanish("cnc-1", "cnc-2");
        server.records.audit().started("1");
        server.clock.advance(Duration.ofMinutes(1));

        assertThat(statesAndCuts("cnc-1")).containsExactly("running", "noData");
    }
}
