package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.Entry.StateClaim;
import org.factfloor.production.Entry.Stated;
import org.junit.jupiter.api.Test;

/** docs/reference/production-rules.md, sections 4, 5 and 7. The shift is 06:00 to 14:00, the break 10:00 to 10:15. */
class UseOfTimeTest {

    private static Shop running() {
        return new Shop().state("06:00", State.RUNNING);
    }

    private static StateClaim stated(Stated state) {
        return new StateClaim(state, Optional.empty());
    }

    @Test
    void aStopOfExactlyTheLimitIsShort() {
        Told told = running().state("06:10", State.STOPPED).state("06:15", State.RUNNING).state("06:20", State.STOPPED)
                .state("06:25:00.000001", State.RUNNING).until("07:00");
        assertThat(told.uses()).containsExactly("06:00 RUN", "06:10 SHORT_STOP", "06:15 RUN", "06:20 STOP",
                "06:25:00.000001 RUN");
        assertThat(told.minutes(Quantity.SHORT_STOP_TIME)).isEqualTo(5);
        assertThat(told.sum(Quantity.REASON_MISSING_TIME)).isEqualTo(Shop.minutes(5) + 1);
    }

    @Test
    void statesOfOneStopAreOneStop() {
        Told told = running().state("06:58", State.IDLE).state("06:59", State.STOPPED).state("07:02", State.OFF)
                .state("07:04", State.RUNNING).until("08:00");
        assertThat(told.uses()).containsExactly("06:00 RUN", "06:58 STOP", "07:04 RUN");
        assertThat(told.intervals()).filteredOn(interval -> interval.use() == TimeUse.STOP)
                .allMatch(interval -> interval.stop() == Shop.at("06:58"));
        assertThat(told.intervals()).filteredOn(interval -> interval.use() == TimeUse.RUN)
                .allMatch(interval -> interval.stop() == 0);
    }

    @Test
    void aBreakEndsAStopAndAnotherOneBeginsAfterIt() {
        Told told = running().state("09:58", State.STOPPED).state("10:30", State.RUNNING).until("11:00");
        assertThat(told.uses()).containsExactly("06:00 RUN", "09:58 SHORT_STOP", "10:00 NOT_PLANNED", "10:15 STOP",
                "10:30 RUN");
        assertThat(told.say(Interval::stop)).containsExactly("06:00 0", "09:58 " + Shop.at("09:58"), "10:00 0",
                "10:15 " + Shop.at("10:15"), "10:30 0");
    }

    @Test
    void aStopIsAsLongAsItHasBeen() {
        Shop shop = running().state("06:58", State.STOPPED);
        assertThat(shop.until("07:03").uses()).containsExactly("06:00 RUN", "06:58 SHORT_STOP");
        assertThat(shop.until("07:03:00.000001").uses()).containsExactly("06:00 RUN", "06:58 STOP");
    }

    @Test
    void anUnknownMachineIsOffOutsidePlannedTime() {
        Told told = new Shop().from("05:00").until("15:00");
        assertThat(told.states()).containsExactly("05:00 OFF", "06:00 NO_DATA", "10:00 OFF", "10:15 NO_DATA",
                "14:00 OFF");
        assertThat(told.minutes(Quantity.NO_DATA_TIME)).isEqualTo(465);
        assertThat(told.minutes(Quantity.SHIFT_TIME)).isEqualTo(480);
        assertThat(told.minutes(Quantity.CALENDAR_TIME)).isEqualTo(600);
    }

    // Staffing

    @Test
    void staffingMovesThePlan() {
        Told told = running().said("07:00", "08:00", new StaffingClaim(Staffing.NOT_STAFFED))
                .said("09:00", "09:30", new StaffingClaim(Staffing.NO_JOB))
                .said("10:00", "10:05", new StaffingClaim(Staffing.OVERTIME))
                .said("13:30", "14:30", new StaffingClaim(Staffing.OVERTIME)).until("15:00");
        assertThat(told.say(Interval::timeClass)).containsExactly("06:00 PLANNED", "07:00 PLANNED_STOP",
                "08:00 PLANNED",
                "09:00 PLANNED_STOP", "09:30 PLANNED", "10:05 BREAK", "10:15 PLANNED", "14:30 OFF_SHIFT");
    }

