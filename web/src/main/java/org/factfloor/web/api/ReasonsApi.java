package org.factfloor.web.api;

import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Label;
import org.factfloor.production.LossPolicy;
import org.factfloor.records.Reason;
import org.factfloor.records.Reasons;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** The reasons people give for stops. */
public final class ReasonsApi implements Resource {

    private final Reasons reasons;

    /** A name; {@code zh} may be absent. */
    record Name(@Nullable String en, @Nullable String zh) {

        static Label label(@Nullable Name name) {
            if (name == null) {
                throw ProblemException.invalidField("name", "is missing; this call needs it");
            }
            Optional<String> zh = Checks.optional("name/zh", name.zh(), 200);
            String en = Checks.optional("name/en", name.en(), 200).or(() -> zh).orElseThrow(
                    () -> ProblemException.invalidField("name", "is empty; write en, zh or both"));
            return new Label(en, zh.orElse(en));
        }
    }

    private record NewReason(@Nullable String id, @Nullable Name name, @Nullable String policy) {}

    /** What is absent stays as it is. */
    private record Changed(@Nullable Name name, @Nullable Boolean hidden) {}

    private record Order(@Nullable List<@Nullable String> order) {}

    /** @param ordered whether people gave them their order; else the most used stand first */
    private record Listed(List<Reason> items, boolean ordered) {}

    public ReasonsApi(Reasons reasons) {
        this.reasons = reasons;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/reasons", Access.READ, this::list, "workUnit"),
                Route.put("/reasons", Access.ENGINEER, this::order),
                Route.post("/reasons", Access.ENGINEER, this::add),
                Route.put("/reasons/{id}", Access.ENGINEER, this::change));
    }

    private void list(Call call) {
        call.json(new Listed(reasons.list(call.query("workUnit")), reasons.ordered()));
    }

    private void order(Call call) {
        List<@Nullable String> ids = call.body(Order.class).order();
        if (ids == null) {
            throw ProblemException.invalidField("order", "is missing; list the ids, or none for the most used first");
        }
        reasons.order(ids.stream().map(id -> Checks.text("order", id, 64)).toList(), Authors.of(call));
        list(call);
    }

    private void add(Call call) {
        NewReason request = call.body(NewReason.class);
        call.json(201, reasons.add(Checks.text("id", request.id(), 64), Name.label(request.name()),
                Checks.word("policy", LossPolicy.class, request.policy()), Authors.of(call)));
    }

    private void change(Call call) {
        Changed request = call.body(Changed.class);
        String id = call.path("id");
        Reason before = reasons.find(id).orElseThrow(
                () -> ProblemException.notFound("unknown-reason", "There is no reason " + id + "."));
        Label name = request.name() == null ? before.name() : Name.label(request.name());
        Boolean hidden = request.hidden();
        call.json(reasons.change(id, name, hidden == null ? before.hidden() : hidden, Authors.of(call)));
    }
}
