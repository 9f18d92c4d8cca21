package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.factfloor.engine.Facts;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Quantity;
import org.factfloor.records.Entries;
import org.factfloor.records.Jobs;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Page;
import org.factfloor.web.api.Resource;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Plan against actual of a job, hour by hour. */
public final class JobHoursApi implements Resource {

    private static final int MOST = 1_000;
    private static final int USUAL = 24;
    private static final long LONGEST = 60 * 24 * Micros.PER_HOUR;

    private final Asked asked;
    private final Jobs jobs;
    private final Entries entries;
    private final Facts facts;
    private final InstantSource clock;

    /**
     * An hour in which a job ran, on all its machines together.
     *
     * @param planned by the targets, else by the planned cycles; pieces, null without a standard
     * @param good pieces
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Hour(Instant from, Instant to, @Nullable Double planned, double good) {}

    public JobHoursApi(CurrentPlant plant, Jobs jobs, Entries entries, Facts facts, InstantSource clock) {
        this.asked = new Asked(plant);
        this.jobs = jobs;
        this.entries = entries;
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/jobs/{id}/hours", Access.READ, this::hours, "limit"));
    }

    /** The newest hours of the last 60 days, by time. */
    private void hours(Call call) {
        String id = call.path("id");
        if (jobs.find(id).isEmpty()) {
            throw ProblemException.notFound("unknown-job", "There is no job " + id + ".");
        }
        int limit = call.number("limit", USUAL, 1, MOST);
        long now = Micros.of(clock.instant());
        TreeMap<Long, Sums> sums = new TreeMap<>();
        entries.ofJob(id).stream().filter(run -> run.entry().from() < now)
                .filter(run -> run.until().orElse(now) > now - LONGEST).forEach(run -> {
                    String machine = run.entry().workUnit();
                    long from = Math.max(run.entry().from(), now - LONGEST);
                    long to = Math.max(from, Math.min(run.until().orElse(now), now));
                    Calendar calendar = asked.subject(machine).calendar();
                    // A cell that reaches into the range of the next run is counted with the run it begins in.
                    facts.cells(machine, from, to).cells().stream()
                            .filter(cell -> cell.from() >= from && cell.from() < to)
                            .filter(cell -> cell.job().filter(id::equals).isPresent())
                            .forEach(cell -> sums.merge(calendar.hourStart(cell.from()),
                                    Sums.of(calendar.nextHour(cell.from()), cell), Sums::plus));
                });
        List<Hour> all = sums.entrySet().stream().map(hour -> of(hour.getKey(), hour.getValue())).toList();
        call.json(Page.all(all.subList(Math.max(0, all.size() - limit), all.size())));
    }

    /** Of an hour that ends at {@code to}, µs; 10⁻³ pieces. */
    private record Sums(long to, long planned, long good) {

        static Sums of(long to, Cell cell) {
            long target = cell.quantities().get(Quantity.TARGET);
            long should = cell.cycle().isPresent() ? cell.quantities().get(Quantity.SHOULD) : 0;
            return new Sums(to, target > 0 ? target : should, cell.quantities().good());
        }

        Sums plus(Sums more) {
            return new Sums(to, planned + more.planned, good + more.good);
        }
    }

    private static Hour of(long from, Sums sums) {
        return new Hour(Micros.toInstant(from), Micros.toInstant(sums.to()),
                sums.planned() == 0 ? null : (Double) (sums.planned() / 1_000.0), sums.good() / 1_000.0);
    }
}
