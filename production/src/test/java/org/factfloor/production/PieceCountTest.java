package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.plant.Signal;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.junit.jupiter.api.Test;

/** docs/reference/production-rules.md, section 3. */
class PieceCountTest {

    private static Shop rollingOver(long rollover, long plausible) {
        return new Shop().counting(new Counting(OneCount.PART, 1_000, OptionalLong.of(rollover), plausible))
                .state("06:00", State.RUNNING);
    }

    private static Shop counting() {
        return new Shop().counting(OneCount.PART).state("06:00", State.RUNNING);
    }

    @Test
    void theFirstValueIsTheBase() {
        Told told = counting().count("06:01", 4_711).count("06:02", 4_713).until("06:10");
        assertThat(told.sum(Quantity.MADE)).isEqualTo(2_000);
    }

    @Test
    void piecesBelongToTheCellOfTheirInstant() {
        Told told = counting().count("06:01", 0).count("06:59:59.999999", 1).count("07:00", 3)
                .count("07:00:00.000001", 7)
                .until("08:00");
        assertThat(told.cells()).extracting(cell -> cell.quantities().get(Quantity.MADE)).containsExactly(1_000L,
                6_000L);
    }

    @Test
    void aCounterThatRollsOverGoesOn() {
        Told told = rollingOver(65_535, 10_000).count("06:01", 65_530).count("06:02", 4).until("06:10");
        assertThat(told.sum(Quantity.MADE)).isEqualTo(10_000);
        assertThat(told.sum(Quantity.JUMPS)).isZero();

        Told wide = rollingOver(4_294_967_295L, 10_000).count("06:01", 4_294_967_295L).count("06:02", 0).until("06:10");
        assertThat(wide.sum(Quantity.MADE)).isEqualTo(1_000);
    }

    /** 65,535 − 55,600 + 64 + 1 is exactly 10,000; one less makes it a reset. */
    @Test
    void aRolloverIsBelievedUpToThePlausibleStep() {
        assertThat(rollingOver(65_535, 10_000).count("06:01", 55_600).count("06:02", 64).until("06:10")
                .sum(Quantity.MADE)).isEqualTo(10_000_000);
        assertThat(rollingOver(65_535, 10_000).count("06:01", 55_599).count("06:02", 64).until("06:10")
                .sum(Quantity.MADE)).isEqualTo(64_000);
    }

    @Test
    void aValueAboveTheGreatestOneDidNotRollOver() {
        Told told = rollingOver(65_535, 10_000).count("06:01", 70_000).count("06:02", 5).until("06:10");
        assertThat(told.sum(Quantity.MADE)).isEqualTo(5_000);
    }

    @Test
    void anOperatorMayResetTheCounter() {
        Told told = counting().count("06:01", 812).count("06:02", 0).count("06:03", 3).count("06:04", 2).until("06:10");
        assertThat(told.sum(Quantity.MADE)).isEqualTo(5_000);
        assertThat(told.sum(Quantity.JUMPS)).isZero();
    }

    @Test
    void aBackwardJumpIsNotBelieved() {
        Told told = counting().count("06:01", 30_000).count("06:02", 20_000).count("06:03", 20_001).count("06:04", -5)
                .count("06:05", -4).until("06:10");
        assertThat(told.sum(Quantity.MADE)).isEqualTo(2_000);
        assertThat(told.sum(Quantity.JUMPS)).isEqualTo(2);
    }

    @Test
    void aForwardStepIsBelievedUpToThePlausibleOne() {
        Told told = counting().count("06:01", 0).count("06:02", 10_000).count("06:03", 20_001).count("06:04", 20_002)
                .until("06:10");
        assertThat(told.sum(Quantity.MADE)).isEqualTo(10_001_000);
        assertThat(told.sum(Quantity.JUMPS)).isEqualTo(1);
    }

