package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.factfloor.engine.report.Loss;
import org.factfloor.engine.report.Losses;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Stop;
import org.factfloor.engine.report.Subject;
import org.factfloor.engine.report.Waits;
import org.factfloor.plant.Calendar.ShiftRun;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.TimeClass;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Cell;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Interval;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.State;
import org.factfloor.production.TimeUse;
import org.factfloor.production.Wait;
import org.factfloor.production.advice.PromptLimit;
import org.factfloor.production.measure.Measure;
import org.factfloor.production.measure.Measures;
import org.factfloor.production.measure.Split;
import org.factfloor.records.Standing;
import org.jspecify.annotations.Nullable;

/** One shift or production day of a subject; all figures from one snapshot. */
final class ShiftReport {

    private static final double SECOND = 1e6;
    private static final double PIECE = 1e3;
    /** What the table of hours shows. */
    private static final List<Measure> HOURLY = Stream.of("plannedTime", "target", "goodOfTarget", "made", "good")
            .map(id -> Measures.of(id).orElseThrow()).toList();

    private final Snapshot snapshot;
    private final Subject subject;
    private final Slice period;
    private final long until;
    private final Split split;

    /** The period a page shows. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PeriodView(String productionDay, @Nullable ShiftView shift, Instant from, Instant to, Instant until) {}

    record ShiftView(String id, Label name) {}

    record ShiftKey(String day, String shift) {
        static @Nullable ShiftKey of(Optional<Slice> slice) {
            return slice.map(run -> new ShiftKey(run.productionDay().toString(),
                    run.shift().map(shift -> shift.shift().id()).orElse(""))).orElse(null);
        }
    }

    /** What a machine does at the end of the period. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record NowView(State state, TimeUse use, TimeClass timeClass, Instant since, @Nullable Instant stop,
            @Nullable String reason, boolean reasonMissing, boolean ask, @Nullable WaitView waiting,
            @Nullable String product, @Nullable String job, @Nullable CycleView cycle,
            @Nullable StaffingView staffing) {}

    /**
     * A staffing claim that holds.
     *
     * @param from of the entry
     * @param to where it ends, or the next one begins; null where it runs on
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StaffingView(String entry, int revision, Staffing staffing, Instant from, @Nullable Instant to,
            String author) {
        static StaffingView of(Standing standing) {
            Entry entry = standing.entry();
            return new StaffingView(entry.id(), entry.revision(), ((Entry.StaffingClaim) entry.claim()).staffing(),
                    Micros.toInstant(entry.from()),
                    standing.until().isPresent() ? Micros.toInstant(standing.until().getAsLong()) : null,
                    entry.author());
        }
    }

    /** What it waits for. */
    record WaitView(Wait.Kind kind, String cause) {}

    /** A planned cycle, in seconds and pieces. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CycleView(double cycle, double partsPerCycle, @Nullable Double targetPerHour, boolean confirmed) {
        static CycleView of(PlannedCycle planned) {
            return new CycleView(planned.cycle() / SECOND, planned.partsPerCycle() / PIECE,
                    planned.targetPerHour() == 0 ? null : planned.targetPerHour() / PIECE, planned.confirmed());
        }
    }

    /**
     * Of which machines people are asked for reasons.
     *
     * @param machines that produce; nobody is asked about those that support
     * @param waits that need no asking
     * @param staffing who told last of a machine that somebody is there or not, where it holds now
     */
    record Asking(Set<String> machines, Waits waits, Function<String, Optional<Standing>> staffing) {

        /** @param snapshot of the lines whose waits are to be known */
        static Asking of(PlantModel model, Subject subject, Snapshot snapshot, long from, long until,
                Function<String, Optional<Standing>> staffing) {
            Set<String> producing = subject.members().stream()
                    .filter(unit -> unit.production().filter(sheet -> sheet.role() == ProductionSheet.Role.PRODUCTION)
                            .isPresent())
                    .map(WorkUnit::id).collect(Collectors.toSet());
            return new Asking(producing, Waits.of(model, snapshot, from, until), staffing);
        }

        boolean asks(String machine) {
            return machines.contains(machine);
        }

        boolean asks(Stop stop) {
            return asks(stop.machine()) && stop.stop().reasonMissing() && !waits.explain(stop);
        }
    }

    record StripView(Instant from, Instant to, State state, TimeUse use) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MachineView(String id, @Nullable String center, @Nullable NowView now, Map<String, Figure> figures,
            List<StripView> strip) {}

    record CenterView(String id, Map<String, Figure> figures) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record HourView(Instant from, Instant to, Figure plannedTime, Figure target, Figure made, Figure good,
            Figure goodOfTarget,
            @Nullable Double difference, @Nullable Double cumulative, @Nullable LossView loss) {}

    /**
     * @param snapshot of all members of the subject over the period
     * @param now µs
     */
    ShiftReport(Snapshot snapshot, Subject subject, Slice period, long now, Split split) {
        this.snapshot = snapshot;
        this.subject = subject;
        this.period = period;
        this.until = Math.max(period.from(), Math.min(now, period.to()));
        this.split = split;
    }

