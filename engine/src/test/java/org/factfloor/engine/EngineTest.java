package org.factfloor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.factfloor.engine.EngineRig.HOUR;
import static org.factfloor.engine.EngineRig.MINUTE;
import static org.factfloor.engine.EngineRig.SECOND;
import static org.factfloor.engine.EngineRig.START;
import static org.factfloor.engine.EngineRig.wholes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.Signal;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Entry;
import org.factfloor.production.Interval;
import org.factfloor.production.LossPolicy;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Quantity;
import org.factfloor.production.Standard;
import org.factfloor.production.measure.Measures;
import org.factfloor.production.measure.Result;
import org.factfloor.production.measure.Split;
import org.junit.jupiter.api.Test;

class EngineTest {

    private final EngineRig rig = new EngineRig(new MemoryHistory(), new MemoryFactStore(), new TestPlans(2));

    /** Runs from 06:00 on, a piece each 30 s, up to a time; and the engine with it. */
    private void produce(long to) {
        rig.proofs.put("c-0", START);
        rig.deliver(wholes(TestPlans.state(0), START, 1, TestPlans.RUNNING));
        for (long time = START; time < to; time += 30 * SECOND) {
            rig.deliver(wholes(TestPlans.counter(0), time, 1, (time - START) / (30 * SECOND)));
            rig.setNow(time + SECOND);
            rig.engine().round();
        }
        rig.settle();
    }

    private void confirmCycle(long seconds) {
        rig.plans.say(new Standard("part", "m-0", Optional.empty(), 0,
                new PlannedCycle(seconds * SECOND, 1_000, 0, true), Standard.Origin.MEASURED, Optional.of("a")));
        rig.plans.say(new Entry("p", 1, "m-0", START, OptionalLong.empty(), START, "a",
                new Entry.ProductClaim("part", Optional.empty(), OptionalInt.empty())));
    }

    @Test
    void countsAnHourAndKnowsItsOee() {
        confirmCycle(27);
        produce(START + 2 * HOUR);

        List<Cell> first = rig.engine().facts().book("m-0", START, START + HOUR).cells();
        assertThat(first).hasSize(1);
        assertThat(first.getFirst().quantities().get(Quantity.MADE)).isEqualTo(119_000);
        assertThat(first.getFirst().quantities().get(Quantity.RUN_TIME)).isEqualTo(HOUR);
        Result oee = Measures.ALL.stream().filter(measure -> measure.id().equals("oee")).findFirst().orElseThrow()
                .value(first.getFirst().quantities(), Split.NAKAJIMA);
        assertThat(oee).isEqualTo(new Result.Value(119.0 * 27 / 3600));
        Recomputed again = rig.engine().facts().recompute("m-0", START, START + HOUR);
        assertThat(again.equal()).isTrue();
        assertThat(again.cells()).isEqualTo(1);
        assertThat(rig.revisions("m-0")).isEmpty();
        rig.assertAsFromScratch("m-0", "after two hours");
    }

    /** Who connects a machine at 06:50 and says what it has made since 05:00 does not miss data of two hours. */
    @Test
    void factsBeginWithTheFirstSampleOrWithWhatIsSaidToHaveHappenedBefore() {
        rig.plans.say(new Entry("p", 1, "m-0", START - HOUR, OptionalLong.empty(), START, "a",
                new Entry.ProductClaim("part", Optional.empty(), OptionalInt.empty())));
        long first = START + 50 * MINUTE;
        rig.deliver(wholes(TestPlans.state(0), first, 1, TestPlans.RUNNING));
        rig.setNow(START + 2 * HOUR);
        rig.settle();
        assertThat(rig.cells("m-0").getFirst().from()).isEqualTo(first);
        assertThat(rig.cells("m-0").getFirst().quantities().get(Quantity.NO_DATA_TIME)).isZero();
        rig.assertAsFromScratch("m-0", "from the first sample on");

        rig.plans.say(new Entry("e", 1, "m-0", START + 10 * MINUTE, OptionalLong.empty(), rig.now(), "a",
                new Entry.RejectClaim(Entry.Fate.SCRAP, 5_000, Optional.empty())));
        rig.settle();
        assertThat(rig.cells("m-0").getFirst().from()).isEqualTo(START + 10 * MINUTE);
        rig.assertAsFromScratch("m-0", "from the scrap on");
    }

