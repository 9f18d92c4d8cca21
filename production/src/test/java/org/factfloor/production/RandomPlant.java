package org.factfloor.production;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.Role;
import org.factfloor.production.WorkUnitSheet.CounterOnly;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.Manual;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;
import org.factfloor.production.WorkUnitSheet.StateSource;

/**
 * Histories of machines from a seed. Times and lengths come from a small set of lengths that rules compare with (cycles,
 * limits, and a microsecond more), so that borders meet and limits are hit to the microsecond.
 */
final class RandomPlant {

    static final String MACHINE = "m";
    static final List<String> PRODUCTS = List.of("A", "B", "O9", "9");
    private static final long SECOND = Micros.PER_SECOND;
    private static final long DAY = 24 * Micros.PER_HOUR;
    /** Zones, and local times around which something happens to their clocks. */
    private static final Map<String, List<String>> PLACES = new TreeMap<>(Map.of(
            "Asia/Shanghai", List.of("2026-10-09T21:00", "2026-12-31T20:00"),
            "Europe/Berlin", List.of("2026-10-24T21:30", "2026-03-28T22:00", "2026-10-25T01:10", "2026-03-29T01:20"),
            "Asia/Kolkata", List.of("2026-11-24T05:15"),
            "America/New_York", List.of("2026-10-31T22:00", "2026-11-01T00:40", "2026-03-08T00:30"),
            "Australia/Lord_Howe", List.of("2026-10-04T01:00", "2026-04-05T00:45")));

    private final SplittableRandom random;
    /** One product with one cycle throughout, so that what happens in cycles is met often. */
    private final boolean oneProduct;
    private final WorkUnitSheet sheet;
    private final List<Standard> standards = new ArrayList<>();
    /** Lengths that rules compare with, µs. */
    private final List<Long> lengths = new ArrayList<>();

    private RandomPlant(long seed) {
        random = new SplittableRandom(seed);
        oneProduct = random.nextBoolean();
        sheet = sheet();
    }

    /** The same history for the same seed. */
    static MachineHistory history(long seed) {
        return new RandomPlant(seed).history();
    }

    private MachineHistory history() {
        String zone = pick(List.copyOf(PLACES.keySet()));
        long start = Micros.of(LocalDateTime.parse(pick(PLACES.getOrDefault(zone, List.of()))).atZone(ZoneId.of(zone))
                .toInstant()) + (chance(3) ? 0 : random.nextLong(Micros.PER_HOUR / SECOND) * SECOND);
        standards(start);
        lengths();
        List<SlowSample> samples = new RandomSamples(random, sheet, lengths).walk(start);
        long last = samples.isEmpty() ? start : samples.getLast().time();
        long end = last + 1 + (chance(4) ? random.nextLong(DAY) : length());
        RandomCalendar calendar = new RandomCalendar(random);
        List<Long> times = new ArrayList<>(List.of(start, end, start + Micros.PER_HOUR));
        samples.forEach(sample -> times.add(sample.time()));
        List<Entry> entries = new RandomEntries(random, lengths, times, oneProduct)
                .entries(start, sheet.states() instanceof Manual);
        return new MachineHistory(sheet, new Plan(calendar.calendar(ZoneId.of(zone), start, end), entries, standards),
                samples, start, end);
    }

    private WorkUnitSheet sheet() {
        StateSource states = switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new StateSignal(Map.of(1L, Meaning.RUNNING, 2L, Meaning.RUNNING, 3L, Meaning.IDLE, 4L,
                    Meaning.IDLE, 5L, Meaning.SETUP, 6L, Meaning.STOPPED, 7L, Meaning.OFF));
            case 4, 5 -> new PowerBands(0.5, chance(5) ? 0.5 : 2);
            case 6, 7, 8 -> new CounterOnly(pick(List.of(5 * Micros.PER_MINUTE, 30 * SECOND)));
            default -> new Manual();
        };
        boolean counts = states instanceof CounterOnly || !(states instanceof Manual) && !chance(5);
        Counting counting = new Counting(pick(List.of(OneCount.values())), pick(List.of(1_000L, 1_000L, 333L, 2_500L)),
                pick(List.of(OptionalLong.empty(), OptionalLong.of(99), OptionalLong.of(65_535))),
                pick(List.of(20L, 100L, 10_000L)));
        return new WorkUnitSheet(MACHINE, states, counts ? Optional.of(counting) : Optional.empty(),
                Map.of("O1", "A", "O2", "B"), pick(List.of(0L, 90 * SECOND, 5 * Micros.PER_MINUTE)));
    }

    private void standards(long start) {
        if (oneProduct) {
            standards.add(standard("A", Optional.empty(), Long.MIN_VALUE));
            return;
        }
        for (String product : PRODUCTS) {
            for (Optional<String> tool : List.of(Optional.<String>empty(), Optional.of("T1"), Optional.of("T2"))) {
                int count = chance(3) ? 0 : random.nextInt(3);
                for (int i = 0; i < count; i++) {
                    standards.add(standard(product, tool,
                            start - 600 * SECOND + i * 3_600 * SECOND + random.nextLong(1_200) * SECOND));
                }
            }
        }
    }

    private Standard standard(String product, Optional<String> tool, long validFrom) {
        boolean confirmed = random.nextBoolean();
        // Cycles whose half is no whole number, and which do not divide what they are multiplied with.
        long cycle = pick(List.of(10 * SECOND, 20 * SECOND, 30 * SECOND + 1, 47 * SECOND + 333_333, 120 * SECOND,
                400 * SECOND + 1));
        PlannedCycle planned = new PlannedCycle(cycle, pick(List.of(1_000L, 2_000L, 8_000L, 333L)),
                pick(List.of(0L, 60_000L, 77_777L)), confirmed);
        return new Standard(product, MACHINE, tool, validFrom, planned, pick(List.of(Standard.Origin.values())),
                confirmed ? Optional.of("li") : Optional.empty());
    }

    private void lengths() {
        lengths.addAll(List.of(1L, SECOND, 30 * SECOND, 60 * SECOND, sheet.shortStopLimit() + 1));
        lengths.add(sheet.shortStopLimit() > 0 ? sheet.shortStopLimit() : 1);
        if (sheet.states() instanceof CounterOnly only) {
            lengths.addAll(List.of(only.stopAfter(), only.stopAfter() + 1, only.stopAfter() - 1));
        }
        for (Standard standard : standards) {
            long cycle = standard.planned().cycle();
            for (long length : List.of(cycle, 2 * cycle, 3 * cycle, cycle + 60 * SECOND, cycle * 3 / 2)) {
                lengths.addAll(List.of(length, length, length + 1, length - 1));
            }
            lengths.addAll(List.of(cycle, cycle, cycle / 2, cycle / 2));
        }
    }

    private long length() {
        return pick(lengths);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One time in so many. */
    private boolean chance(int times) {
        return random.nextInt(times) == 0;
    }
}
