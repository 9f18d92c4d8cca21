package org.factfloor.benchmarks;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.factfloor.engine.Plans;
import org.factfloor.plant.Area;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.Site;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Entry;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;
import org.factfloor.records.Changes;

/** Machines with a state signal (reference 2 n + 1) and a counter (2 n + 2) in three shifts, each with a confirmed cycle of 30 s. */
final class FactsPlant implements Plans {

    /** A UTC midnight, µs. */
    static final long START = Workload.START;

    private final PlantModel model;
    private final SplittableRandom random = new SplittableRandom(42);
    private final long[] counts;
    private final long[] states;

    FactsPlant(int machines) {
        counts = new long[machines];
        states = new long[machines];
        List<WorkUnit> units = new ArrayList<>();
        for (int n = 0; n < machines; n++) {
            states[n] = 1;
            units.add(unit(n));
        }
        EnumSet<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        List<Calendar.Shift> shifts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shifts.add(new Calendar.Shift("s" + i, label("Shift"), LocalTime.of(6 + 8 * i, 0),
                    LocalTime.of((14 + 8 * i) % 24, 0), days, List.of()));
        }
        Site site = new Site("site", label("Site"), new Calendar(ZoneId.of("UTC"), LocalTime.of(6, 0), shifts),
                List.of(new Area("area", label("Area"), List.of(
                        new WorkCenter("line", label("Line"), WorkCenter.Kind.PRODUCTION_LINE, units)))));
        model = new PlantModel(new Enterprise("enterprise", label("Enterprise"), List.of(site)), List.of());
    }

    private static Label label(String text) {
        return new Label(text, text);
    }

    private static WorkUnit unit(int n) {
        String id = "m-" + n;
        TreeMap<Long, Signal.State> states = new TreeMap<>();
        states.put(1L, new Signal.State(label("Running"), Signal.Meaning.RUNNING));
        states.put(2L, new Signal.State(label("Stopped"), Signal.Meaning.STOPPED));
        return new WorkUnit(id, label(id), Optional.empty(), List.of(
                new Signal(id, "state", label("State"), SignalKind.STATE, Signal.Role.STATE, "", "c", "s",
                        Duration.ZERO, Optional.empty(), states),
                new Signal(id, "count", label("Count"), SignalKind.COUNTER, Signal.Role.COUNT, "", "c", "c",
                        Duration.ZERO, Optional.empty(), new TreeMap<>())));
    }

    /** Adds both signals of every machine at one time: a piece in 30 s, and a stop or its end in ten minutes, on average. */
    void add(SampleBatch rows, long time, double seconds) {
        for (int n = 0; n < counts.length; n++) {
            if (random.nextDouble() < seconds / 600) {
                states[n] = 3 - states[n];
            }
            counts[n] += states[n] == 1 ? (long) (seconds / 30 + random.nextDouble()) : 0;
            rows.addWhole(2 * n + 1, time, states[n], StatusCode.GOOD);
            rows.addWhole(2 * n + 2, time, counts[n], StatusCode.GOOD);
        }
    }

    int machines() {
        return counts.length;
    }

    @Override
    public int newestVersion() {
        return 1;
    }

    @Override
    public long knownSince() {
        return Long.MIN_VALUE;
    }

    @Override
    public Optional<PlantModel> version(int number) {
        return number == 1 ? Optional.of(model) : Optional.empty();
    }

    @Override
    public OptionalInt signal(String key) {
        int machine = Integer.parseInt(key.substring(2, key.indexOf('/')));
        return OptionalInt.of(2 * machine + (key.endsWith("/state") ? 1 : 2));
    }

    @Override
    public List<Entry> entries(String workUnit) {
        return List.of(new Entry("p", 1, workUnit, START, OptionalLong.empty(), START, "a",
                new Entry.ProductClaim("part", Optional.empty(), OptionalInt.empty())));
    }

    @Override
    public List<Standard> standards(String workUnit) {
        return List.of(new Standard("part", workUnit, Optional.empty(), START,
                new PlannedCycle(30 * Micros.PER_SECOND, 1_000, 0, true), Standard.Origin.MEASURED, Optional.of("a")));
    }

    @Override
    public Changes<Entry> entryChanges(long after, int limit) {
        return new Changes<>(List.of(), after);
    }

    @Override
    public Changes<Standard> standardChanges(long after, int limit) {
        return new Changes<>(List.of(), after);
    }
}
