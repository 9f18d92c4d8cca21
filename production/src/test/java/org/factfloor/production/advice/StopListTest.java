package org.factfloor.production.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Interval;
import org.factfloor.production.State;
import org.factfloor.production.TimeUse;
import org.factfloor.production.advice.StopList.Cluster;
import org.factfloor.production.advice.StopList.Stop;
import org.junit.jupiter.api.Test;

class StopListTest {

    private static Interval part(long from, long to, State state, TimeUse use, String reason, long stop) {
        return new Interval(from, to, state, use, TimeClass.PLANNED,
                Optional.of(reason).filter(text -> !text.isEmpty()),
                Optional.empty(), Optional.empty(), Optional.empty(), stop);
    }

    private static Interval run(long from, long to) {
        return part(from, to, State.RUNNING, TimeUse.RUN, "", 0);
    }

    private static Interval shortStop(long from, long to) {
        return part(from, to, State.IDLE, TimeUse.SHORT_STOP, "", from);
    }

    @Test
    void partsOfOneStopAreOneStop() {
        List<Stop> stops = StopList.of(List.of(run(1, 10), part(10, 20, State.IDLE, TimeUse.STOP, "", 10),
                part(20, 30, State.IDLE, TimeUse.STOP, "", 10), part(30, 40, State.OFF, TimeUse.STOP, "", 10),
                part(40, 50, State.CHANGEOVER, TimeUse.SETUP, "", 10), run(50, 60), shortStop(60, 61)));

        assertThat(stops).hasSize(2);
        assertThat(stops.getFirst().parts()).extracting(Interval::from).as("joined over the border of a cell")
                .containsExactly(10L, 30L, 40L);
        assertThat(stops.getFirst().length()).isEqualTo(40);
        assertThat(stops.getFirst().isShort()).isFalse();
        assertThat(stops.getFirst().reasonMissing()).isTrue();
        assertThat(stops.getLast().isShort()).isTrue();
        assertThat(stops.getLast().reasonMissing()).isFalse();
    }

    /** People say when a stop ended to the minute, the machine to the second. */
    @Test
    void theSecondsThatAReasonLeavesAtABorderAskForNothing() {
        long minute = Micros.PER_MINUTE;
        long end = 7 * minute;
        Interval explained = part(1, end, State.IDLE, TimeUse.STOP, "no-material", 1);
        assertThat(StopList.of(List.of(explained, part(end, end + minute - 1, State.IDLE, TimeUse.STOP, "", 1)))
                .getFirst().reasonMissing()).isFalse();
        assertThat(StopList.of(List.of(explained, part(end, end + minute, State.IDLE, TimeUse.STOP, "", 1)))
                .getFirst().reasonMissing()).isTrue();
    }

    @Test
    void stopsThatFollowEachOtherAreTwo() {
        List<Stop> stops = StopList.of(List.of(part(10, 20, State.IDLE, TimeUse.STOP, "", 10), shortStop(20, 22)));
        assertThat(stops).extracting(Stop::begin).containsExactly(10L, 20L);
    }

    @Test
    void aStopThatBeganBeforeTheListKnowsItsBegin() {
        Stop stop = StopList.of(List.of(part(60, 70, State.OFF, TimeUse.STOP, "", 12), run(70, 80))).getFirst();
        assertThat(stop.begin()).isEqualTo(12);
        assertThat(stop.length()).isEqualTo(58);
    }

    @Test
    void shortStopsCloseToEachOtherAreOneCluster() {
        List<Stop> stops = StopList.of(List.of(shortStop(10, 12), run(12, 22), shortStop(22, 23), run(23, 30),
                shortStop(30, 34), run(34, 45), shortStop(45, 46)));
        assertThat(StopList.clusters(stops, 10)).containsExactly(new Cluster(10, 34, 3, 7));
        assertThat(StopList.clusters(stops, 11)).containsExactly(new Cluster(10, 46, 4, 8));
    }

    @Test
    void aLongStopOrOneWithAReasonEndsACluster() {
        List<Stop> stops = StopList.of(List.of(shortStop(10, 12), run(12, 13), shortStop(13, 14), run(14, 15),
                part(15, 19, State.IDLE, TimeUse.STOP, "", 15), run(19, 20), shortStop(20, 21), run(21, 22),
                part(22, 23, State.IDLE, TimeUse.SHORT_STOP, "feeder", 22), run(23, 24), shortStop(24, 25), run(25, 26),
                shortStop(26, 27)));
        assertThat(StopList.clusters(stops, 10)).containsExactly(new Cluster(10, 14, 2, 3), new Cluster(24, 27, 2, 2));
    }
}
