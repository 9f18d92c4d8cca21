package org.factfloor.web.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.ConnectionStatus.State;
import org.factfloor.connectivity.Guarantee;
import org.factfloor.connectivity.KeptHistory;
import org.factfloor.history.History.Gap;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.web.api.PlantView.Placed;
import org.junit.jupiter.api.Test;

/** Three signals of one connection over the first ten hours. */
class ConfirmedTest {

    private static final long HOUR = Micros.PER_HOUR;
    private static final long NOW = 10 * HOUR;
    private static final List<Placed> SIGNALS = List.of(placed(1), placed(2), placed(3));

    private static Placed placed(int ref) {
        return new Placed(ref, new Signal("m", "s" + ref, Label.of("S"), SignalKind.ANALOG, Signal.Role.NONE, "", "c",
                "a" + ref, Duration.ZERO, Optional.empty(), new TreeMap<>()), ZoneOffset.UTC);
    }

    private static ConnectionStatus status(State state, Optional<Long> proof) {
        Connection connection = new Connection("c", Label.of("C"), "opcua", "opc.tcp://x", Connection.Security.NONE,
                Optional.empty(), Optional.empty(), Duration.ofSeconds(1), Connection.Clock.SOURCE,
                Optional.of("hall-2"));
        return new ConnectionStatus(connection, Guarantee.LIVE_ONLY, state, Micros.toInstant(0),
                proof.map(Micros::toInstant),
                Optional.of(new ConnectionStatus.Fault(ConnectionFault.Kind.EDGE_AWAY, "c: away", Map.of(),
                        Micros.toInstant(0))),
                Optional.empty(), 0, 0, Optional.empty(), 0, 0, 3, List.of(), 0, KeptHistory.NONE);
    }

    private static List<Long> confirmedHours(ConnectionStatus status, List<Gap> gaps, boolean cut) {
        List<Tally> tallies = List.of(new Tally(0, 10), new Tally(0, 10), new Tally(0, 10));
        new Confirmed(0, NOW, List.of(status), SIGNALS).add(gaps, cut, Map.of(1, List.of(tallies.get(0)), 2,
                List.of(tallies.get(1)), 3, List.of(tallies.get(2))));
        return tallies.stream().map(tally -> tally.sum().confirmedMs() / Duration.ofHours(1).toMillis()).toList();
    }

    /** What an edge box still has may be anything; that its line is cut leaves no mark of silence. */
    @Test
    void nothingIsConfirmedBehindTheLastProofOfLifeWhateverTheConnectionDoes() {
        for (State state : State.values()) {
            assertThat(confirmedHours(status(state, Optional.of(3 * HOUR)), List.of(), false)).as("%s", state)
                    .containsExactly(3L, 3L, 3L);
        }
        assertThat(confirmedHours(status(State.WAITING, Optional.of(3 * HOUR)),
                List.of(new Gap(2, HOUR, 2 * HOUR, true)), false)).containsExactly(3L, 2L, 3L);
    }

    @Test
    void withoutAProofItIsUpToTheMarkOfSilence() {
        assertThat(confirmedHours(status(State.WAITING, Optional.empty()),
                List.of(new Gap(1, 4 * HOUR, NOW, true), new Gap(2, 0, NOW, false)), false))
                .containsExactly(4L, 0L, 10L);
    }

    @Test
    void whereGapsAreCutNothingIsConfirmedBehindTheLastOne() {
        List<Gap> gaps = List.of(new Gap(1, HOUR, 2 * HOUR, true), new Gap(2, 4 * HOUR, 5 * HOUR, true));
        assertThat(confirmedHours(status(State.CONNECTED, Optional.of(NOW)), gaps, false))
                .containsExactly(9L, 9L, 10L);
        assertThat(confirmedHours(status(State.CONNECTED, Optional.of(NOW)), gaps, true))
                .containsExactly(9L, 4L, 0L);
    }
}
