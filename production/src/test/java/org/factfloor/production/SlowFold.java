package org.factfloor.production;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Entry.CountClaim;
import org.factfloor.production.Entry.OutputClaim;
import org.factfloor.production.Entry.RejectClaim;
import org.factfloor.production.SlowTime.Why;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.OneCount;

/**
 * docs/reference/production-rules.md, sentence by sentence: every instant at which anything could change is a border, and
 * between two borders each rule is looked up in the full lists. Slow, and without any memory from one border to the next.
 *
 * <p>Time ends at {@code end}: what lies at or after it does not exist. {@link Cell#inputs()} is left 0.
 */
final class SlowFold {

    private final WorkUnitSheet sheet;
    private final Plan plan;
    private final RulesMet met;
    private final SlowCalendar calendar;
    private final SlowClaims claims;
    private final SlowCounter counter;
    private final SlowTime time;
    private final List<Long> borders;
    /** So that each is evaluated once only. */
    private final Map<Long, Moment> moments = new HashMap<>();

    private SlowFold(MachineHistory history, RulesMet met) {
        sheet = history.sheet();
        plan = history.plan();
        this.met = met;
        long start = history.start();
        long end = history.end();
        SlowSamples samples = new SlowSamples(history.samples(), start, end);
        calendar = new SlowCalendar(plan.calendar(), start, end);
        claims = new SlowClaims(sheet, plan, samples, met);
        counter = new SlowCounter(sheet, samples, claims, met);
        List<SlowStretch<State>> machine = new SlowStates(sheet, samples, claims, counter, start, end, met).stretches();

        TreeSet<Long> all = new TreeSet<>(List.of(start, end));
        all.addAll(calendar.borders());
        all.addAll(claims.borders());
        samples.all().forEach(sample -> all.add(sample.time()));
        machine.forEach(stretch -> all.add(stretch.from()));
        borders = all.stream().filter(border -> border >= start && border <= end).toList();
        time = new SlowTime(sheet, calendar, claims, machine, borders, met);
    }

    /** Cells and intervals of a machine's history. */
    static MachineBooks of(MachineHistory history) {
        return of(history, new RulesMet());
    }

    static MachineBooks of(MachineHistory history, RulesMet met) {
        SlowFold fold = new SlowFold(history, met);
        return new MachineBooks(fold.cells(), fold.intervals());
    }

    /** What everything of an instant is. */
    private record Moment(State state, TimeUse use, TimeClass timeClass, Optional<String> reason,
            Optional<String> entry, Optional<String> product, Optional<String> job, long stop) {}

    private Moment moment(long instant) {
        return moments.computeIfAbsent(instant, this::evaluate);
    }

    /** Section 7, and what the policies of section 5 do to it. */
    private Moment evaluate(long instant) {
        State state = time.effective(instant);
        TimeClass timeClass = time.timeClass(instant);
        Optional<SlowStretch<Boolean>> stop = time.stop(instant);
        Optional<Why> why = time.reason(instant);
        TimeUse use = use(state, timeClass, stop);
        Optional<LossPolicy> policy = why.flatMap(Why::policy);
        if (policy.isPresent()) {
            switch (policy.get()) {
                case AVAILABILITY -> {
                }
                case PERFORMANCE -> {
                    met.when(use == TimeUse.STOP, PageRule.POLICY_PERFORMANCE);
                    use = TimeUse.SHORT_STOP;
                }
                case EXCLUDED -> {
                    met.rule(PageRule.EXCLUDED);
                    timeClass = TimeClass.PLANNED_STOP;
                    use = TimeUse.NOT_PLANNED;
                }
                case SETUP -> {
                    met.rule(PageRule.POLICY_SETUP);
                    state = State.CHANGEOVER;
                    use = TimeUse.SETUP;
                }
            }
        }
        if (timeClass != TimeClass.PLANNED && state == State.NO_DATA) {
            met.rule(PageRule.OFF_OUTSIDE_PLANNED);
            state = State.OFF;
        }
        Optional<Entry> entry = why.map(Why::entry).or(() -> time.stated(instant));
        SlowClaims.Making making = claims.making(instant);
        return new Moment(state, use, timeClass, why.map(Why::reason), entry.map(Entry::id), making.product(),
                making.job(), stop.map(SlowStretch::from).orElse(0L));
    }

