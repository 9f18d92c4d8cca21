package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import org.factfloor.plant.Signal;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.junit.jupiter.api.Test;

/** docs/reference/production-rules.md, section 2. */
class MachineStateTest {

    @Test
    void codesMeanWhatTheTableSays() {
        Told told = new Shop().state("06:01", State.RUNNING).state("06:02", State.CHANGEOVER)
                .state("06:03", State.STOPPED).state("06:04", State.OFF).code("06:05", 99).state("06:06", State.IDLE)
                .lost(Signal.Role.STATE, "06:07").until("06:10");

        assertThat(told.states()).containsExactly("06:00 NO_DATA", "06:01 RUNNING", "06:02 CHANGEOVER", "06:03 STOPPED",
                "06:04 OFF", "06:05 NO_DATA", "06:06 IDLE", "06:07 NO_DATA");
        assertThat(told.minutes(Quantity.NO_DATA_TIME)).isEqualTo(5);
    }

    @Test
    void powerIsReadByItsBands() {
        Told told = new Shop().power(0.2, 2.5).kilowatts("06:00", 0.19).kilowatts("06:01", 0.2)
                .kilowatts("06:02", 2.499).kilowatts("06:03", 2.5).kilowatts("06:04", Double.NaN)
                .kilowatts("06:05", -1).kilowatts("06:06", Double.POSITIVE_INFINITY).until("06:10");

        assertThat(told.states()).containsExactly("06:00 OFF", "06:01 IDLE", "06:03 RUNNING", "06:04 NO_DATA",
                "06:05 OFF", "06:06 RUNNING");
    }

    @Test
    void aManualStationIsNeverWithoutData() {
        Told told = new Shop().manual().said("07:30", new Entry.OutputClaim(50_000)).until("11:00");

        assertThat(told.states()).containsExactly("06:00 MANUAL");
        assertThat(told.uses()).containsExactly("06:00 RUN", "10:00 NOT_PLANNED", "10:15 RUN");
        assertThat(told.minutes(Quantity.MANUAL_TIME)).isEqualTo(285);
        assertThat(told.sum(Quantity.RUN_TIME)).isZero();
        assertThat(told.sum(Quantity.MADE)).isEqualTo(50_000);
    }

    // Counter only

    private static Shop counterOnly(double cycleSeconds) {
        return new Shop().counterOnly().standard("housing", cycleSeconds).makes("06:00", "housing");
    }

    /** Cycle 40 s: the wait is max(80 s, 100 s); the stop is dated back to one cycle after the last piece. */
    @Test
    void aMachineThatOnlyCountsStopsOneCycleAfterItsLastPiece() {
        Told told = counterOnly(40).count("06:10", 1).count("06:10:40", 2).count("06:20", 3).until("06:21");

        assertThat(told.states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING", "06:11:20 STOPPED",
                "06:20 RUNNING");
    }