    @Test
    void aJumpOfTwoToThe31IsNotBelieved() {
        Told told = counting().count("06:01", 5).count("06:02", 5 + (1L << 31)).count("06:03", 6 + (1L << 31))
                .until("06:10");
        assertThat(told.sum(Quantity.MADE)).isEqualTo(1_000);
        assertThat(told.sum(Quantity.JUMPS)).isEqualTo(1);
    }

    /** Their difference is no long. */
    @Test
    void theFurthestJumpIsNotBelieved() {
        Told told = counting().count("06:01", Long.MIN_VALUE).count("06:02", Long.MAX_VALUE)
                .count("06:03", Long.MIN_VALUE).until("06:10");
        assertThat(told.sum(Quantity.MADE)).isZero();
        assertThat(told.sum(Quantity.JUMPS)).isEqualTo(2);
    }

    @Test
    void piecesOfAGapAreSpreadEvenlyAndMarked() {
        Told told = counting().count("06:00", 0).lost(Signal.Role.COUNT, "06:45").count("08:15", 100).until("09:00");

        // 15, 60 and 15 of 90 minutes; what rounding leaves over comes later, so that parts make up the whole.
        assertThat(told.cells()).extracting(cell -> cell.quantities().get(Quantity.ESTIMATED)).containsExactly(16_666L,
                66_667L, 16_667L);
        assertThat(told.sum(Quantity.MADE)).isEqualTo(100_000);
    }

    @Test
    void cellsOverAGapWaitForTheirShare() {
        Told told = new Told();
        Shop shop = counting().count("06:00", 0).lost(Signal.Role.COUNT, "06:45");
        WorkUnitKernel kernel = new WorkUnitKernel(shop.sheet(), shop.plan(), Shop.at("06:00"));
        shop.give(kernel, told);
        kernel.advanceTo(Shop.at("10:00"), told);
        assertThat(told.cells()).isEmpty();
        assertThat(kernel.decidedTo()).isEqualTo(Shop.at("06:00"));

        kernel.advanceTo(Shop.at("06:45") + PieceCounter.LONGEST_GAP, told);
        assertThat(told.cells()).as("a count may still come").isEmpty();
        kernel.advanceTo(Shop.at("07:00") + PieceCounter.LONGEST_GAP, told);
        assertThat(kernel.decidedTo()).isEqualTo(Shop.at("07:00") + PieceCounter.LONGEST_GAP);
    }

    @Test
    void aGapOfAWeekIsFilledAndALongerOneIsNot() {
        Shop week = counting().count("06:00", 0).lost(Signal.Role.COUNT, "06:30")
                .count(Shop.at("06:30") + PieceCounter.LONGEST_GAP, 1_000);
        Told told = week.until("175:00");
        assertThat(told.sum(Quantity.ESTIMATED)).isEqualTo(1_000_000);
        assertThat(told.sum(Quantity.NOT_BOOKED)).isZero();

        Shop longer = counting().count("06:00", 0).lost(Signal.Role.COUNT, "06:30")
                .count(Shop.at("06:30") + PieceCounter.LONGEST_GAP + 1, 1_000);
        told = longer.until("175:00");
        assertThat(told.sum(Quantity.MADE)).isZero();
        assertThat(told.sum(Quantity.NOT_BOOKED)).isEqualTo(1_000_000);
        assertThat(told.cells().getLast().quantities().get(Quantity.NOT_BOOKED)).isEqualTo(1_000_000);
    }

    @Test
    void lossesOfOneGapAreOneGap() {
        Told told = counting().count("06:00", 0).lost(Signal.Role.COUNT, "06:30").lost(Signal.Role.COUNT, "06:50")
                .count("07:30", 60).until("08:00");
        assertThat(told.cells()).extracting(cell -> cell.quantities().get(Quantity.ESTIMATED)).containsExactly(30_000L,
                30_000L);
    }

    @Test
    void piecesOfAChangeoverAreSetUpPieces() {
        Told told = counting().count("06:00", 0).state("06:10", State.CHANGEOVER).count("06:10", 1).count("06:15", 3)
                .state("06:20", State.RUNNING).count("06:20", 7).until("06:30");
        assertThat(told.sum(Quantity.SETUP_PIECES)).isEqualTo(3_000);
        assertThat(told.sum(Quantity.MADE)).isEqualTo(4_000);
    }