    private TimeUse use(State state, TimeClass timeClass, Optional<SlowStretch<Boolean>> stop) {
        if (timeClass != TimeClass.PLANNED) {
            return TimeUse.NOT_PLANNED;
        }
        return switch (state) {
            case RUNNING, MANUAL -> TimeUse.RUN;
            case CHANGEOVER -> TimeUse.SETUP;
            case NO_DATA -> TimeUse.NO_DATA;
            case IDLE, NO_PARTS, STOPPED, OFF -> stopped(stop.orElseThrow().length());
            case MAINTENANCE -> throw new IllegalStateException("maintenance is not planned time");
        };
    }

    private TimeUse stopped(long length) {
        met.when(length == sheet.shortStopLimit(), PageRule.SHORT_STOP_OF_LIMIT);
        met.when(length == sheet.shortStopLimit() + 1, PageRule.STOP_TOO_LONG_BY_A_MICROSECOND);
        return length <= sheet.shortStopLimit() ? TimeUse.SHORT_STOP : TimeUse.STOP;
    }

    /** What a cell's time has in common. Section 8. */
    private record Key(SlowCalendar.Hour hour, LocalDate productionDay, TimeClass timeClass, Optional<ShiftRef> shift,
            Optional<String> product, Optional<String> job, Optional<PlannedCycle> cycle) {}

    private Key key(long instant) {
        Moment now = moment(instant);
        return new Key(calendar.hour(instant), calendar.productionDay(instant), now.timeClass, calendar.shift(instant),
                now.product, now.job, claims.standard(instant));
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (SlowStretch<Key> stretch : SlowStretch.longest(borders, this::key)) {
            Key key = stretch.value();
            cells.add(new Cell(stretch.from(), stretch.to(), key.timeClass, key.shift, key.product, key.job, key.cycle,
                    quantities(stretch), 0));
        }
        return cells;
    }

    /** What an interval's time has in common. Section 7. */
    private record MomentInCell(Key cell, Moment moment) {}

    private List<Interval> intervals() {
        List<Interval> intervals = new ArrayList<>();
        for (SlowStretch<MomentInCell> stretch : SlowStretch.longest(borders,
                instant -> new MomentInCell(key(instant), moment(instant)))) {
            Moment now = stretch.value().moment;
            intervals.add(new Interval(stretch.from(), stretch.to(), now.state, now.use, now.timeClass, now.reason,
                    now.entry, now.product, now.job, now.stop));
        }
        return intervals;
    }

    private Quantities quantities(SlowStretch<Key> cell) {
        Map<Quantity, Long> sums = new EnumMap<>(Quantity.class);
        for (int i = 0; i + 1 < borders.size(); i++) {
            if (cell.contains(borders.get(i))) {
                times(sums, borders.get(i), borders.get(i + 1) - borders.get(i), cell.value());
                pieces(sums, borders.get(i), borders.get(i + 1));
            }
        }
        cell.value().cycle.ifPresentOrElse(cycle -> judged(sums, cycle), () -> {
            long made = sums.getOrDefault(Quantity.MADE, 0L);
            add(sums, Quantity.SHOULD, made);
            add(sums, Quantity.COULD_RUN, made);
        });
        long[] values = new long[Quantity.values().length];
        sums.forEach((quantity, value) -> values[quantity.ordinal()] = value);
        return Quantities.of(values);
    }

    private static void add(Map<Quantity, Long> sums, Quantity quantity, long value) {
        sums.merge(quantity, value, Math::addExact);
    }

    private void times(Map<Quantity, Long> sums, long from, long length, Key key) {
        Moment now = moment(from);
        add(sums, Quantity.CALENDAR_TIME, length);
        if (key.shift.isPresent()) {
            add(sums, Quantity.SHIFT_TIME, length);
        }
        if (now.timeClass != TimeClass.PLANNED) {
            return;
        }
        add(sums, Quantity.PLANNED_TIME, length);
        if (now.product.isEmpty()) {
            add(sums, Quantity.NO_PRODUCT_TIME, length);
        }
        if (key.cycle.filter(PlannedCycle::confirmed).isPresent()) {
            add(sums, Quantity.STANDARD_TIME, length);
        }
        if (now.use == TimeUse.STOP && now.reason.isEmpty()) {
            add(sums, Quantity.REASON_MISSING_TIME, length);
        }
        add(sums, switch (now.use) {
            case RUN -> now.state == State.MANUAL ? Quantity.MANUAL_TIME : Quantity.RUN_TIME;
            case SETUP -> Quantity.SETUP_TIME;
            case SHORT_STOP -> Quantity.SHORT_STOP_TIME;
            case STOP -> Quantity.STOP_TIME;
            case NO_DATA -> Quantity.NO_DATA_TIME;
            case NOT_PLANNED -> throw new IllegalStateException("planned time is used");
        }, length);
    }

