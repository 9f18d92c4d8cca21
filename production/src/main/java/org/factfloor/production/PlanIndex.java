package org.factfloor.production;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeSpan;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Entry.JobClaim;
import org.factfloor.production.Entry.ProductClaim;
import org.factfloor.production.Entry.ReasonClaim;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.Entry.StateClaim;
import org.jspecify.annotations.Nullable;

/** A {@link Plan}, sorted for questions about instants. Unchanging, so copies of a kernel share it. */
final class PlanIndex {

    private final Calendar calendar;
    private final Map<String, String> programs;
    private final Claims staffing;
    private final Claims unattended;
    private final Claims states;
    private final Claims jobs;
    private final Claims products;
    private final Claims reasons;
    /** Reason claims without an end, by rising {@link #reaches}. */
    private final Entry[] openReasons;
    private final long[] openReaches;
    private final Entry[] begins;
    private final long[] beginTimes;
    /** By product, the latest first. */
    private final Map<String, List<Standard>> standards = new HashMap<>();
    /** Every instant at which a claim or standard begins or ends. */
    private final long[] borders;
    /** The part of the calendar asked for last. Kernels on several threads may each put another one here; all are right. */
    private CalendarWindow window;

    PlanIndex(Plan plan, Map<String, String> programs, long start) {
        this.calendar = plan.calendar();
        this.programs = programs;
        List<Entry> entries = plan.entries();
        this.staffing = Claims.untilNext(of(StaffingClaim.class, entries), Claims.LAST_SAID);
        this.unattended = staffing.only(PlanIndex::isUnattended);
        this.states = Claims.untilNext(of(StateClaim.class, entries), Claims.LAST_SAID);
        this.jobs = Claims.untilNext(of(JobClaim.class, entries), Claims.LAST_BEGUN);
        this.products = Claims.untilNext(of(ProductClaim.class, entries), Claims.LAST_BEGUN);
        this.reasons = Claims.until(of(ReasonClaim.class, entries), entry -> entry.to().orElseGet(() -> reaches(entry)),
                Claims.LAST_SAID);
        this.openReasons = of(ReasonClaim.class, entries).stream().filter(entry -> entry.to().isEmpty())
                .sorted(Comparator.comparingLong(PlanIndex::reaches)).toArray(Entry[]::new);
        this.openReaches = Arrays.stream(openReasons).mapToLong(PlanIndex::reaches).toArray();
        this.begins = entries.stream().sorted(Comparator.comparingLong(Entry::from).thenComparing(Entry::id))
                .toArray(Entry[]::new);
        this.beginTimes = Arrays.stream(begins).mapToLong(Entry::from).toArray();
        for (Standard standard : plan.standards()) {
            standards.computeIfAbsent(standard.product(), _ -> new ArrayList<>()).add(standard);
        }
        standards.values().forEach(list -> list.sort(Comparator.comparingLong(Standard::validFrom).reversed()));
        this.borders = borders(plan.standards());
        this.window = new CalendarWindow(calendar, start);
    }

    private static List<Entry> of(Class<?> claim, List<Entry> entries) {
        return entries.stream().filter(entry -> claim.isInstance(entry.claim())).toList();
    }

    private static boolean isUnattended(Entry entry) {
        return entry.claim() instanceof StaffingClaim(Staffing staffing) && staffing == Staffing.UNATTENDED;
    }

    /** The instant whose stop a reason claim without an end covers the rest of. */
    private static long reaches(Entry reason) {
        return Math.max(reason.from(), reason.saidAt());
    }

    private long[] borders(List<Standard> all) {
        LongStream.Builder times = LongStream.builder();
        for (Claims claims : List.of(staffing, states, jobs, products, reasons)) {
            claims.borders(times);
        }
        Arrays.stream(openReaches).forEach(times);
        Arrays.stream(beginTimes).forEach(times);
        all.forEach(standard -> times.add(standard.validFrom()));
        return times.build().sorted().distinct().toArray();
    }

    /** What holds at an instant and up to the next change. */
    Ground ground(long time) {
        TimeSpan span = span(time);
        long dayTo = Micros.of(calendar.endOf(calendar.productionDay(Micros.toInstant(time))));
        long cellTo = Math.min(calendar.nextHour(time), dayTo);
        long to = Math.min(Math.min(cellTo, span.to()), Claims.firstAfter(borders, time));
        ShiftRef shift = span.shift() == null
                ? null
                : new ShiftRef(span.shift().shift().id(), Micros.of(span.shift().from()));
        Entry job = jobs.at(time);
        return new Ground(to, cellTo, span.timeClass(), shift, staffing.at(time), states.at(time),
                job != null ? job : products.at(time));
    }

    private TimeSpan span(long time) {
        CalendarWindow known = window;
        if (!known.contains(time)) {
            known = new CalendarWindow(calendar, time);
            window = known;
        }
        return known.at(time);
    }

    /**
     * What is made at an instant.
     *
     * @param program text of the PROGRAM signal; null where it is unknown
     */
    Making making(Ground ground, @Nullable String program, long time) {
        return switch (ground.making() == null ? null : ground.making().claim()) {
            case JobClaim(String job, String product, Optional<String> tool, OptionalInt cavities) ->
                making(product, job, tool, cavities, time);
            case ProductClaim(String product, Optional<String> tool, OptionalInt cavities) ->
                making(product, null, tool, cavities, time);
            case null, default -> program == null
                    ? new Making(null, null, null, -1)
                    : making(programs.getOrDefault(program, program), null, Optional.empty(), OptionalInt.empty(),
                            time);
        };
    }

    private Making making(String product, @Nullable String job, Optional<String> tool, OptionalInt cavities,
            long time) {
        PlannedCycle cycle = null;
        for (Standard standard : standards.getOrDefault(product, List.of())) {
            if (standard.validFrom() <= time) {
                if (standard.tool().isEmpty()) {
                    cycle = cycle == null ? standard.planned() : cycle;
                } else if (standard.tool().equals(tool)) {
                    cycle = standard.planned();
                    break;
                }
            }
        }
        return new Making(product, job, cycle, cavities.orElse(-1));
    }

    /**
     * The reason claim that covers an instant inside a stop.
     *
     * @param stop where the stop began
     */
    @Nullable
    Entry reason(long time, long stop) {
        Entry best = reasons.at(time);
        for (int i = Claims.count(openReaches, time) - 1; i >= 0 && openReaches[i] >= stop; i--) {
            if (best == null || Claims.LAST_SAID.compare(openReasons[i], best) > 0) {
                best = openReasons[i];
            }
        }
        return best;
    }

    /** UNATTENDED claims that hold anywhere in [from, to). */
    List<Entry> unattended(long from, long to) {
        return unattended.overlapping(from, to);
    }

    /** Entries of any kind that begin at an instant. */
    List<Entry> beginAt(long time) {
        int to = Claims.count(beginTimes, time);
        int from = to;
        while (from > 0 && beginTimes[from - 1] == time) {
            from--;
        }
        return from == to ? List.of() : Arrays.asList(begins).subList(from, to);
    }
}
