package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.PowerCut.Known;
import org.junit.jupiter.api.Test;

class PowerCutTest {

    private static final long MINUTE = Micros.PER_MINUTE;

    @Test
    void isWhereAllVanishTogether() {
        List<PowerCut> cuts = PowerCut.of(List.of(
                machine("a", 0, "RUNNING", 10, "NO_DATA", 30, "RUNNING", 60),
                machine("b", 0, "IDLE", 11, "NO_DATA", 25, "RUNNING", 60)));

        assertThat(cuts).containsExactly(new PowerCut(10 * MINUTE, 25 * MINUTE));
    }

    @Test
    void lastsToTheEndOfWhatIsKnown() {
        List<PowerCut> cuts = PowerCut.of(List.of(machine("a", 0, "RUNNING", 10, "NO_DATA", 30),
                machine("b", 0, "RUNNING", 10, "NO_DATA", 30)));

        assertThat(cuts).containsExactly(new PowerCut(10 * MINUTE, 30 * MINUTE));
    }

    @Test
    void isNoneWhileOneIsKnown() {
        assertThat(PowerCut.of(List.of(machine("a", 0, "RUNNING", 10, "NO_DATA", 30),
                machine("b", 0, "RUNNING", 10, "NO_DATA", 30), machine("c", 0, "STOPPED", 30)))).isEmpty();
    }

    /** Seven were lost one by one over the day; the eighth makes it no power cut. */
    @Test
    void isNoneWhereTheyVanishedOneByOne() {
        assertThat(PowerCut.of(List.of(machine("a", 0, "RUNNING", 10, "NO_DATA", 60),
                machine("b", 0, "RUNNING", 14, "NO_DATA", 60)))).isEmpty();
    }

    @Test
    void namesOnlyThoseThatVanishedInIt() {
        List<Known> machines = List.of(machine("a", 0, "RUNNING", 10, "NO_DATA", 60),
                machine("b", 0, "RUNNING", 30, "NO_DATA", 60), machine("c", 0, "RUNNING", 31, "NO_DATA", 60));

        PowerCut cut = PowerCut.of(machines).getFirst();

        assertThat(cut).isEqualTo(new PowerCut(30 * MINUTE, 60 * MINUTE));
        assertThat(cut.explains(machines.get(0).intervals().getLast())).isFalse();
        assertThat(cut.explains(machines.get(1).intervals().getLast())).isTrue();
        assertThat(cut.explains(machines.get(2).intervals().getLast())).isTrue();
    }

    /** A gateway that stops takes all its machines along; that is no power cut. */
    @Test
    void needsTwoConnections() {
        assertThat(PowerCut.of(List.of(machine("a", 0, "RUNNING", 10, "NO_DATA", 30),
                machine("a", 0, "RUNNING", 10, "NO_DATA", 30)))).isEmpty();
    }

    /** Outside planned time a machine without data is off: it neither prevents a power cut nor ends one. */
    @Test
    void looksThroughBreaksAndMachinesThatAreOff() {
        List<PowerCut> cuts = PowerCut.of(List.of(
                machine("a", 0, "RUNNING", 10, "NO_DATA", 20, "BREAK OFF", 30, "NO_DATA", 40, "RUNNING", 60),
                machine("b", 0, "RUNNING", 10, "NO_DATA", 20, "BREAK OFF", 30, "NO_DATA", 50, "RUNNING", 60),
                machine("c", 0, "BREAK OFF", 60)));

        assertThat(cuts).containsExactly(new PowerCut(10 * MINUTE, 40 * MINUTE));
    }

    @Test
    void isNoneWhereNobodyWasKnownBefore() {
        assertThat(PowerCut.of(List.of(machine("a", 0, "NO_DATA", 30), machine("b", 0, "NO_DATA", 30)))).isEmpty();
        assertThat(PowerCut.of(List.of())).isEmpty();
    }

    /** A machine of one connection; minutes and between them its state, BREAK before it for a break. */
    private static Known machine(String connection, Object... minutesAndStates) {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i + 2 < minutesAndStates.length; i += 2) {
            String state = (String) minutesAndStates[i + 1];
            boolean isBreak = state.startsWith("BREAK ");
            intervals.add(new Interval((Integer) minutesAndStates[i] * MINUTE,
                    (Integer) minutesAndStates[i + 2] * MINUTE,
                    State.valueOf(isBreak ? state.substring("BREAK ".length()) : state),
                    isBreak ? TimeUse.NOT_PLANNED : TimeUse.NO_DATA, isBreak ? TimeClass.BREAK : TimeClass.PLANNED,
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0));
        }
        return new Known(List.of(connection), intervals);
    }
}