    /** Pieces of [from, to), between two borders. Sections 3 and 5. */
    private void pieces(Map<Quantity, Long> sums, long from, long to) {
        boolean setup = time.effective(from) == State.CHANGEOVER;
        for (SlowCounter.Step step : counter.steps()) {
            boolean now = step.time() == from;
            if (now && !step.believed()) {
                add(sums, Quantity.JUMPS, 1);
            }
            if (now && !step.booked()) {
                add(sums, Quantity.NOT_BOOKED, step.pieces());
            }
            if (now && step.unknownFrom().isEmpty()) {
                add(sums, setup ? Quantity.SETUP_PIECES : Quantity.MADE, step.pieces());
                met.when(setup, PageRule.SETUP_PIECES);
            }
            if (step.unknownFrom().isPresent() && step.booked() && step.unknownFrom().getAsLong() <= from
                    && from < step.time()) {
                long spread = step.until(to) - step.until(from);
                add(sums, setup ? Quantity.SETUP_PIECES : Quantity.MADE, spread);
                add(sums, Quantity.ESTIMATED, setup ? 0 : spread);
                met.when(setup && spread > 0, PageRule.SETUP_PIECES_SPREAD);
            }
        }
        for (Entry entry : plan.entries()) {
            if (entry.from() == from) {
                claimed(sums, entry);
            }
        }
    }

    private void claimed(Map<Quantity, Long> sums, Entry entry) {
        switch (entry.claim()) {
            case OutputClaim output -> {
                met.rule(PageRule.OUTPUT);
                add(sums, Quantity.MADE, output.quantity());
            }
            case CountClaim count -> {
                met.rule(PageRule.HAND_COUNT);
                add(sums, Quantity.MADE, count.quantity());
            }
            case RejectClaim reject -> {
                switch (reject.fate()) {
                    case SCRAP -> add(sums, Quantity.SCRAP, reject.quantity());
                    case REWORK -> add(sums, Quantity.REWORK, reject.quantity());
                    case HOLD -> add(sums, Quantity.HOLD, reject.quantity());
                }
                met.rule(PageRule.valueOf(reject.fate().name()));
                if (sheet.counting().map(Counting::oneCount).equals(Optional.of(OneCount.GOOD_PART))) {
                    met.rule(PageRule.REJECTS_ADD_TO_MADE);
                    add(sums, Quantity.MADE, reject.quantity());
                }
            }
            default -> met.when(SlowClaims.isEmpty(entry), PageRule.EMPTY_CLAIM);
        }
    }

    /** What is judged by the standard, once for the cell. */
    private void judged(Map<Quantity, Long> sums, PlannedCycle cycle) {
        long made = sums.getOrDefault(Quantity.MADE, 0L);
        long good = made - sums.getOrDefault(Quantity.SCRAP, 0L) - sums.getOrDefault(Quantity.REWORK, 0L)
                - sums.getOrDefault(Quantity.HOLD, 0L);
        met.when(made < 0, PageRule.NEGATIVE_MADE);
        add(sums, Quantity.EARNED, ratio(made, cycle.cycle(), cycle.partsPerCycle()));
        add(sums, Quantity.EARNED_GOOD, ratio(good, cycle.cycle(), cycle.partsPerCycle()));
        add(sums, Quantity.SHOULD, ratio(sums.getOrDefault(Quantity.PLANNED_TIME, 0L), cycle.partsPerCycle(),
                cycle.cycle()));
        add(sums, Quantity.COULD_RUN, ratio(sums.getOrDefault(Quantity.RUN_TIME, 0L), cycle.partsPerCycle(),
                cycle.cycle()));
        add(sums, Quantity.TARGET, ratio(sums.getOrDefault(Quantity.PLANNED_TIME, 0L), cycle.targetPerHour(),
                3_600_000_000L));
        if (cycle.targetPerHour() != 0) {
            add(sums, Quantity.GOOD_OF_TARGET, good);
        }
    }

    /** value × numerator / denominator, rounded half up. */
    private long ratio(long value, long numerator, long denominator) {
        BigInteger[] twice = BigInteger.TWO.multiply(BigInteger.valueOf(value)).multiply(BigInteger.valueOf(numerator))
                .add(BigInteger.valueOf(denominator))
                .divideAndRemainder(BigInteger.TWO.multiply(BigInteger.valueOf(denominator)));
        met.when(value != 0 && twice[1].signum() == 0, PageRule.ROUNDED_HALF_UP);
        return twice[0].subtract(twice[1].signum() < 0 ? BigInteger.ONE : BigInteger.ZERO).longValueExact();
    }
}
