package org.factfloor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.factfloor.engine.EngineRig.HOUR;
import static org.factfloor.engine.EngineRig.MINUTE;
import static org.factfloor.engine.EngineRig.SECOND;
import static org.factfloor.engine.EngineRig.START;
import static org.factfloor.engine.EngineRig.wholes;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.factfloor.engine.report.Loss;
import org.factfloor.engine.report.Losses;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.Calendar;
import org.factfloor.production.Entry;
import org.factfloor.production.LossPolicy;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Losses that are remembered day by day are those counted in one go. Four days of two machines, in part unplanned. */
class LossesTest {

    private static final long END = START + 100 * HOUR;

    private final WatchedFactStore store = new WatchedFactStore();
    private final EngineRig rig = new EngineRig(new MemoryHistory(), store, new TestPlans(2));
    private final Losses losses = new Losses(rig.engine().facts());

    @BeforeEach
    void produce() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 2; n++) {
            String machine = "m-" + n;
            rig.proofs.put("c-" + n, START);
            rig.plans.say(new Standard("p", machine, Optional.empty(), START,
                    new PlannedCycle(7 * SECOND, 1_000, 0, true), Standard.Origin.MEASURED, Optional.of("a")));
            rig.plans.say(new Entry("product-" + n, 1, machine, START + 90 * MINUTE, OptionalLong.empty(), START, "a",
                    new Entry.ProductClaim("p", Optional.empty(), OptionalInt.empty())));
            long count = 0;
            for (long time = START; time < END; time += MINUTE) {
                boolean runs = random.nextInt(10) > 0;
                count += runs ? 6 + random.nextInt(4) : 0;
                rig.deliver(wholes(TestPlans.state(n), time, 1, runs ? TestPlans.RUNNING : TestPlans.STOPPED));
                rig.deliver(wholes(TestPlans.counter(n), time + 30 * SECOND, 1, count));
            }
        }
        rig.setNow(END);
        rig.settle();
    }

    private void assertSameAsOfTheWhole(String when) {
        var plant = org.factfloor.engine.report.Subject
                .whole(rig.plans.version(rig.plans.newestVersion()).orElseThrow());
        for (long from : new long[]{START, START + 5 * HOUR + 17 * MINUTE, START + 49 * HOUR}) {
            for (long to : new long[]{END, START + 72 * HOUR, START + 50 * HOUR + 3 * SECOND}) {
                Snapshot all = Snapshot.take(rig.engine().facts(), plant.machines(), from, to);
                for (Losses.By by : Losses.By.values()) {
                    List<Loss> expected = Losses.of(all, plant.machines(), from, to, by);
                    assertThat(expected).isNotEmpty();
                    assertThat(losses.of(plant, from, to, by)).as("%s, [%d, %d) by %s", when, from, to, by)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    @Test
    void areTheSameBeforeAndAfterWhatIsSaidAndComesLate() {
        assertSameAsOfTheWhole("at first");
        assertSameAsOfTheWhole("remembered");
        rig.plans.say(new Entry("reason", 1, "m-0", START + 26 * HOUR, OptionalLong.of(START + 31 * HOUR), END, "a",
                new Entry.ReasonClaim("tool", LossPolicy.AVAILABILITY)));
        rig.plans.say(new Entry("scrap", 1, "m-1", START + 28 * HOUR, OptionalLong.empty(), END, "a",
                new Entry.RejectClaim(Entry.Fate.SCRAP, 5_000, Optional.empty())));
        rig.settle();
        assertSameAsOfTheWhole("after a reason and scrap");
        rig.deliver(wholes(TestPlans.state(1), START + 30 * HOUR + 7 * SECOND, 1, TestPlans.STOPPED));
        rig.settle();
        assertSameAsOfTheWhole("after a late sample");
    }

    /** The parts without a reason lie on both sides of the border of two days, and none of them reaches it. */
    @Test
    void countOneStopOnceWhoseMiddleIsExplainedOverTheBorderOfADay() {
        long border = START + 24 * HOUR;
        Calendar before = TestPlans.calendar();
        // People are there all around the clock.
        Calendar.Shift night = new Calendar.Shift("night", TestPlans.label("Night"), LocalTime.of(22, 0),
                LocalTime.of(6, 0), EnumSet.allOf(DayOfWeek.class), List.of());
        List<Calendar.Shift> shifts = new ArrayList<>(before.plans().at(START).shifts());
        shifts.add(night);
        rig.plans.apply(new Calendar(before.zone(), before.dayStart(), shifts));
        for (long time = border - HOUR; time < border + HOUR; time += MINUTE) {
            rig.deliver(wholes(TestPlans.state(0), time + 1, 1, TestPlans.STOPPED));
            rig.deliver(wholes(TestPlans.state(0), time, 1, TestPlans.STOPPED));
        }
        for (LossPolicy policy : LossPolicy.values()) {
            rig.plans.say(new Entry("middle", 1, "m-0", border - 30 * MINUTE,
                    OptionalLong.of(border + 30 * MINUTE), END, "a", new Entry.ReasonClaim("tool", policy)));
            rig.settle();
            assertSameAsOfTheWhole("explained as " + policy);
        }
    }

    /** Cells of the past keep the borders they were cut at. */
    @Test
    void areTheSameWhereTheProductionDayBeginsAtAnotherHourThanItDid() {
        assertSameAsOfTheWhole("at first");
        Calendar before = TestPlans.calendar();
        rig.plans.apply(new Calendar(before.zone(), before.dayStart().plusMinutes(45), before.plans(), List.of()));
        rig.settle();
        assertSameAsOfTheWhole("at another hour");
    }

    @Test
    void readNoDayTwice() {
        var plant = org.factfloor.engine.report.Subject
                .whole(rig.plans.version(rig.plans.newestVersion()).orElseThrow());
        losses.of(plant, START, START + 72 * HOUR, Losses.By.REASON);
        int before = store.factsRead;
        losses.of(plant, START, START + 72 * HOUR, Losses.By.REASON);
        assertThat(store.factsRead).isEqualTo(before);
        losses.of(plant, START, START + 71 * HOUR, Losses.By.REASON);
        assertThat(store.factsRead).as("a part of the last day of each machine").isEqualTo(before + 2);
    }
}