    /** A state that was saved while the facts began earlier must not be gone on from. */
    @Test
    void factsBeginLaterWhereWhatTheyBeganWithIsTakenBack() {
        rig.plans.say(new Entry("e", 1, "m-0", START - 70 * MINUTE, OptionalLong.empty(), START - 70 * MINUTE, "a",
                new Entry.RejectClaim(Entry.Fate.SCRAP, 5_000, Optional.empty())));
        long first = START + 13 * MINUTE;
        rig.proofs.put("c-0", START);
        rig.deliver(wholes(TestPlans.state(0), first, 1, TestPlans.RUNNING));
        rig.setNow(START + 20 * MINUTE);
        rig.settle();
        assertThat(rig.cells("m-0").getFirst().from()).isEqualTo(START - 70 * MINUTE);

        rig.plans.takeBack("e");
        rig.settle();
        rig.setNow(START + 2 * HOUR);
        rig.settle();
        assertThat(rig.cells("m-0").getFirst().from()).isEqualTo(first);
        rig.assertAsFromScratch("m-0", "after two hours");
    }

    /** The machine has not shown yet that it lives beyond its first sample. */
    @Test
    void factsMayBeginLaterThanTheyAlreadyReach() {
        rig.proofs.put("c-0", START + 5 * MINUTE);
        rig.plans.say(new Entry("e", 1, "m-0", START, OptionalLong.empty(), START, "a",
                new Entry.RejectClaim(Entry.Fate.SCRAP, 5_000, Optional.empty())));
        rig.setNowInSilence(START + 15 * MINUTE);
        rig.settle();
        rig.deliver(wholes(TestPlans.state(0), START + 13 * MINUTE, 1, TestPlans.RUNNING));
        rig.settle();

        rig.plans.takeBack("e");
        rig.settle();
        rig.assertAsFromScratch("m-0", "before the first sample is reached");
        rig.setNow(START + 2 * HOUR);
        rig.settle();
        assertThat(rig.cells("m-0").getFirst().from()).isEqualTo(START + 13 * MINUTE);
        rig.assertAsFromScratch("m-0", "after two hours");
    }

    @Test
    void closesUpToFiveSecondsBeforeTheLastProofOfLifeAndShowsTheRestAsProvisional() {
        produce(START + HOUR + 10 * MINUTE);

        Book book = rig.book("m-0");
        // A cell ends with its hour.
        assertThat(book.closedTo()).isEqualTo(START + HOUR);
        assertThat(book.cells()).hasSize(2);
        assertThat(book.cells().getLast().to()).isEqualTo(rig.now());
        assertThat(book.cells().getLast().quantities().get(Quantity.MADE)).isEqualTo(20_000);
    }

    @Test
    void waitsAtMostAQuarterOfAnHourForAConnectionThatIsOpenAndSilent() {
        produce(START + HOUR - MINUTE);

        rig.setNowInSilence(START + HOUR + 14 * MINUTE);
        rig.engine().round();
        assertThat(rig.book("m-0").closedTo()).isLessThan(START + HOUR);
        rig.setNowInSilence(START + HOUR + 16 * MINUTE);
        rig.engine().round();
        assertThat(rig.book("m-0").closedTo()).isEqualTo(START + HOUR);
    }

    @Test
    void doesNotWaitForAConnectionThatIsKnownToBeLost() {
        produce(START + HOUR - MINUTE);
        rig.proofs.clear();
        rig.deliver(wholes(TestPlans.state(0), START + HOUR - SECOND, 1, TestPlans.STOPPED));
        rig.setNowInSilence(START + HOUR + MINUTE);
        rig.engine().round();
        assertThat(rig.engine().facts().book("m-0", START, START + HOUR).cells()).hasSize(1);
        assertThat(rig.engine().facts().recompute("m-0", START, START + 2 * HOUR).equal()).isTrue();
    }

