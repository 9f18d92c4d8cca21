package org.factfloor.web.production;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Entry;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.records.Entries;
import org.factfloor.records.Job;
import org.factfloor.records.Jobs;

/** How far jobs are, from the facts of the time they ran. */
public final class JobsAtWork {

    private static final int MOST = 1_000;
    private static final long LONGEST = 60 * 24 * Micros.PER_HOUR;

    private final Jobs jobs;
    private final Entries entries;
    private final Facts facts;
    private final InstantSource clock;

    record Counts(long running, long late) {}

    /**
     * What a job came to so far.
     *
     * @param made 10⁻³ pieces
     * @param good 10⁻³ pieces
     * @param expectedEnd µs, at the pace of the last hour; empty where it does not run or nothing came
     * @param late whether it is past its due time, or will be at this pace
     */
    public record Progress(long made, long good, OptionalLong started, OptionalLong expectedEnd, boolean late) {}

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
                open.stream().filter(job -> progress(job).late()).count());
    }

    /** How far a job is, over the last 60 days. */
    public Progress progress(Job job) {
        long now = Micros.of(clock.instant());
        Map<String, List<Entry>> runs = entries.ofJob(job.id()).stream()
                .filter(entry -> entry.from() < now && entry.to().orElse(now) > now - LONGEST)
                .collect(Collectors.groupingBy(Entry::workUnit));
        OptionalLong started = runs.values().stream().flatMap(List::stream).mapToLong(Entry::from).min();
        Quantities all = Quantities.NONE;
        double perMicro = 0;
        for (Map.Entry<String, List<Entry>> machine : runs.entrySet()) {
            long from = Math.max(now - LONGEST, machine.getValue().stream().mapToLong(Entry::from).min().orElse(now));
            long to = machine.getValue().stream().mapToLong(entry -> entry.to().orElse(now)).max().orElse(now);
            Snapshot snapshot = Snapshot.ofCells(facts, List.of(machine.getKey()), from, Math.max(to, from + 1));
            Quantities lastHour = Quantities.NONE;
            for (Cell cell : snapshot.cells(machine.getKey(), from, to)) {
                if (cell.job().filter(job.id()::equals).isPresent()) {
                    all = all.plus(cell.quantities());
                    lastHour = cell.to() > now - Micros.PER_HOUR ? lastHour.plus(cell.quantities()) : lastHour;
                }
            }
            perMicro += pace(lastHour);
        }
        OptionalLong end = job.state() == Job.State.RUNNING
                ? expectedEnd(job.quantity() - all.good(), perMicro, now)
                : OptionalLong.empty();
        boolean done = job.state() == Job.State.FINISHED || all.good() >= job.quantity();
        boolean late = !done && job.due().isPresent()
                && (job.due().getAsLong() < now || end.orElse(Long.MIN_VALUE) > job.due().getAsLong());
        return new Progress(all.get(Quantity.MADE), all.good(), started, end, late);
    }

    /** Good pieces a machine made for it, 10⁻³ pieces a µs. */
    private static double pace(Quantities lastHour) {
        long time = lastHour.get(Quantity.CALENDAR_TIME);
        return time == 0 ? 0 : (double) lastHour.good() / time;
    }

    private static OptionalLong expectedEnd(long left, double perMicro, long now) {
        if (left <= 0) {
            return OptionalLong.of(now);
        }
        return perMicro <= 0 ? OptionalLong.empty() : OptionalLong.of(now + (long) (left / perMicro));
    }
}
