package org.factfloor.production;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.StateSignal;

/** Samples of a machine: one walk through time in which now one and now another signal reports. */
final class RandomSamples {

    private static final List<Role> ROLES = List.of(Role.STATE, Role.COUNT, Role.POWER, Role.PROGRAM);
    private static final int[] USABLE = {StatusCode.GOOD, 0x0030_0000, StatusCode.UNCERTAIN,
            StatusCode.UNCERTAIN_LAST_USABLE_VALUE};
    /** The last one has the reserved severity. */
    private static final int[] UNUSABLE = {StatusCode.BAD, StatusCode.BAD_NO_COMMUNICATION, 0xC000_0000};
    private static final long WEEK = 7 * 24 * Micros.PER_HOUR;

    private final SplittableRandom random;
    private final WorkUnitSheet sheet;
    private final List<Long> lengths;
    private final Map<Role, Integer> signals = new EnumMap<>(Role.class);
    private final Map<Role, Long> last = new EnumMap<>(Role.class);
    private final List<SlowSample> samples = new ArrayList<>();
    /** How many more silences of a week there may be. */
    private int weeks;
    private final List<Role> reporting;
    private long count;

    RandomSamples(SplittableRandom random, WorkUnitSheet sheet, List<Long> lengths) {
        this.random = random;
        this.sheet = sheet;
        this.lengths = lengths;
        List<Integer> references = new ArrayList<>(List.of(11, 12, 13, 14));
        for (Role role : ROLES) {
            signals.put(role, references.remove(random.nextInt(references.size())));
        }
        weeks = random.nextInt(5) == 0 ? 2 : 0;
        reporting = reporting();
        count = random.nextLong(120);
    }

    /** Signals by how often they report; also some that this machine's sheet does not ask for. */
    private List<Role> reporting() {
        List<Role> roles = new ArrayList<>();
        if (!(sheet.states() instanceof WorkUnitSheet.Manual)) {
            Role source = switch (sheet.states()) {
                case StateSignal signal -> Role.STATE;
                case WorkUnitSheet.PowerBands bands -> Role.POWER;
                case WorkUnitSheet.CounterOnly only -> Role.COUNT;
                case WorkUnitSheet.Manual manual -> Role.PROGRAM;
            };
            roles.addAll(Collections.nCopies(6, source));
            roles.addAll(Collections.nCopies(random.nextInt(8), Role.COUNT));
        }
        roles.addAll(Collections.nCopies(random.nextInt(2), Role.PROGRAM));
        if (random.nextInt(8) == 0) {
            roles.addAll(ROLES);
        }
        return roles;
    }

    /** Rising in time. */
    List<SlowSample> walk(long start) {
        int steps = reporting.isEmpty() ? 0 : random.nextInt(120);
        long now = start + (random.nextBoolean() ? 0 : length());
        for (int i = 0; i < steps; i++) {
            Role role = reporting.get(random.nextInt(reporting.size()));
            // Counted from its own last sample or from that of any signal, so that limits of both are hit.
            long base = random.nextBoolean() ? last.getOrDefault(role, now) : now;
            long time = Math.max(now, base + (random.nextInt(6) == 0 ? 0 : length()));
            if (weeks > 0 && role == Role.COUNT && !samples.isEmpty() && !samples.getLast().usable()
                    && samples.getLast().role() == Role.COUNT) {
                weeks--;
                time = samples.getLast().time() + WEEK + random.nextInt(-1, 2);
            }
            if (last.getOrDefault(role, Long.MIN_VALUE) < time) {
                samples.add(sample(role, time));
                last.put(role, time);
                now = time;
            }
        }
        return samples;
    }

    private long length() {
        if (weeks > 0 && random.nextInt(40) == 0) {
            weeks--;
            return WEEK + random.nextInt(-1, 2);
        }
        return random.nextInt(60) == 0
                ? random.nextLong(8 * Micros.PER_HOUR)
                : lengths.get(random.nextInt(lengths.size()));
    }

    private SlowSample sample(Role role, long time) {
        if (random.nextInt(12) == 0) {
            return unusable(role, time);
        }
        int status = USABLE[random.nextInt(USABLE.length)];
        return switch (role) {
            case STATE -> of(role, time, ValueType.WHOLE, state(), null, status);
            case COUNT -> of(role, time, ValueType.WHOLE, count(), null, status);
            case POWER -> random.nextInt(10) == 0
                    ? of(role, time, ValueType.WHOLE, random.nextLong(4), null, status)
                    : of(role, time, ValueType.NUMBER, Double.doubleToLongBits(power()), null, status);
            default -> random.nextInt(6) == 0
                    ? of(role, time, ValueType.WHOLE, 9, null, status)
                    : of(role, time, ValueType.TEXT, 0, "O" + new int[]{1, 2, 9}[random.nextInt(3)], status);
        };
    }

    private SlowSample of(Role role, long time, ValueType type, long bits,
            @org.jspecify.annotations.Nullable String text,
            int status) {
        return new SlowSample(role, signals.getOrDefault(role, 0), time, type, bits, text, status, random.nextInt(2));
    }

    /** Without a value, with a bad status, or with a value of another type. */
    private SlowSample unusable(Role role, long time) {
        return switch (random.nextInt(6)) {
            case 0 -> of(role, time, ValueType.NONE, 0, null, StatusCode.GOOD);
            case 1 -> role == Role.PROGRAM
                    ? of(role, time, ValueType.NUMBER, 0, null, StatusCode.GOOD)
                    : of(role, time, ValueType.TEXT, 0, "1", StatusCode.GOOD);
            case 2 -> role == Role.PROGRAM
                    ? of(role, time, ValueType.TEXT, 0, " ", StatusCode.GOOD)
                    : of(role, time, ValueType.WHOLE, 1, null, UNUSABLE[random.nextInt(UNUSABLE.length)]);
            default -> of(role, time, ValueType.NONE, 0, null, UNUSABLE[random.nextInt(UNUSABLE.length)]);
        };
    }

    /** Mostly running and idle in turn. */
    private long state() {
        return switch (random.nextInt(10)) {
            case 0 -> 5;
            case 1 -> 6;
            case 2 -> 7;
            case 3 -> random.nextInt(4) == 0 ? 8 : 2;
            case 4, 5, 6 -> 3 + random.nextInt(2);
            default -> 1;
        };
    }

    private double power() {
        double[] powers = {0, 0.4, 0.5, 1.9, 2, 2, 7.5, 7.5, 7.5, Double.NaN, Double.POSITIVE_INFINITY};
        return powers[random.nextInt(powers.length)];
    }

    private long count() {
        Counting counting = sheet.counting()
                .orElseGet(() -> new Counting(WorkUnitSheet.OneCount.PART, 1_000, java.util.OptionalLong.empty(), 100));
        long greatest = counting.rollover().orElse(Long.MAX_VALUE);
        count = switch (random.nextInt(24)) {
            case 0 -> random.nextLong(3);
            case 1 -> count + counting.plausible() + random.nextInt(2);
            case 2 -> count - random.nextLong(1, 40);
            case 3 -> new long[]{-1, -5, greatest, greatest - 1, Long.MIN_VALUE, Long.MAX_VALUE}[random.nextInt(6)];
            case 4, 5, 6 -> count;
            case 7, 8 -> count + random.nextLong(12);
            default -> count + 1;
        };
        if (counting.rollover().isPresent() && count > greatest && random.nextInt(5) > 0) {
            count = count - greatest - 1;
        }
        return count;
    }
}