    @Test
    void spreadPiecesOfAChangeoverAreSetUpPieces() {
        Told told = counting().count("06:00", 0).lost(Signal.Role.COUNT, "06:10").state("06:20", State.CHANGEOVER)
                .state("06:30", State.RUNNING).count("06:40", 90).until("07:00");
        assertThat(told.sum(Quantity.SETUP_PIECES)).isEqualTo(30_000);
        assertThat(told.sum(Quantity.MADE)).isEqualTo(60_000);
        assertThat(told.sum(Quantity.ESTIMATED)).isEqualTo(60_000);
    }

    @Test
    void aReasonMakesNoSetUpPieces() {
        Told told = counting().count("06:00", 0).state("06:10", State.STOPPED)
                .reason("06:10", "06:30", LossPolicy.SETUP)
                .count("06:15", 3).state("06:30", State.RUNNING).until("07:00");
        assertThat(told.states()).containsExactly("06:00 RUNNING", "06:10 CHANGEOVER", "06:30 RUNNING");
        assertThat(told.minutes(Quantity.SETUP_TIME)).isEqualTo(20);
        assertThat(told.sum(Quantity.SETUP_PIECES)).isZero();
        assertThat(told.sum(Quantity.MADE)).isEqualTo(3_000);
    }

    @Test
    void aShotIsWorthTheCavitiesThatRun() {
        PlannedCycle eight = new PlannedCycle(Shop.seconds(60), 8_000, 0, true);
        Shop shop = new Shop().counting(OneCount.SHOT).state("06:00", State.RUNNING)
                .standard("cap", Optional.empty(), 0, eight).count("06:00", 0).count("06:10", 1).makes("06:20", "cap")
                .count("06:30", 2)
                .said("06:40", new Entry.ProductClaim("cap", Optional.empty(), OptionalInt.of(7))).count("06:50", 3);
        assertThat(shop.until("07:00").cells()).extracting(cell -> cell.quantities().get(Quantity.MADE))
                .containsExactly(1_000L, 15_000L);
    }

    @Test
    void aPartIsAPartHoweverManyCavitiesRun() {
        Shop shop = counting().count("06:00", 0)
                .said("06:00", new Entry.ProductClaim("cap", Optional.empty(), OptionalInt.of(7))).count("06:50", 3);
        assertThat(shop.until("07:00").sum(Quantity.MADE)).isEqualTo(3_000);
    }

    /** The counter of good parts did not see the rejects. */
    @Test
    void rejectsAddToGoodParts() {
        Shop shop = new Shop().counting(OneCount.GOOD_PART).state("06:00", State.RUNNING).count("06:00", 0)
                .count("06:10", 100).said("06:30", new Entry.RejectClaim(Entry.Fate.SCRAP, 5_000, Optional.empty()))
                .said("06:31", new Entry.RejectClaim(Entry.Fate.HOLD, 3_000, Optional.empty()));
        Told told = shop.until("07:00");
        assertThat(told.sum(Quantity.MADE)).isEqualTo(108_000);
        assertThat(told.cells().getFirst().quantities().good()).isEqualTo(100_000);
    }

    @Test
    void handCountsCorrectWhatWasMadeAndMayMakeItNegative() {
        Shop shop = counting().count("06:00", 0).count("06:10", 10)
                .said("07:30", new Entry.CountClaim(-12_000, "box count"))
                .said("07:40", new Entry.RejectClaim(Entry.Fate.REWORK, 2_000, Optional.empty()));
        Told told = shop.until("08:00");
        assertThat(told.cells()).extracting(cell -> cell.quantities().get(Quantity.MADE)).containsExactly(10_000L,
                -12_000L);
        assertThat(told.cells().getLast().quantities().good()).isEqualTo(-14_000);
    }
}
