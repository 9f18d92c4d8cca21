package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Signal;
import org.factfloor.production.Entry.JobClaim;
import org.factfloor.production.Entry.ProductClaim;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.junit.jupiter.api.Test;

/** docs/reference/production-rules.md, sections 6 and 8. */
class CellsTest {

    private static Shop running() {
        return new Shop().state("06:00", State.RUNNING);
    }

    private static ProductClaim tool(String product, String tool) {
        return new ProductClaim(product, Optional.of(tool), OptionalInt.empty());
    }

    private static JobClaim job(String job, String product) {
        return new JobClaim(job, product, Optional.empty(), OptionalInt.empty());
    }

    private static PlannedCycle cycle(double seconds) {
        return new PlannedCycle(Shop.seconds(seconds), 1_000, 0, true);
    }

    private static String product(Cell cell) {
        return Told.clock(cell.from()) + " " + cell.product().orElse("-") + " " + cell.job().orElse("-");
    }

    @Test
    void cellsAreCutAtHoursOfTheWallClock() {
        Told told = running().calendar(Shop.calendar(ZoneId.of("Asia/Kolkata"))).until("08:10");
        assertThat(told.cells()).extracting(cell -> Told.clock(cell.from())).containsExactly("06:00", "06:30", "07:30");
    }

    /** So that a day is a sum of cells, also where nothing else changes as it begins. */
    @Test
    void cellsAreCutAtProductionDays() {
        Calendar noShifts = new Calendar(ZoneId.of("UTC"), LocalTime.of(6, 20), List.of());
        Told told = running().calendar(noShifts).until("07:00");
        assertThat(told.cells()).extracting(cell -> Told.clock(cell.from())).containsExactly("06:00", "06:20");
    }

    @Test
    void cellsAreCutAtProductsAndJobs() {
        Told told = running().makes("06:10", "a").said("06:20", "06:40", job("4711", "b")).makes("06:30", "c")
                .until("07:00");
        assertThat(told.cells()).extracting(CellsTest::product).containsExactly("06:00 - -", "06:10 a -",
                "06:20 b 4711",
                "06:40 c -");
    }

    @Test
    void aRangeThatIsOverLeavesNoProductWhereTheOpenOneEnded() {
        Told told = running().makes("06:10", "a")
                .said("06:20", "06:40", new ProductClaim("b", Optional.empty(), OptionalInt.empty())).until("07:00");
        assertThat(told.cells()).extracting(CellsTest::product).containsExactly("06:00 - -", "06:10 a -", "06:20 b -",
                "06:40 - -");
        assertThat(told.minutes(Quantity.NO_PRODUCT_TIME)).isEqualTo(30);
    }

    @Test
    void theClaimBegunLastHolds() {
        Told told = running().said("06:20", "07:30", "06:20", job("late", "b"))
                .said("06:10", "07:30", "07:00", job("early", "a")).until("07:00");
        assertThat(told.cells()).extracting(CellsTest::product).containsExactly("06:00 - -", "06:10 a early",
                "06:20 b late");
    }

    @Test
    void aProgramNamesTheProductWhereNobodySaysIt() {
        Told told = running().programs(Map.of("O1001", "housing")).program("06:10", "O1001").program("06:20", "O9")
                .program("06:30", " ").program("06:40", "O1001").lost(Signal.Role.PROGRAM, "06:50").makes("06:55", "a")
                .until("07:00");
        assertThat(told.cells()).extracting(CellsTest::product).containsExactly("06:00 - -", "06:10 housing -",
                "06:20 O9 -", "06:30 - -", "06:40 housing -", "06:50 - -", "06:55 a -");
    }

    @Test
    void theStandardOfTheToolComesFirstThenTheLatest() {
        Told told = running().standard("a", Optional.empty(), 0, cycle(10))
                .standard("a", Optional.empty(), Shop.at("06:20"), cycle(20))
                .standard("a", Optional.of("t1"), Shop.at("06:10"), cycle(30))
                .standard("a", Optional.of("t2"), 0, cycle(40)).makes("06:00", "a")
                .said("06:05", "06:30", tool("a", "t1"))
                .makes("06:30", "a").until("07:00");
        assertThat(told.cells()).extracting(
                cell -> Told.clock(cell.from()) + " " + cell.cycle().orElseThrow().cycle() / 1_000_000)
                .containsExactly("06:00 10", "06:10 30", "06:30 20");
    }

    /** A new standard with the same figures is no border. */
    @Test
    void equalFiguresAreNoBorder() {
        Told told = running().standard("a", Optional.empty(), 0, cycle(10))
                .standard("a", Optional.empty(), Shop.at("06:20"), cycle(10)).makes("06:00", "a").makes("06:30", "a")
                .until("07:00");
        assertThat(told.cells()).hasSize(1);
        assertThat(told.intervals()).hasSize(1);
    }