    @Test
    void nobodyIsNotStaffedOffShift() {
        Told told = running().said("13:00", "15:00", new StaffingClaim(Staffing.NOT_STAFFED)).until("16:00");
        assertThat(told.say(Interval::timeClass)).containsExactly("06:00 PLANNED", "10:00 BREAK", "10:15 PLANNED",
                "13:00 PLANNED_STOP", "14:00 OFF_SHIFT");
    }

    @Test
    void theStaffingSaidLastHolds() {
        Told told = running().said("07:00", "09:00", "07:00", new StaffingClaim(Staffing.NOT_STAFFED))
                .said("06:30", "08:00", "08:30", new StaffingClaim(Staffing.OVERTIME)).until("10:00");
        assertThat(told.say(Interval::timeClass)).containsExactly("06:00 PLANNED", "08:00 PLANNED_STOP",
                "09:00 PLANNED");
    }

    @Test
    void staffingWithoutEndLastsUntilTheNext() {
        Told told = running().said("07:00", new StaffingClaim(Staffing.NOT_STAFFED))
                .said("08:00", "08:30", new StaffingClaim(Staffing.OVERTIME)).until("10:00");
        assertThat(told.say(Interval::timeClass)).containsExactly("06:00 PLANNED", "07:00 PLANNED_STOP",
                "08:00 PLANNED");
    }

    @Test
    void unattendedTimeEndsWithTheFirstStopThatNeedsAPerson() {
        Told told = running().said("14:00", "22:00", new StaffingClaim(Staffing.UNATTENDED))
                .state("16:00", State.STOPPED)
                .state("16:05", State.RUNNING).state("18:00", State.STOPPED).state("18:06", State.RUNNING)
                .until("23:00");
        assertThat(told.say(Interval::timeClass)).containsExactly("06:00 PLANNED", "10:00 BREAK", "10:15 PLANNED",
                "18:00 OFF_SHIFT");
        assertThat(told.minutes(Quantity.SHORT_STOP_TIME)).isEqualTo(5);
        assertThat(told.minutes(Quantity.STOP_TIME)).isZero();
    }

    @Test
    void aStopThatBeganBeforeUnattendedTimeEndsItAtOnce() {
        Told told = running().said("14:00", "22:00", new StaffingClaim(Staffing.UNATTENDED))
                .state("13:58", State.STOPPED)
                .state("15:00", State.RUNNING).until("16:00");
        assertThat(told.uses()).containsExactly("06:00 RUN", "10:00 NOT_PLANNED", "10:15 RUN", "13:58 SHORT_STOP",
                "14:00 NOT_PLANNED");
    }

    @Test
    void aLongStopOfTheShiftEndsUnattendedTimeToo() {
        Told told = running().said("14:00", "22:00", new StaffingClaim(Staffing.UNATTENDED))
                .state("12:30", State.STOPPED)
                .state("15:00", State.RUNNING).until("16:00");
        assertThat(told.uses()).containsExactly("06:00 RUN", "10:00 NOT_PLANNED", "10:15 RUN", "12:30 STOP",
                "14:00 NOT_PLANNED");
    }

    // States people state

    @Test
    void aRunningMachineRunsWhateverPeopleSayButForAChangeover() {
        Told told = running().said("06:10", "06:20", stated(Stated.MAINTENANCE))
                .said("06:30", "06:40", stated(Stated.STOPPED)).said("06:50", "07:00", stated(Stated.CHANGEOVER))
                .until("08:00");
        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:50 CHANGEOVER", "07:00 RUNNING");
        assertThat(told.minutes(Quantity.PLANNED_TIME)).isEqualTo(120);
    }