    @Test
    void aPieceAtTheVeryEndOfTheWaitComesInTime() {
        Shop inTime = counterOnly(40).count("06:10", 1).count("06:11:40", 2);
        assertThat(inTime.until("06:12").states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING");

        Shop late = counterOnly(40).count("06:10", 1).count("06:11:40.000001", 2);
        assertThat(late.until("06:12").states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING", "06:10:40 STOPPED",
                "06:11:40.000001 RUNNING");
    }

    @Test
    void aLongCycleWaitsForTwoCycles() {
        Shop inTime = counterOnly(600).count("06:10", 1).count("06:30", 2);
        assertThat(inTime.until("06:31").states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING");

        Shop late = counterOnly(600).count("06:10", 1).count("06:30:00.000001", 2);
        assertThat(late.until("06:31").states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING", "06:20 STOPPED",
                "06:30:00.000001 RUNNING");
    }

    @Test
    void withoutAStandardTheStopBeginsAtTheLastPiece() {
        Told told = new Shop().counterOnly().count("06:10", 1).count("06:15", 2).count("06:20:00.000001", 3)
                .until("06:21");

        assertThat(told.states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING", "06:15 STOPPED",
                "06:20:00.000001 RUNNING");
    }

    @Test
    void anUnknownCounterEndsTheWaitInTime() {
        Told told = counterOnly(40).count("06:10", 1).lost(Signal.Role.COUNT, "06:11:40").count("06:13", 1)
                .until("06:14");

        assertThat(told.states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING", "06:11:40 NO_DATA",
                "06:13 RUNNING");
    }

    @Test
    void anUnknownCounterEndsTheWaitTooLate() {
        Told told = counterOnly(40).count("06:10", 1).lost(Signal.Role.COUNT, "06:11:40.000001").count("06:13", 1)
                .until("06:14");

        assertThat(told.states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING", "06:10:40 STOPPED",
                "06:11:40.000001 NO_DATA", "06:13 RUNNING");
    }

    @Test
    void aRepeatedCountIsNoPiece() {
        Told told = counterOnly(40).count("06:10", 1).count("06:10:50", 1).count("06:11:30", 1).until("06:20");

        assertThat(told.states()).containsExactly("06:00 NO_DATA", "06:10 RUNNING", "06:10:40 STOPPED");
    }

    @Test
    void aWaitThatIsNotOverHasNotPassed() {
        assertThat(counterOnly(40).count("06:10", 1).until("06:11:40").states()).containsExactly("06:00 NO_DATA",
                "06:10 RUNNING");
        assertThat(counterOnly(40).count("06:10", 1).until("06:11:40.000001").states()).containsExactly("06:00 NO_DATA",
                "06:10 RUNNING", "06:10:40 STOPPED");
    }

    // A pause in the cycle

    private static Shop stated(double cycleSeconds) {
        return new Shop().standard("housing", cycleSeconds).makes("06:00", "housing");
    }

    @Test
    void aShortPauseBelongsToTheCycle() {
        Told told = stated(40).state("06:00", State.RUNNING).state("06:10", State.IDLE).state("06:11", State.RUNNING)
                .state("06:20", State.IDLE).state("06:21:00.000001", State.RUNNING).until("06:30");

        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:20 IDLE", "06:21:00.000001 RUNNING");
    }

    /** 1.5 × 1 µs is 1 µs. */
    @Test
    void theLongestPauseIsRoundedDown() {
        Shop shop = stated(0.000001);
        assertThat(shop.state("06:00", State.RUNNING).state("06:10", State.IDLE).state("06:10:00.000001", State.RUNNING)
                .state("06:20", State.IDLE).state("06:20:00.000002", State.RUNNING).until("06:30").states())
                .containsExactly("06:00 RUNNING", "06:20 IDLE", "06:20:00.000002 RUNNING");
    }

    @Test
    void aPauseNeedsRunningBeforeAndAfterAndAStandard() {
        assertThat(stated(40).state("06:00", State.RUNNING).state("06:10", State.IDLE).state("06:10:30", State.STOPPED)
                .state("06:10:40", State.RUNNING).until("06:11").states())
                .containsExactly("06:00 RUNNING", "06:10 IDLE", "06:10:30 STOPPED", "06:10:40 RUNNING");
        assertThat(stated(40).state("06:00", State.STOPPED).state("06:10", State.IDLE).state("06:10:30", State.RUNNING)
                .until("06:11").states()).containsExactly("06:00 STOPPED", "06:10 IDLE", "06:10:30 RUNNING");
        assertThat(new Shop().state("06:00", State.RUNNING).state("06:10", State.IDLE).state("06:10:30", State.RUNNING)
                .until("06:11").states()).containsExactly("06:00 RUNNING", "06:10 IDLE", "06:10:30 RUNNING");
        assertThat(stated(40).state("06:00", State.RUNNING).state("06:10", State.IDLE).until("06:10:30").states())
                .as("nothing followed").containsExactly("06:00 RUNNING", "06:10 IDLE");
    }

    // Running, no parts

    private static Shop counted(double cycleSeconds) {
        return stated(cycleSeconds).counting(OneCount.PART).count("06:00", 0);
    }

    @Test
    void aMachineThatRunsWithoutPartsSaysSoAfterThreeCycles() {
        Told told = counted(40).state("06:00", State.RUNNING).count("06:01", 1).count("06:10", 2)
                .state("06:20", State.STOPPED).until("06:30");

        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:01:40 NO_PARTS", "06:10 RUNNING",
                "06:10:40 NO_PARTS", "06:20 STOPPED");
    }

    @Test
    void aPieceAfterExactlyThreeCyclesComesInTime() {
        assertThat(counted(40).state("06:00", State.RUNNING).count("06:02", 1).until("06:03").states())
                .containsExactly("06:00 RUNNING");
        assertThat(counted(40).state("06:00", State.RUNNING).count("06:02:00.000001", 1).until("06:03").states())
                .containsExactly("06:00 RUNNING", "06:00:40 NO_PARTS", "06:02:00.000001 RUNNING");
    }

    @Test
    void anUnknownCounterSaysNothingOfParts() {
        Told told = counted(40).state("06:00", State.RUNNING).lost(Signal.Role.COUNT, "06:01").count("06:30", 0)
                .until("06:33");

        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:30:40 NO_PARTS");

        Told lostWithin = counted(40).state("06:00", State.RUNNING).lost(Signal.Role.COUNT, "06:10").until("06:33");
        assertThat(lostWithin.states()).containsExactly("06:00 RUNNING", "06:00:40 NO_PARTS", "06:10 RUNNING");
    }

    /** The pause belongs to the stretch: 06:00:00 + 120 s passes in it. */
    @Test
    void pausesInTheCycleBelongToTheStretch() {
        Told told = counted(40).state("06:00", State.RUNNING).state("06:01:30", State.IDLE)
                .state("06:02:30", State.RUNNING).state("06:04", State.STOPPED).until("06:05");
        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:00:40 NO_PARTS", "06:04 STOPPED");
    }

    /** It stopped at 06:01:30, before three cycles were over. */
    @Test
    void aStopBeforeThreeCyclesEndsTheStretch() {
        Told told = counted(40).state("06:00", State.RUNNING).state("06:01:30", State.IDLE)
                .state("06:02:30.000001", State.RUNNING).state("06:04", State.STOPPED).until("06:05");
        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:01:30 IDLE", "06:02:30.000001 RUNNING",
                "06:04 STOPPED");
    }