    @Test
    void keepsTheSumsOfAShiftAsTheyWereWhenItsReportWasDue() {
        produce(START + 8 * HOUR);
        ShiftRef early = new ShiftRef("early", START);
        rig.setNow(START + 8 * HOUR + 14 * MINUTE);
        rig.settle();
        assertThat(rig.engine().facts().closing("m-0", early)).isEmpty();
        rig.setNow(START + 8 * HOUR + 16 * MINUTE);
        rig.settle();
        Closing closing = rig.engine().facts().closing("m-0", early).orElseThrow();
        assertThat(closing.sums().get(Quantity.SHIFT_TIME)).isEqualTo(8 * HOUR);
        assertThat(closing.sums().get(Quantity.SCRAP)).isZero();

        rig.plans.say(new Entry("e", 1, "m-0", START + 3 * HOUR, OptionalLong.empty(), rig.now(), "anna",
                new Entry.RejectClaim(Entry.Fate.SCRAP, 5_000, Optional.empty())));
        rig.setNow(rig.now() + 2 * MINUTE);
        rig.settle();
        assertThat(rig.engine().facts().closing("m-0", early)).contains(closing);
        assertThat(rig.cells("m-0").stream().mapToLong(cell -> cell.quantities().get(Quantity.SCRAP)).sum())
                .isEqualTo(5_000);
    }

    /** Its past is read afterwards, bit by bit: each closing of it would be of a part. */
    @Test
    void aShiftThatWasOverBeforeThereWasAPlantHasNoClosing() {
        rig.plans.setKnownSince(START + 9 * HOUR);
        produce(START + 9 * HOUR);
        rig.setNow(START + 17 * HOUR);
        rig.settle();
        assertThat(rig.engine().facts().closing("m-0", new ShiftRef("early", START))).isEmpty();
        assertThat(rig.engine().facts().closing("m-0", new ShiftRef("late", START + 8 * HOUR))).isPresent();
    }

    @Test
    void aMachineThatLeavesThePlantKeepsItsFacts() {
        produce(START + 2 * HOUR);
        List<Cell> before = rig.store.cells("m-0", Long.MIN_VALUE, Long.MAX_VALUE);
        rig.plans.remove("m-0");
        rig.settle();
        assertThat(rig.book("m-0").cells()).isEqualTo(before).isNotEmpty();
    }

    @Test
    void aLateSampleHealsItsHourAndNoOther() {
        produce(START + 5 * HOUR);
        List<Cell> before = rig.cells("m-0");
        rig.changes.clear();

        rig.deliver(wholes(TestPlans.state(0), START + HOUR + 10 * MINUTE, 10 * MINUTE, TestPlans.STOPPED,
                TestPlans.RUNNING));
        rig.settle();

        List<Cell> after = rig.cells("m-0");
        assertThat(after.get(1).quantities().get(Quantity.STOP_TIME)).isEqualTo(10 * MINUTE);
        assertThat(after.get(0)).isEqualTo(before.get(0));
        assertThat(after.subList(2, after.size())).isEqualTo(before.subList(2, before.size()));
        assertThat(rig.revisions("m-0")).singleElement().satisfies(revision -> {
            assertThat(revision.cause())
                    .isEqualTo(new Revision.Cause(Revision.Code.LATE_SAMPLES, List.of("m-0/state")));
            assertThat(revision.from()).isGreaterThanOrEqualTo(START + HOUR);
            assertThat(revision.to()).isLessThanOrEqualTo(START + 2 * HOUR);
        });
        assertThat(rig.book("m-0").revision()).isEqualTo(1);
        assertThat(rig.engine().facts().book("m-0", START + 3 * HOUR, START + 4 * HOUR).revision()).isZero();
        assertThat(rig.changes).anySatisfy(changed -> {
            assertThat(changed.revision()).isEqualTo(1);
            assertThat(changed.recomputed()).isTrue();
        });
        rig.changes.clear();
        rig.setNow(rig.now() + MINUTE);
        rig.engine().round();
        assertThat(rig.changes).isNotEmpty().noneMatch(Changed::recomputed);
        rig.assertAsFromScratch("m-0", "late");
    }