    @Test
    void maintenanceIsAPlannedStop() {
        Told told = running().state("06:10", State.STOPPED).said("06:20", "06:50", stated(Stated.MAINTENANCE))
                .state("06:55", State.RUNNING).until("08:00");
        assertThat(told.say(interval -> interval.state() + " " + interval.timeClass() + " " + interval.use()))
                .containsExactly("06:00 RUNNING PLANNED RUN", "06:10 STOPPED PLANNED STOP",
                        "06:20 MAINTENANCE PLANNED_STOP NOT_PLANNED", "06:50 STOPPED PLANNED SHORT_STOP",
                        "06:55 RUNNING PLANNED RUN");
        assertThat(told.minutes(Quantity.PLANNED_TIME)).isEqualTo(90);
    }

    @Test
    void unknownTimeWasOffIfSomebodySaysSo() {
        Told told = new Shop().state("07:00", State.RUNNING).said("06:00", "07:00", stated(Stated.OFF)).until("08:00");
        assertThat(told.uses()).containsExactly("06:00 STOP", "07:00 RUN");
        assertThat(told.intervals().getFirst().entry()).contains("e1");
    }

    @Test
    void theReasonOfAStatedStopStandsUnlessAReasonIsClaimed() {
        Shop shop = running().state("06:10", State.IDLE)
                .said("06:10", "06:40", new StateClaim(Stated.STOPPED, Optional.of("tool")))
                .reason("06:30", "06:50", LossPolicy.AVAILABILITY).state("07:00", State.RUNNING);
        Told told = shop.until("08:00");
        assertThat(told.say(interval -> interval.reason().orElse("-"))).containsExactly("06:00 -", "06:10 tool",
                "06:30 AVAILABILITY", "06:50 -");
        assertThat(told.minutes(Quantity.REASON_MISSING_TIME)).isEqualTo(10);
    }

    /** Reasons are given to stops, and these are none. */
    @Test
    void aReasonOverWhatIsNoStopDoesNotHideTheReasonStated() {
        Told told = running().state("06:10", State.IDLE)
                .said("06:10", "06:30", new StateClaim(Stated.CHANGEOVER, Optional.of("mould")))
                .said("06:30", "06:50", new StateClaim(Stated.MAINTENANCE, Optional.of("oil")))
                .said("14:10", "14:30", new StateClaim(Stated.OFF, Optional.of("power")))
                .reason("06:00", "15:00", LossPolicy.AVAILABILITY).until("15:00");
        assertThat(told.say(interval -> interval.reason().orElse("-"))).containsExactly("06:00 -", "06:10 mould",
                "06:30 oil", "06:50 AVAILABILITY", "10:00 -", "10:15 AVAILABILITY", "14:00 -", "14:10 power",
                "14:30 -");
    }

    // Reasons

    private static Shop stopped() {
        return running().state("06:10", State.STOPPED).state("06:50", State.RUNNING);
    }

    @Test
    void reasonsDoWhatTheirPolicySays() {
        Told told = stopped().reason("06:10", "06:20", LossPolicy.AVAILABILITY)
                .reason("06:20", "06:30", LossPolicy.PERFORMANCE).reason("06:30", "06:40", LossPolicy.EXCLUDED)
                .reason("06:40", "06:45", LossPolicy.SETUP).until("07:00");
        assertThat(told.say(interval -> interval.state() + " " + interval.timeClass() + " " + interval.use()))
                .containsExactly("06:00 RUNNING PLANNED RUN", "06:10 STOPPED PLANNED STOP",
                        "06:20 STOPPED PLANNED SHORT_STOP", "06:30 STOPPED PLANNED_STOP NOT_PLANNED",
                        "06:40 CHANGEOVER PLANNED SETUP", "06:45 STOPPED PLANNED STOP", "06:50 RUNNING PLANNED RUN");
        assertThat(told.minutes(Quantity.PLANNED_TIME)).isEqualTo(50);
        assertThat(told.minutes(Quantity.REASON_MISSING_TIME)).isEqualTo(5);
        assertThat(told.intervals()).filteredOn(interval -> interval.reason().isPresent())
                .allMatch(interval -> interval.stop() == Shop.at("06:10"));
    }

