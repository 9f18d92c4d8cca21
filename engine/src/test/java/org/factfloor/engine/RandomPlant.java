package org.factfloor.engine;

import static org.factfloor.engine.EngineRig.HOUR;
import static org.factfloor.engine.EngineRig.MINUTE;
import static org.factfloor.engine.EngineRig.SECOND;
import static org.factfloor.engine.EngineRig.START;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Entry;
import org.factfloor.production.LossPolicy;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;

/** What may happen in a plant with machines m-0, …, drawn from a seed; the engine is told as it would be. */
final class RandomPlant {

    private final EngineRig rig;
    private final SplittableRandom random;
    private final int machines;
    private final long[] counts;
    /** Everything before it was delivered in order, by machine. */
    private final long[] delivered;
    private final List<String> entries = new ArrayList<>();
    private final List<LocalDate> holidays = new ArrayList<>();

    RandomPlant(EngineRig rig, SplittableRandom random, int machines) {
        this.rig = rig;
        this.random = random;
        this.machines = machines;
        counts = new long[machines];
        delivered = new long[machines];
        for (int n = 0; n < machines; n++) {
            delivered[n] = START + random.nextLong(HOUR);
        }
    }

    /** One thing happens. */
    void step() {
        int n = random.nextInt(machines);
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6 -> inTime(n);
            case 7, 8 -> rig.setNow(rig.now() + random.nextLong(1, 40 * MINUTE));
            case 9 -> late(n);
            case 10 -> again(n);
            case 11 -> corrected(n);
            case 12 -> lost(n);
            case 13, 14 -> say(n);
            case 15 -> takeBack();
            case 16 -> standard(n);
            case 17 -> calendar();
            case 18 -> sheet(n);
            case 19 -> rig.restart();
            case 20 -> unheard(n);
            case 21 -> rig.engine().workInBackground();
            default -> rig.engine().round();
        }
    }

    private void inTime(int n) {
        rig.proofs.putIfAbsent("c-" + n, rig.now());
        rig.setNow(rig.now() + random.nextLong(20 * MINUTE));
        rig.deliver(until(n, rig.now()));
    }

    /** Rows from where the machine is to a time, out of order now and then. */
    private SampleBatch until(int n, long to) {
        SampleBatch batch = new SampleBatch();
        while (delivered[n] < to) {
            long time = delivered[n];
            if (random.nextInt(4) == 0) {
                batch.addWhole(TestPlans.state(n), time, random.nextInt(1, 4), status());
            }
            counts[n] += random.nextInt(50) == 0 ? -counts[n] : random.nextInt(3);
            batch.addWhole(TestPlans.counter(n), time - (random.nextInt(10) == 0 ? random.nextLong(MINUTE) : 0),
                    counts[n], status());
            delivered[n] += random.nextLong(SECOND, 4 * MINUTE);
        }
        return batch;
    }

    private int status() {
        return random.nextInt(40) == 0 ? StatusCode.BAD : StatusCode.GOOD;
    }

    private long past() {
        long reach = random.nextBoolean() ? 30 * MINUTE : 9 * HOUR;
        return Math.max(START - 2 * HOUR, rig.now() - random.nextLong(reach)) / SECOND * SECOND;
    }

    private void late(int n) {
        SampleBatch batch = new SampleBatch();
        long time = past();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            if (random.nextBoolean()) {
                batch.addWhole(TestPlans.state(n), time, random.nextInt(1, 4), status());
            } else {
                batch.addWhole(TestPlans.counter(n), time, random.nextLong(Math.max(1, counts[n])), status());
            }
            time += random.nextLong(30 * SECOND);
        }
        rig.deliver(batch);
    }

    private void again(int n) {
        int signal = random.nextBoolean() ? TestPlans.state(n) : TestPlans.counter(n);
        SampleBatch held = rig.history.read(signal, past(), rig.now(), 5);
        if (!held.isEmpty()) {
            rig.deliver(held);
        }
    }

    private void corrected(int n) {
        SampleBatch held = rig.history.read(TestPlans.counter(n), past(), rig.now(), 1);
        if (!held.isEmpty()) {
            SampleBatch batch = new SampleBatch();
            batch.add(held.signal(0), held.time(0), ValueType.WHOLE, random.nextLong(100), null, StatusCode.GOOD,
                    held.revision(0) + 1);
            rig.deliver(batch);
        }
    }

    /** A connection is lost, its silence is written, and it may come back with what it has held. */
    private void lost(int n) {
        Long proof = rig.proofs.remove("c-" + n);
        if (proof == null) {
            return;
        }
        SampleBatch marks = new SampleBatch();
        long silentSince = Math.max(proof, delivered[n]);
        marks.addNone(TestPlans.state(n), silentSince + 1, StatusCode.BAD_NO_COMMUNICATION);
        marks.addNone(TestPlans.counter(n), silentSince + 1, StatusCode.BAD_NO_COMMUNICATION);
        rig.deliver(marks);
        rig.setNow(rig.now() + random.nextLong(3 * HOUR));
        rig.engine().round();
        if (random.nextBoolean()) {
            delivered[n] = rig.now();
        }
    }

    private void say(int n) {
        String id = "e-"
                + (random.nextBoolean() || entries.isEmpty() ? entries.size() : random.nextInt(entries.size()));
        if (!entries.contains(id)) {
            entries.add(id);
        }
        String workUnit = "m-" + n;
        Optional<Entry> before = rig.plans.entry(id);
        if (before.isPresent()) {
            workUnit = before.get().workUnit();
        }
        long from = past() + (random.nextInt(5) == 0 ? 2 * HOUR : 0);
        OptionalLong to = random.nextInt(3) == 0 ? OptionalLong.empty() : OptionalLong.of(from + random.nextLong(HOUR));
        rig.plans.say(new Entry(id, before.map(Entry::revision).orElse(0) + 1, workUnit, from, to, rig.now(), "a",
                claim()));
    }

    private Entry.Claim claim() {
        return switch (random.nextInt(9)) {
            case 0 -> new Entry.StaffingClaim(Entry.Staffing.values()[random.nextInt(4)]);
            case 1 -> new Entry.StateClaim(Entry.Stated.values()[random.nextInt(4)], Optional.empty());
            case 2, 3 -> new Entry.ReasonClaim("r-" + random.nextInt(3), LossPolicy.values()[random.nextInt(4)]);
            case 4 -> new Entry.ProductClaim("p-" + random.nextInt(2), Optional.empty(), OptionalInt.empty());
            case 5 -> new Entry.JobClaim("j", "p-1", Optional.empty(), OptionalInt.empty());
            case 6 -> new Entry.RejectClaim(Entry.Fate.values()[random.nextInt(3)], random.nextLong(1, 3_000),
                    Optional.empty());
            case 7 -> new Entry.OutputClaim(random.nextLong(1, 3_000));
            default -> new Entry.CountClaim(random.nextLong(-3_000, 3_000), "");
        };
    }

    private void takeBack() {
        if (!entries.isEmpty()) {
            String id = entries.get(random.nextInt(entries.size()));
            if (rig.plans.entry(id).isPresent()) {
                rig.plans.takeBack(id);
            }
        }
    }

    private void standard(int n) {
        rig.plans.say(new Standard("p-" + random.nextInt(2), "m-" + n, Optional.empty(), past() + random.nextInt(1_000),
                new PlannedCycle(random.nextLong(SECOND, 90 * SECOND), 1_000, random.nextLong(200_000), true),
                Standard.Origin.MEASURED, Optional.of("a")));
    }

    private void calendar() {
        if (random.nextInt(3) > 0) {
            return;
        }
        Calendar usual = TestPlans.calendar();
        LocalDate today = usual.productionDay(Micros.toInstant(rig.now()));
        LocalDate day = today.plusDays(random.nextInt(-1, 2));
        if (!holidays.remove(day)) {
            holidays.add(day);
        }
        List<Calendar.DayException> exceptions = holidays.stream().map(holiday -> new Calendar.DayException(holiday,
                holiday, TestPlans.label("h"), new Calendar.DayException.Kind.Closed())).toList();
        Calendar.WeekPlan onlyLate = new Calendar.WeekPlan(List.of(new Calendar.Shift("late", TestPlans.label("Late"),
                LocalTime.of(13, 0), LocalTime.of(22, 0), EnumSet.allOf(DayOfWeek.class), List.of())), List.of());
        var plans = random.nextBoolean()
                ? usual.plans()
                : usual.plans().then(Micros.of(usual.startOf(today)), onlyLate);
        rig.plans.apply(new Calendar(usual.zone(), usual.dayStart(), plans, exceptions));
    }

    private void sheet(int n) {
        if (random.nextInt(4) > 0) {
            return;
        }
        WorkUnit unit = rig.plans.unit(n);
        ProductionSheet usual = ProductionSheet.STANDARD;
        rig.plans.change(new WorkUnit(unit.id(), unit.name(), unit.template(), unit.signals(), Optional.of(
                new ProductionSheet(usual.role(), Duration.ofMinutes(random.nextInt(1, 10)),
                        usual.stopAfter(), usual.power(), usual.count(), usual.programs()))));
    }

    /** History takes rows just before the process dies. */
    private void unheard(int n) {
        rig.deliverUnheard(until(n, rig.now()));
        SampleBatch late = new SampleBatch();
        late.addWhole(TestPlans.state(n), past(), random.nextInt(1, 4), StatusCode.GOOD);
        rig.deliverUnheard(late);
        rig.restart();
    }
}