    @Test
    void aPieceWithinAPauseEndsTheWait() {
        Told told = counted(40).state("06:00", State.RUNNING).state("06:01:30", State.IDLE).count("06:02:10", 1)
                .state("06:02:20", State.RUNNING).count("06:03", 2).until("06:04");
        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:00:40 NO_PARTS", "06:02:10 RUNNING");
    }

    @Test
    void noPartsEndsWithTheStretchOnly() {
        Told told = counted(40).state("06:00", State.RUNNING).state("06:05", State.IDLE)
                .state("06:05:30", State.RUNNING)
                .state("06:06", State.IDLE).until("06:10");
        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:00:40 NO_PARTS", "06:06 IDLE");
    }

    /** The piece that ends a stop is not made in it: taken out of planned time, the stop is a cell of its own. */
    @Test
    void aPieceBelongsToTheTimeThatBeginsWithIt() {
        Told told = counted(40).state("06:00", State.RUNNING).count("06:30", 1).reason("06:00", "07:00",
                LossPolicy.EXCLUDED).until("06:31");
        assertThat(told.cells())
                .extracting(cell -> Told.clock(cell.from()) + " " + cell.quantities().get(Quantity.MADE))
                .containsExactly("06:00 0", "06:00:40 0", "06:30 1000");
    }
}
