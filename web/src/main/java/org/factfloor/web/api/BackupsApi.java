package org.factfloor.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.factfloor.web.Backups;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** When backups are made, how the last one went, and one on demand. */
public final class BackupsApi implements Resource {

    private static final int MOST_KEPT = 1_000;

    private final Backups backups;

    private record PlanRequest(@Nullable String folder, @Nullable String at, @Nullable Integer keep) {}

    private record Request(@Nullable String folder) {}

    private record PlanView(String folder, String at, int keep) {}

    private record LastView(Instant at, String folder, long bytes, long newBytes, long samples, double seconds,
            List<Backups.Warning> warnings) {}

    private record View(@Nullable PlanView plan, String zone, @Nullable Instant next, @Nullable LastView last,
            Backups.@Nullable Failure failure, Backups.@Nullable Running running,
            Backups.@Nullable Attention attention) {}

    public BackupsApi(Backups backups) {
        this.backups = backups;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/backups", Access.READ, call -> call.json(view())),
                Route.post("/backups", Access.ADMIN, this::begin), Route.put("/backups/plan", Access.ADMIN, this::plan),
                Route.delete("/backups/plan", Access.ADMIN, this::forgetPlan));
    }

    private View view() {
        Backups.State state = backups.state();
        return new View(
                state.plan().map(plan -> new PlanView(plan.folder(), plan.at().toString(), plan.keep())).orElse(null),
                state.zone().getId(), state.next().orElse(null),
                state.last().map(last -> new LastView(last.at(), last.folder(), last.bytes(), last.newBytes(),
                        last.samples(), last.took().toMillis() / 1_000.0, last.warnings())).orElse(null),
                state.failure().orElse(null), state.running().orElse(null), state.attention().orElse(null));
    }

    private void begin(Call call) {
        Request request = call.bodyOr(new Request(null), Request.class);
        Optional<String> folder = Checks.optional("folder", request.folder(), 1_000);
        boolean begun = placing(() -> backups.begin(folder, by(call)));
        if (!begun) {
            throw ProblemException.of(409, "backup-running", "A backup is under way; wait until it is done.");
        }
        call.json(202, view());
    }

    private void plan(Call call) {
        PlanRequest request = call.body(PlanRequest.class);
        String folder = Checks.text("folder", request.folder(), 1_000);
        int keep = request.keep() == null ? 14 : request.keep();
        Checks.range("keep", keep, 1, MOST_KEPT);
        Backups.Plan plan = new Backups.Plan(folder, time(Checks.text("at", request.at(), 5)), keep);
        placing(() -> {
            backups.plan(plan, by(call));
            return true;
        });
        call.json(view());
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalidField("at", "must be a time of day such as 02:00");
        }
    }

    private void forgetPlan(Call call) {
        backups.forgetPlan(by(call));
        call.status(204);
    }

    private static Backups.By by(Call call) {
        return new Backups.By(call.caller().actor(), call.caller().source());
    }

    private static boolean placing(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (Backups.RefusedPlaceException e) {
            throw new ProblemException(Problem.of(400, "backup-place", e.text().en()).withText(e.text()));
        }
    }
}