    PeriodView period() {
        return new PeriodView(period.productionDay().toString(),
                period.shift().map(ShiftRun::shift).map(shift -> new ShiftView(shift.id(), shift.name())).orElse(null),
                Micros.toInstant(period.from()), Micros.toInstant(period.to()), Micros.toInstant(until));
    }

    Map<String, Figure> figures() {
        return figures(subject, period.from(), period.to());
    }

    Map<String, Figure> figures(Subject of) {
        return figures(of, period.from(), period.to());
    }

    private Map<String, Figure> figures(Subject of, long from, long to) {
        return Figure.all(of.id(), from, to, split, snapshot.revision(), snapshot.sum(of.machines(), from, to),
                provisional(to));
    }

    private boolean provisional(long to) {
        return to > Math.min(until, snapshot.closedTo());
    }

    MachineView machine(Subject machine, @Nullable String center, Asking asking) {
        String id = machine.id();
        List<Interval> intervals = snapshot.intervals(id, period.from(), until);
        List<StripView> strip = new ArrayList<>();
        for (Interval interval : intervals) {
            StripView part = new StripView(Micros.toInstant(interval.from()), Micros.toInstant(interval.to()),
                    interval.state(), interval.use());
            if (!strip.isEmpty() && strip.getLast().state() == part.state() && strip.getLast().use() == part.use()) {
                strip.set(strip.size() - 1,
                        new StripView(strip.getLast().from(), part.to(), part.state(), part.use()));
            } else {
                strip.add(part);
            }
        }
        return new MachineView(id, center, now(id, intervals, asking), figures(machine), strip);
    }

    private @Nullable NowView now(String machine, List<Interval> intervals, Asking asking) {
        if (intervals.isEmpty()) {
            return null;
        }
        Interval last = intervals.getLast();
        long since = last.from();
        for (Interval interval : intervals.reversed()) {
            if (interval.state() != last.state()) {
                break;
            }
            since = interval.from();
        }
        List<Cell> cells = snapshot.cells(machine, period.from(), until);
        Optional<PlannedCycle> cycle = cells.isEmpty() ? Optional.empty() : cells.getLast().cycle();
        Optional<Wait> wait = asking.waits().at(machine, last.to() - 1);
        boolean missing = last.use() == TimeUse.STOP && last.reason().isEmpty() && wait.isEmpty()
                && asking.asks(machine);
        return new NowView(last.state(), last.use(), last.timeClass(), Micros.toInstant(since),
                last.stop() == 0 ? null : Micros.toInstant(last.stop()), last.reason().orElse(null),
                missing, missing && last.to() - last.stop() >= PromptLimit.of(cycle),
                wait.map(known -> new WaitView(known.kind(), known.cause())).orElse(null),
                last.product().orElse(null), last.job().orElse(null), cycle.map(CycleView::of).orElse(null),
                asking.staffing().apply(machine).map(StaffingView::of).orElse(null));
    }

    List<HourView> hours() {
        List<HourView> hours = new ArrayList<>();
        long cumulative = 0;
        boolean anyTarget = false;
        for (Slice hour : Slice.hours(subject.calendar(), period.from(), period.to())) {
            Quantities sums = snapshot.sum(subject.machines(), hour.from(), hour.to());
            Map<String, Figure> figures = Figure.some(HOURLY, subject.id(), hour.from(), hour.to(), split,
                    snapshot.revision(), sums, provisional(hour.to()));
            boolean target = sums.get(Quantity.TARGET) != 0;
            anyTarget |= target;
            long difference = sums.get(Quantity.GOOD_OF_TARGET) - sums.get(Quantity.TARGET);
            cumulative += difference;
            boolean begun = hour.from() < until;
            Optional<Loss> largest = Losses
                    .of(snapshot, subject.machines(), hour.from(), hour.to(), Losses.By.REASON).stream()
                    .filter(loss -> loss.micros() > 0).findFirst();
            hours.add(new HourView(Micros.toInstant(hour.from()), Micros.toInstant(hour.to()),
                    figure(figures, "plannedTime"), figure(figures, "target"), figure(figures, "made"),
                    figure(figures, "good"), figure(figures, "goodOfTarget"),
                    begun && target ? difference / PIECE : null,
                    begun && anyTarget ? cumulative / PIECE : null, largest.map(LossView::of).orElse(null)));
        }
        return hours;
    }

    private static Figure figure(Map<String, Figure> figures, String measure) {
        Figure figure = figures.get(measure);
        if (figure == null) {
            throw new IllegalStateException("there is no measure " + measure);
        }
        return figure;
    }

    List<LossView> losses() {
        return Losses.of(snapshot, subject.machines(), period.from(), period.to(), Losses.By.REASON).stream()
                .map(LossView::of).toList();
    }
}
