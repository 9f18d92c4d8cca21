package org.factfloor.web.production;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.records.Entries;
import org.factfloor.records.Job;
import org.factfloor.records.Jobs;
import org.factfloor.records.Standing;
import org.factfloor.web.api.JobsApi.Reached;

/** How far jobs are, from the facts of the time they ran. */
public final class JobsAtWork {

    private static final int MOST = 1_000;
    /** Most that is read at once, µs. */
    private static final long MOST_TIME = 31 * 24 * Micros.PER_HOUR;
    /** Runs of a machine that lie closer are read together, µs. */
    private static final long NEAR = 24 * Micros.PER_HOUR;

    private final Jobs jobs;
    private final Entries entries;
    private final Facts facts;
    private final InstantSource clock;

    record Counts(long running, long late) {}

    /** When something ran. */
    private record Span(long from, long to) {}

    /** What a job made, added up machine by machine. */
    private static final class Made {

        private Quantities all = Quantities.NONE;
        private Quantities lastHour = Quantities.NONE;
        /** Good pieces, 10⁻³ pieces a µs. */
        private double pace;

        void add(Cell cell, long now) {
            all = all.plus(cell.quantities());
            lastHour = cell.to() > now - Micros.PER_HOUR ? lastHour.plus(cell.quantities()) : lastHour;
        }

        void endMachine() {
            long time = lastHour.get(Quantity.CALENDAR_TIME);
            pace += time == 0 ? 0 : (double) lastHour.good() / time;
            lastHour = Quantities.NONE;
        }
    }

    public JobsAtWork(Jobs jobs, Entries entries, Facts facts, InstantSource clock) {
        this.jobs = jobs;
        this.entries = entries;
        this.facts = facts;
        this.clock = clock;
    }

    Counts counts(Collection<String> machines) {
        List<Job> open = jobs.list(false, MOST).stream()
                .filter(job -> job.machines().isEmpty() || job.machines().stream().anyMatch(machines::contains))
                .toList();
        return new Counts(open.stream().filter(job -> job.state() == Job.State.RUNNING).count(),
                progress(open.stream().filter(job -> job.due().isPresent()).toList()).values().stream()
                        .filter(Reached::late).count());
    }

    /**
     * How far jobs are, each since its own start. The facts of a machine are read once for all of them.
     *
     * @return by id
     */
    public Map<String, Reached> progress(List<Job> asked) {
        long now = Micros.of(clock.instant());
        Map<String, Made> made = new HashMap<>();
        Map<String, List<Standing>> runs = new HashMap<>();
        Map<String, List<Span>> spans = new TreeMap<>();
        for (Job job : asked) {
            made.put(job.id(), new Made());
            runs.put(job.id(), entries.ofJob(job.id()));
            runs.getOrDefault(job.id(), List.of()).stream().filter(run -> run.entry().from() < now)
                    .forEach(run -> spans.computeIfAbsent(run.entry().workUnit(), _ -> new ArrayList<>())
                            .add(new Span(run.entry().from(), Math.min(run.until().orElse(now), now))));
        }
        spans.forEach((machine, ran) -> {
            joined(ran).forEach(span -> add(machine, span, made, now));
            made.values().forEach(Made::endMachine);
        });
        Map<String, Reached> progress = new HashMap<>();
        asked.forEach(job -> progress.put(job.id(),
                reached(job, made.getOrDefault(job.id(), new Made()), runs.getOrDefault(job.id(), List.of()), now)));
        return progress;
    }

    private static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparingLong(Span::from)).toList()) {
            if (!joined.isEmpty() && span.from() <= joined.getLast().to() + NEAR) {
                Span last = joined.removeLast();
                joined.add(new Span(last.from(), Math.max(last.to(), span.to())));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    private void add(String machine, Span span, Map<String, Made> made, long now) {
        for (long from = span.from(); from < span.to(); from += MOST_TIME) {
            long to = Math.min(span.to(), from + MOST_TIME);
            for (Cell cell : Snapshot.ofCells(facts, List.of(machine), from, to).cells(machine, from, to)) {
                Made ofJob = cell.job().map(made::get).orElse(null);
                if (ofJob != null) {
                    ofJob.add(cell, now);
                }
            }
        }
    }

    private static Reached reached(Job job, Made made, List<Standing> runs, long now) {
        long good = made.all.good();
        OptionalLong end = job.state() == Job.State.RUNNING
                ? expectedEnd(job.quantity() - good, made.pace, now)
                : OptionalLong.empty();
        boolean done = job.state() == Job.State.FINISHED || good >= job.quantity();
        boolean late = !done && job.due().isPresent()
                && (job.due().getAsLong() < now || end.orElse(Long.MIN_VALUE) > job.due().getAsLong());
        List<String> runningOn = runs.stream().filter(run -> run.until().isEmpty())
                .map(run -> run.entry().workUnit()).distinct().toList();
        return new Reached(runningOn, made.all.get(Quantity.MADE), good, end, late);
    }

    private static OptionalLong expectedEnd(long left, double pace, long now) {
        if (left <= 0) {
            return OptionalLong.of(now);
        }
        return pace <= 0 ? OptionalLong.empty() : OptionalLong.of(now + (long) (left / pace));
    }
}
