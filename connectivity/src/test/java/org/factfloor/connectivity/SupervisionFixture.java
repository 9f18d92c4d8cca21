package org.factfloor.connectivity;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.plant.Connection;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.junit.jupiter.api.AfterEach;

/** Supervision of connectors whose every move the test makes, on a clock that the test drives. */
abstract class SupervisionFixture {

    static final Connection CNC = SmallPlant.connection("cnc-1", "scripted", "scripted://cnc-1");

    final DrivenClock clock = new DrivenClock();
    final RecordingSink sink = new RecordingSink();
    final ScriptedProtocol protocol = new ScriptedProtocol("scripted");
    final Map<String, String> secrets = new ConcurrentHashMap<>();
    /** Draws just below 1 always: pauses of 0.5, 1, 2 … s. */
    final Supervision supervision = new Supervision(List.of(protocol), sink,
            name -> Optional.ofNullable(secrets.get(name)), clock, clock, SupervisionSettings.standard(), () -> -1L,
            false);

    @AfterEach
    void close() {
        supervision.close();
    }

    static PlantModel oneSignal() {
        return new SmallPlant().with(CNC).signal(SignalKind.ANALOG, "a").model();
    }

    static Connection publishingEvery(Duration interval) {
        return new Connection(CNC.id(), CNC.name(), CNC.protocol(), CNC.endpoint(), CNC.security(), CNC.user(),
                CNC.passwordSecret(), interval, CNC.clock(), CNC.edge());
    }

    static void deliver(ScriptedProtocol.Run run, long time, double value, int status) throws Exception {
        run.feed().deliver(number(time, value, status), new long[]{SourceTime.ABSENT});
    }

    static SampleBatch number(long time, double value, int status) {
        SampleBatch batch = new SampleBatch(1);
        batch.addNumber(0, time, value, status);
        return batch;
    }

    static ConnectionFault unreachable() {
        return new ConnectionFault(ConnectionFault.Kind.UNREACHABLE, "nothing answers (expected by this test)", null);
    }

    ConnectionStatus status() {
        return supervision.status("cnc-1").orElseThrow();
    }

    void awaitState(State state) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> status().state() == state);
    }
}