    /** Samples of the first three hours are removed; an entry of then must not make their facts vanish. */
    @Test
    void factsWhoseSamplesAreRemovedStayAsTheyAre() {
        confirmCycle(27);
        produce(START + 6 * HOUR);
        List<Cell> before = rig.cells("m-0");
        ((MemoryHistory) rig.history).remove(START + 3 * HOUR);

        rig.plans.say(new Entry("e", 1, "m-0", START + 10 * MINUTE, OptionalLong.empty(), rig.now(), "a",
                new Entry.RejectClaim(Entry.Fate.SCRAP, 5_000, Optional.empty())));
        rig.deliver(wholes(TestPlans.counter(0), START + HOUR + SECOND, 1, 121));
        rig.settle();
        assertThat(rig.cells("m-0")).isEqualTo(before);

        rig.deliver(wholes(TestPlans.state(0), START + 4 * HOUR + 30 * MINUTE, 1, TestPlans.STOPPED));
        rig.settle();
        assertThat(rig.cells("m-0")).as("later hours heal").isNotEqualTo(before);
        assertThat(rig.cells("m-0").subList(0, 5)).isEqualTo(before.subList(0, 5));
        rig.restart();
        rig.proofs.put("c-0", rig.now());
        rig.settle();
        assertThat(rig.cells("m-0").subList(0, 5)).isEqualTo(before.subList(0, 5));
    }

    /** A state code's meaning, and new rules, have every fact computed again; what has no samples any more cannot be. */
    @Test
    void factsWhoseSamplesAreRemovedOutliveAnotherReadingOfTheMachine() {
        confirmCycle(27);
        produce(START + 30 * HOUR);
        rig.deliver(wholes(TestPlans.state(0), START + 5 * HOUR, 20 * MINUTE, TestPlans.STOPPED, TestPlans.RUNNING));
        rig.deliver(wholes(TestPlans.state(0), START + 26 * HOUR, 20 * MINUTE, TestPlans.STOPPED, TestPlans.RUNNING));
        rig.settle();
        List<Cell> before = rig.cells("m-0");
        ((MemoryHistory) rig.history).remove(START + 3 * HOUR);
        long sealed = rig.engine().facts().sealedUntil("m-0");
        assertThat(sealed).isEqualTo(START + 3 * HOUR);

        rig.plans.change(stopMeans(Signal.Meaning.SETUP));
        rig.engine().round();
        // No state is left that could tell.
        assertThat(rig.engine().facts().sealedUntil("m-0")).isEqualTo(START + 24 * HOUR);
        rig.restart();
        rig.proofs.put("c-0", rig.now());
        rig.setNow(rig.now());
        rig.settle();
        assertSealed(before, "read otherwise");
        assertThat(cellAt(START + 26 * HOUR).quantities().get(Quantity.SETUP_TIME)).isEqualTo(20 * MINUTE);
        assertThat(rig.engine().facts().recompute("m-0", START + 24 * HOUR, Long.MAX_VALUE).differences()).isEmpty();

        rig.store.write(transaction -> {
            transaction.putMark("formula", 0);
            return true;
        });
        rig.restart();
        rig.proofs.put("c-0", rig.now());
        rig.setNow(rig.now());
        rig.settle();
        assertSealed(before, "under other rules");

        rig.deliver(wholes(TestPlans.state(0), START + 27 * HOUR, 10 * MINUTE, TestPlans.STOPPED, TestPlans.RUNNING));
        rig.settle();
        assertSealed(before, "after a late sample");
        assertThat(cellAt(START + 27 * HOUR).quantities().get(Quantity.SETUP_TIME)).isEqualTo(10 * MINUTE);
        assertThat(rig.engine().facts().recompute("m-0", START + 24 * HOUR, Long.MAX_VALUE).differences()).isEmpty();
    }

