package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.factfloor.production.Entry.Claim;
import org.factfloor.production.Standard.Origin;
import org.factfloor.production.WorkUnitSheet.CounterOnly;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.Manual;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;
import org.factfloor.production.WorkUnitSheet.StateSource;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a history, written down as people tell it: Monday, 2026-11-23, 06:00 to 14:00 UTC planned, a break from
 * 10:00 to 10:15, one signal per role. Runs it through the kernel in several ways that must come to the same.
 */
final class Shop {

    static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Map<Long, Signal.Meaning> CODES = Map.of(0L, Signal.Meaning.OFF, 1L, Signal.Meaning.IDLE, 2L,
            Signal.Meaning.STOPPED, 3L, Signal.Meaning.SETUP, 4L, Signal.Meaning.RUNNING);

    private StateSource source = new StateSignal(CODES);
    private Optional<Counting> counting = Optional.empty();
    private Map<String, String> programs = Map.of();
    private Calendar calendar = calendar(ZoneId.of("UTC"));
    private long start = at("06:00");
    private final List<Entry> entries = new ArrayList<>();
    private final List<Standard> standards = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(Signal.Role role, long time, ValueType type, long bits, @Nullable String text, int status) {}

    private static final Comparator<Sample> IN_ORDER = Comparator.comparingLong(Sample::time)
            .thenComparing(Sample::role);

    static Calendar calendar(ZoneId zone) {
        Break pause = new Break(Label.of("Break"), LocalTime.of(10, 0), LocalTime.of(10, 15), false);
        Shift early = new Shift("early", Label.of("Early"), LocalTime.of(6, 0), LocalTime.of(14, 0),
                EnumSet.allOf(DayOfWeek.class), List.of(pause));
        return new Calendar(zone, LocalTime.of(6, 0), List.of(early));
    }

    /** µs of a time of the day, such as 08:00, 08:00:00.5 or (of the next day) 25:00. */
    static long at(String time) {
        String[] parts = time.split(":", -1);
        long minutes = 60 * Long.parseLong(parts[0]) + Long.parseLong(parts[1]);
        double seconds = parts.length > 2 ? Double.parseDouble(parts[2]) : 0;
        return DAY.toEpochDay() * 24 * Micros.PER_HOUR + minutes * Micros.PER_MINUTE
                + Math.round(seconds * Micros.PER_SECOND);
    }

    static long seconds(double seconds) {
        return Math.round(seconds * Micros.PER_SECOND);
    }

    static long minutes(double minutes) {
        return Math.round(minutes * Micros.PER_MINUTE);
    }

    // What it is

    Shop source(StateSource source) {
        this.source = source;
        return this;
    }

    Shop power(double offBelow, double runningFrom) {
        return source(new PowerBands(offBelow, runningFrom));
    }

    Shop counterOnly() {
        return source(new CounterOnly(minutes(5))).counting(OneCount.PART);
    }

    Shop manual() {
        return source(new Manual());
    }

    Shop counting(OneCount oneCount) {
        return counting(new Counting(oneCount, 1_000, OptionalLong.empty(), 10_000));
    }

    Shop counting(Counting counting) {
        this.counting = Optional.of(counting);
        return this;
    }

    Shop programs(Map<String, String> programs) {
        this.programs = programs;
        return this;
    }

    Shop calendar(Calendar calendar) {
        this.calendar = calendar;
        return this;
    }

    Shop from(String time) {
        this.start = at(time);
        return this;
    }

    /** A confirmed standard of one part a cycle, valid always. */
    Shop standard(String product, double cycleSeconds) {
        return standard(product, Optional.empty(), 0, new PlannedCycle(seconds(cycleSeconds), 1_000, 0, true));
    }

    Shop standard(String product, Optional<String> tool, long validFrom, PlannedCycle planned) {
        Optional<String> confirmedBy = planned.confirmed() ? Optional.of("anna") : Optional.empty();
        standards.add(new Standard(product, "m1", tool, validFrom, planned, Origin.MEASURED, confirmedBy));
        return this;
    }

    // What people said

    Shop said(String from, Claim claim) {
        return said(from, null, from, claim);
    }

    Shop said(String from, String to, Claim claim) {
        return said(from, to, from, claim);
    }

    Shop said(String from, @Nullable String to, String saidAt, Claim claim) {
        OptionalLong end = to == null ? OptionalLong.empty() : OptionalLong.of(at(to));
        entries.add(new Entry("e" + (entries.size() + 1), 1, "m1", at(from), end, at(saidAt), "anna", claim));
        return this;
    }

