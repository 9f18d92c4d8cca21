package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.records.Job;
import org.factfloor.records.Jobs;
import org.factfloor.records.NewJob;
import org.factfloor.records.Saved;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Jobs: planning them, and starting, pausing and finishing them on machines. */
public final class JobsApi implements Resource {

    private static final int MOST = 1_000;
    private static final int MOST_FINISHED = 200;

    private final Jobs jobs;
    private final Progress progress;

    private record Planned(@Nullable String id, @Nullable Integer revision, @Nullable String product,
            @Nullable String operation, @Nullable String tool, @Nullable BigDecimal quantity, @Nullable String due,
            @Nullable List<@Nullable String> machines) {}

    private record Started(@Nullable String entry, @Nullable String workUnit, @Nullable String at,
            @Nullable String tool, @Nullable Integer activeCavities, @Nullable String remark) {}

    private record Ended(@Nullable String workUnit, @Nullable String at, @Nullable String remark) {}

    /**
     * A job as the API tells it.
     *
     * @param runningOn machines it runs on now
     * @param expectedEnd when the rest is made at the pace of the last hour; null where that is not known
     * @param late whether it is past its due time and not made, or will be at this pace
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record View(String id, int revision, String product, @Nullable String operation, @Nullable String tool,
            Number quantity, @Nullable String due, List<String> machines, Job.State state,
            @Nullable String startedAt, @Nullable String finishedAt, List<String> runningOn,
            Number made, Number good, @Nullable String expectedEnd, boolean late) {}

    /** A job, and the entries that were said about it just now. */
    private record Worked(View job, List<EntryView> entries) {}

    /** Tells how far jobs are, by id. */
    @FunctionalInterface
    public interface Progress {
        Map<String, Reached> of(List<Job> jobs);
    }

    /**
     * What a job came to so far.
     *
     * @param runningOn machines it runs on now
     * @param made 10⁻³ pieces
     * @param good 10⁻³ pieces
     * @param expectedEnd µs, at the pace of the last hour; empty where it does not run or nothing came
     * @param late whether it is past its due time, or will be at this pace
     */
    public record Reached(List<String> runningOn, long made, long good, OptionalLong expectedEnd, boolean late) {}

    public JobsApi(Jobs jobs, Progress progress) {
        this.jobs = jobs;
        this.progress = progress;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/jobs", Access.READ, this::list, "finished", "limit"),
                Route.get("/jobs/{id}", Access.READ, call -> call.json(view(existing(call.path("id"))))),
                Route.post("/jobs", Access.TEAM_LEAD, this::add), Route.put("/jobs/{id}", Access.TEAM_LEAD,
                        this::change),
                Route.post("/jobs/{id}/start", Access.OPERATOR, this::start),
                Route.post("/jobs/{id}/pause", Access.OPERATOR, this::pause),
                Route.post("/jobs/{id}/finish", Access.OPERATOR, this::finish));
    }

    private void list(Call call) {
        boolean finished = call.flag("finished");
        call.json(Page.all(
                views(jobs.list(finished, call.number("limit", finished ? MOST_FINISHED : MOST, 1, MOST)))));
    }

    private void add(Call call) {
        Planned request = call.body(Planned.class);
        call.json(201, view(jobs.add(job(Checks.text("id", request.id(), 64), request), Authors.of(call))));
    }

    private void change(Call call) {
        Planned request = call.body(Planned.class);
        String id = call.path("id");
        if (request.id() != null && !request.id().equals(id)) {
            throw ProblemException.invalidField("id", "must be the id in the address, or absent");
        }
        Integer revision = request.revision();
        if (revision == null) {
            throw ProblemException.invalidField("revision", "is missing; give the one you saw");
        }
        call.json(view(jobs.change(revision, job(id, request), Authors.of(call))));
    }

    private static NewJob job(String id, Planned request) {
        List<@Nullable String> units = request.machines() == null ? List.of() : request.machines();
        return new NewJob(id, Checks.text("product", request.product(), 64),
                Checks.optional("operation", request.operation(), 60), Checks.optional("tool", request.tool(), 100),
                Amounts.milli("quantity", request.quantity()), Amounts.optionalTime("due", request.due()),
                units.stream().map(unit -> Checks.text("machines", unit, 60)).toList());
    }

    private void start(Call call) {
        Started request = call.body(Started.class);
        Saved saved = jobs.start(call.path("id"), new Jobs.Start(Checks.text("workUnit", request.workUnit(), 60),
                Checks.optional("entry", request.entry(), 64), Amounts.optionalTime("at", request.at()),
                Checks.optional("tool", request.tool(), 100),
                request.activeCavities() == null ? OptionalInt.empty() : OptionalInt.of(request.activeCavities()),
                Checks.optional("remark", request.remark(), 500).orElse("")), Authors.of(call));
        call.json(saved.again() ? 200 : 201, worked(call.path("id"), List.of(saved)));
    }

    private void pause(Call call) {
        Ended request = call.bodyOr(new Ended(null, null, null), Ended.class);
        Optional<String> unit = Checks.optional("workUnit", request.workUnit(), 60);
        call.json(worked(call.path("id"), jobs.pause(call.path("id"), unit, Amounts.optionalTime("at", request.at()),
                Checks.optional("remark", request.remark(), 500).orElse(""), Authors.of(call))));
    }

    private void finish(Call call) {
        Ended request = call.bodyOr(new Ended(null, null, null), Ended.class);
        if (request.workUnit() != null) {
            throw ProblemException.invalidField("workUnit", "is for pause; a job finishes on all its machines");
        }
        call.json(worked(call.path("id"), jobs.finish(call.path("id"), Amounts.optionalTime("at", request.at()),
                Checks.optional("remark", request.remark(), 500).orElse(""), Authors.of(call))));
    }

    private Worked worked(String id, List<Saved> said) {
        return new Worked(view(existing(id)), said.stream().map(EntryView::of).toList());
    }

    private Job existing(String id) {
        return jobs.find(id)
                .orElseThrow(() -> ProblemException.notFound("unknown-job", "There is no job " + id + "."));
    }

    private View view(Job job) {
        return views(List.of(job)).getFirst();
    }

    private List<View> views(List<Job> listed) {
        Map<String, Reached> reached = progress.of(listed);
        return listed.stream().map(job -> view(job, Objects.requireNonNull(reached.get(job.id())))).toList();
    }

    private static View view(Job job, Reached reached) {
        return new View(job.id(), job.revision(), job.product(), job.operation().orElse(null),
                job.tool().orElse(null), Amounts.pieces(job.quantity()), Amounts.time(job.due()), job.machines(),
                job.state(), Amounts.time(job.startedAt()), Amounts.time(job.finishedAt()), reached.runningOn(),
                Amounts.pieces(reached.made()), Amounts.pieces(reached.good()), Amounts.time(reached.expectedEnd()),
                reached.late());
    }
}