    @Test
    void pieceFiguresAreRoundedOnceHalfUp() {
        // 7 µs a cycle of two parts: 3 pieces earn 10.5 µs, 2 good ones 7; an hour allows 1,028,571,428.571 pieces.
        PlannedCycle odd = new PlannedCycle(7, 2_000, 333_333, true);
        Told told = running().counting(OneCount.PART).count("06:00", 0).count("06:10", 1).count("06:30", 3)
                .said("06:40", new Entry.RejectClaim(Entry.Fate.SCRAP, 1_000, Optional.empty()))
                .standard("a", Optional.empty(), 0, odd).makes("06:00", "a").until("07:00");
        Quantities sums = told.cells().getFirst().quantities();
        assertThat(sums.get(Quantity.EARNED)).isEqualTo(11);
        assertThat(sums.get(Quantity.EARNED_GOOD)).isEqualTo(7);
        assertThat(sums.get(Quantity.SHOULD)).isEqualTo(1_028_571_428_571L);
        assertThat(sums.get(Quantity.TARGET)).isEqualTo(333_333);
        assertThat(sums.get(Quantity.STANDARD_TIME)).isEqualTo(Shop.minutes(60));
        assertThat(sums.get(Quantity.COULD_RUN)).as("without parts it could make none").isLessThan(1_000_000);
    }

    private static Quantities seventy(PlannedCycle... standard) {
        Shop shop = running().counting(OneCount.PART).count("06:00", 0).count("06:30", 70).makes("06:00", "a");
        for (PlannedCycle cycle : standard) {
            shop.standard("a", Optional.empty(), 0, cycle);
        }
        return shop.until("07:00").cells().getFirst().quantities();
    }

    /** In a sum over machines such pieces must not stand in for what others lack. */
    @Test
    void whatIsMadeWithoutAStandardIsNeitherMissingNorAhead() {
        assertThat(seventy().get(Quantity.MADE)).isEqualTo(70_000);
        assertThat(seventy().get(Quantity.SHOULD)).isEqualTo(70_000);
        assertThat(seventy().get(Quantity.COULD_RUN)).isEqualTo(70_000);
        assertThat(seventy().get(Quantity.GOOD_OF_TARGET)).isZero();
        assertThat(seventy(cycle(36)).get(Quantity.SHOULD)).isEqualTo(100_000);
        assertThat(seventy(cycle(36)).get(Quantity.GOOD_OF_TARGET)).as("no target").isZero();
        Quantities held = seventy(new PlannedCycle(Shop.seconds(36), 1_000, 90_000, true));
        assertThat(held.get(Quantity.TARGET)).isEqualTo(90_000);
        assertThat(held.get(Quantity.GOOD_OF_TARGET)).isEqualTo(70_000);
    }

    @Test
    void unconfirmedStandardsEarnButAreNotStandardTime() {
        PlannedCycle guessed = new PlannedCycle(Shop.seconds(60), 1_000, 0, false);
        Told told = running().counting(OneCount.PART).counts("06:00", "07:00", 60, 0)
                .standard("a", Optional.empty(), 0, guessed).makes("06:00", "a").until("07:00");
        assertThat(told.sum(Quantity.STANDARD_TIME)).isZero();
        assertThat(told.minutes(Quantity.EARNED)).isEqualTo(59);
    }

    @Test
    void theDigestKnowsEverySampleAndEntryInAnyOrder() {
        Told all = running().state("06:30", State.IDLE).makes("06:10", "a").until("07:00");
        Told otherOrder = new Shop().state("06:30", State.IDLE).makes("06:10", "a").state("06:00", State.RUNNING)
                .until("07:00");
        Told repeated = running().state("06:30", State.IDLE).state("06:40", State.IDLE).makes("06:10", "a")
                .until("07:00");
        Told otherEntry = running().state("06:30", State.IDLE).makes("06:10", "b").until("07:00");
        assertThat(inputs(otherOrder)).isEqualTo(inputs(all));
        assertThat(inputs(repeated)).isNotEqualTo(inputs(all));
        assertThat(inputs(otherEntry)).isNotEqualTo(inputs(all));
    }

    private static long inputs(Told told) {
        return told.cells().stream().mapToLong(Cell::inputs).sum();
    }

    @Test
    void aYearWithoutAnythingIsAYearOfCells() {
        Told told = new Told();
        Shop shop = running();
        WorkUnitKernel kernel = new WorkUnitKernel(shop.sheet(), shop.plan(), Shop.at("06:00"));
        kernel.advanceTo(Shop.at("8766:00"), told);
        assertThat(kernel.decidedTo()).isEqualTo(Shop.at("8766:00"));
        assertThat(kernel.save()).hasSizeLessThan(200);
    }
}