    Shop makes(String from, String product) {
        return said(from, new Entry.ProductClaim(product, Optional.empty(), OptionalInt.empty()));
    }

    Shop reason(String from, String to, LossPolicy policy) {
        return said(from, to, new Entry.ReasonClaim(policy.name(), policy));
    }

    // What it said

    Shop state(String time, State state) {
        return switch (state) {
            case OFF -> code(time, 0);
            case IDLE -> code(time, 1);
            case STOPPED -> code(time, 2);
            case CHANGEOVER -> code(time, 3);
            case RUNNING -> code(time, 4);
            case NO_DATA -> lost(Signal.Role.STATE, time);
            case NO_PARTS, MAINTENANCE, MANUAL -> throw new IllegalArgumentException("no signal says " + state);
        };
    }

    Shop code(String time, long code) {
        return add(Signal.Role.STATE, at(time), ValueType.WHOLE, code, null, StatusCode.GOOD);
    }

    Shop count(String time, long value) {
        return count(at(time), value);
    }

    Shop count(long time, long value) {
        return add(Signal.Role.COUNT, time, ValueType.WHOLE, value, null, StatusCode.GOOD);
    }

    /** Counts up by one every so many seconds, from the first value on. */
    Shop counts(String from, String to, double everySeconds, long first) {
        long value = first;
        for (long time = at(from); time < at(to); time += seconds(everySeconds)) {
            count(time, value++);
        }
        return this;
    }

    Shop kilowatts(String time, double power) {
        return add(Signal.Role.POWER, at(time), ValueType.NUMBER, Double.doubleToRawLongBits(power), null,
                StatusCode.GOOD);
    }

    Shop program(String time, String text) {
        return add(Signal.Role.PROGRAM, at(time), ValueType.TEXT, 0, text, StatusCode.UNCERTAIN);
    }

    Shop lost(Signal.Role role, String time) {
        return add(role, at(time), ValueType.NONE, 0, null, StatusCode.BAD_NO_COMMUNICATION);
    }

    private Shop add(Signal.Role role, long time, ValueType type, long bits, @Nullable String text, int status) {
        samples.add(new Sample(role, time, type, bits, text, status));
        return this;
    }

    // What comes out

    /** Runs it up to a time, straight, with a save after every sample (of many: some), and in small steps of time. */
    Told until(String end) {
        samples.sort(IN_ORDER);
        Told straight = run(at(end), 0, false);
        Told restored = run(at(end), 0, true);
        Told stepped = run(at(end), seconds(47), false);
        assertThat(restored.all()).as("saved after samples").isEqualTo(straight.all());
        assertThat(restored.saved()).isEqualTo(straight.saved());
        assertThat(stepped.all()).as("in steps").isEqualTo(straight.all());
        assertThat(stepped.saved()).isEqualTo(straight.saved());
        straight.assertWhole(start, at(end));
        return straight;
    }

    /** Gives all samples to a kernel. */
    void give(WorkUnitKernel kernel, Told told) {
        samples.sort(IN_ORDER);
        samples.forEach(sample -> give(sample, kernel, told));
    }

    private static void give(Sample sample, WorkUnitKernel kernel, Told told) {
        kernel.accept(sample.role(), sample.role().ordinal(), sample.time(), sample.type(), sample.bits(),
                sample.text(),
                sample.status(), 0, told);
    }

    WorkUnitSheet sheet() {
        return new WorkUnitSheet("m1", source, counting, programs, minutes(5));
    }

    Plan plan() {
        return new Plan(calendar, entries, standards);
    }

    private Told run(long end, long step, boolean restoring) {
        Told told = new Told();
        WorkUnitKernel kernel = new WorkUnitKernel(sheet(), plan(), start);
        for (Sample sample : samples) {
            for (long time = kernel.time() + step; step > 0 && time < sample.time(); time += step) {
                kernel.advanceTo(time, told);
            }
            if (sample.time() < end) {
                give(sample, kernel, told);
                assertThat(kernel.decidedTo()).isGreaterThanOrEqualTo(told.end());
            }
            if (restoring && (samples.size() < 1_000 || sample.time() % 37 == 0)) {
                kernel = new WorkUnitKernel(sheet(), plan(), kernel.save());
            }
        }
        kernel.advanceTo(end, told);
        told.keep(kernel.save());
        kernel.copy().finish(end, told);
        return told;
    }
}