    @Test
    void theReasonSaidLastHoldsAndOneReasonJoinsTwoStops() {
        Told told = running().state("06:10", State.STOPPED).state("06:20", State.RUNNING).state("06:30", State.STOPPED)
                .state("06:50", State.RUNNING)
                .said("06:00", "07:00", "07:00", new Entry.ReasonClaim("first", LossPolicy.AVAILABILITY))
                .said("06:40", "06:45", "07:01", new Entry.ReasonClaim("second", LossPolicy.AVAILABILITY))
                .said("06:05", "06:55", "06:59", new Entry.ReasonClaim("early", LossPolicy.AVAILABILITY))
                .until("08:00");
        assertThat(told.say(interval -> interval.reason().orElse("-"))).containsExactly("06:00 -", "06:10 first",
                "06:20 -", "06:30 first", "06:40 second", "06:45 first", "06:50 -");
    }

    @Test
    void aReasonWithoutEndCoversTheRestOfTheStop() {
        Told told = running().state("06:10", State.STOPPED).state("06:20", State.RUNNING).state("06:30", State.STOPPED)
                .state("08:30", State.RUNNING).state("08:40", State.STOPPED)
                .said("06:15", null, "06:40", new Entry.ReasonClaim("feeder", LossPolicy.AVAILABILITY)).until("09:00");
        assertThat(told.say(interval -> interval.reason().orElse("-"))).containsExactly("06:00 -", "06:15 feeder",
                "06:20 -", "06:30 feeder", "08:30 -");
    }

    @Test
    void aReasonWithoutEndSaidWhileItRunsWaitsForNoStop() {
        Told told = running().state("06:10", State.STOPPED).state("06:20", State.RUNNING).state("06:30", State.STOPPED)
                .said("06:00", null, "06:25", new Entry.ReasonClaim("feeder", LossPolicy.AVAILABILITY))
                .said("06:40", null, "06:40", new Entry.ReasonClaim("oil", LossPolicy.AVAILABILITY)).until("07:00");
        assertThat(told.say(interval -> interval.reason().orElse("-"))).containsExactly("06:00 -", "06:10 feeder",
                "06:20 -", "06:40 oil");
    }

    @Test
    void theLengthOfAStopIsJudgedBeforeReasonsTakeTheirPartOut() {
        Told told = running().state("06:10", State.STOPPED).state("06:17", State.RUNNING)
                .reason("06:12", "06:16", LossPolicy.EXCLUDED).until("07:00");
        assertThat(told.uses()).containsExactly("06:00 RUN", "06:10 STOP", "06:12 NOT_PLANNED", "06:16 STOP",
                "06:17 RUN");
        assertThat(told.cells()).extracting(Cell::timeClass).containsExactly(TimeClass.PLANNED, TimeClass.PLANNED_STOP,
                TimeClass.PLANNED);
    }

    @Test
    void reasonsChangeNothingOnRunningTime() {
        Told told = running().reason("06:10", "06:30", LossPolicy.EXCLUDED).until("07:00");
        assertThat(told.uses()).containsExactly("06:00 RUN");
        assertThat(told.say(Interval::reason)).containsExactly("06:00 Optional.empty");
    }

    @Test
    void claimsOfNoLengthChangeNothing() {
        Told told = stopped().reason("06:20", "06:20", LossPolicy.EXCLUDED)
                .said("06:30", "06:30", new StaffingClaim(Staffing.NOT_STAFFED))
                .said("06:40", "06:40", stated(Stated.CHANGEOVER)).until("07:00");
        assertThat(told.uses()).containsExactly("06:00 RUN", "06:10 STOP", "06:50 RUN");
    }
}