    private void assertSealed(List<Cell> before, String when) {
        List<Cell> cells = rig.cells("m-0");
        List<Cell> sealed = before.stream().filter(cell -> cell.to() <= START + 24 * HOUR).toList();
        assertThat(cells.subList(0, sealed.size())).as(when).isEqualTo(sealed);
        for (int i = 1; i < cells.size(); i++) {
            assertThat(cells.get(i).from()).as(when).isEqualTo(cells.get(i - 1).to());
        }
        List<Interval> intervals = rig.intervals("m-0");
        for (int i = 1; i < intervals.size(); i++) {
            assertThat(intervals.get(i).from()).as(when).isEqualTo(intervals.get(i - 1).to());
        }
    }

    private Cell cellAt(long time) {
        return rig.cells("m-0").stream().filter(cell -> cell.from() <= time && time < cell.to()).findFirst()
                .orElseThrow();
    }

    /** The first machine with another meaning of its second state code. */
    private WorkUnit stopMeans(Signal.Meaning meaning) {
        WorkUnit unit = rig.plans.unit(0);
        Signal state = unit.signals().getFirst();
        TreeMap<Long, Signal.State> states = new TreeMap<>(state.states());
        states.put((long) TestPlans.STOPPED, new Signal.State(TestPlans.label("Other"), meaning));
        return new WorkUnit(unit.id(), unit.name(), unit.template(), List.of(
                new Signal(state.workUnit(), state.id(), state.name(), state.kind(), state.role(), state.unit(),
                        state.connection(), state.address(), state.samplingInterval(), state.normal(), states),
                unit.signals().getLast()), unit.sheet());
    }

    @Test
    void whatIsDeliveredAgainChangesNothing() {
        produce(START + 3 * HOUR);
        rig.deliver(wholes(TestPlans.state(0), START, 1, TestPlans.RUNNING));
        rig.engine().round();
        assertThat(rig.store.touches()).isEmpty();
        assertThat(rig.revisions("m-0")).isEmpty();
    }

    @Test
    void aReasonHealsTheStopItIsGivenTo() {
        produce(START + HOUR);
        rig.deliver(wholes(TestPlans.state(0), START + HOUR, 20 * MINUTE, TestPlans.STOPPED, TestPlans.RUNNING));
        rig.setNow(START + 4 * HOUR);
        rig.settle();
        assertThat(reasonMissing(1)).isEqualTo(20 * MINUTE);

        rig.plans.say(new Entry("e", 1, "m-0", START + HOUR + 5 * MINUTE, OptionalLong.of(START + HOUR + 15 * MINUTE),
                rig.now(), "anna", new Entry.ReasonClaim("jam", LossPolicy.AVAILABILITY)));
        rig.settle();
        assertThat(reasonMissing(1)).isEqualTo(10 * MINUTE);
        assertThat(rig.revisions("m-0").getLast().cause()).isEqualTo(new Revision.Cause(Revision.Code.ENTRY,
                List.of("e")));
        rig.assertAsFromScratch("m-0", "said");

        rig.plans.takeBack("e");
        rig.settle();
        assertThat(reasonMissing(1)).isEqualTo(20 * MINUTE);
        rig.assertAsFromScratch("m-0", "taken back");
    }

    private long reasonMissing(int cell) {
        return rig.cells("m-0").get(cell).quantities().get(Quantity.REASON_MISSING_TIME);
    }

    /** Pages need not wait for the next piece to show what was just said. */
    @Test
    void whatIsSaidOfTheLastSecondsIsToldAtOnce() {
        produce(START + HOUR);
        rig.changes.clear();
        rig.plans.say(new Entry("e", 1, "m-0", rig.now() - SECOND, OptionalLong.empty(), rig.now(), "anna",
                new Entry.ReasonClaim("jam", LossPolicy.AVAILABILITY)));
        rig.engine().round();
        assertThat(rig.changes).anyMatch(Changed::recomputed);
    }

    @Test
    void aClaimThatRunsOnHealsUpToNow() {
        produce(START + 3 * HOUR);
        confirmCycle(30);
        rig.settle();
        assertThat(rig.cells("m-0")).allSatisfy(cell -> assertThat(cell.product()).contains("part"));
        assertThat(rig.book("m-0").cells().getLast().product()).contains("part");
        rig.assertAsFromScratch("m-0", "product");
    }
}
