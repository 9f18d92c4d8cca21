package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;
import org.factfloor.records.NewStandard;
import org.factfloor.records.StandardVersion;
import org.factfloor.records.Standards;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Times;
import org.jspecify.annotations.Nullable;

/** How products are to be made on machines. */
public final class StandardsApi implements Resource {

    private final Standards standards;
    private final SealedTime sealed;

    private record Stated(@Nullable String id, @Nullable Integer revision, @Nullable String workUnit,
            @Nullable String product, @Nullable String operation, @Nullable String tool, @Nullable String validFrom,
            @Nullable BigDecimal cycle, @Nullable BigDecimal partsPerCycle, @Nullable BigDecimal targetPerHour,
            @Nullable String origin, @Nullable String remark) {}

    private record Confirmation(@Nullable Integer revision, @Nullable String remark) {}

    private record Kept(@Nullable Integer revision) {}

    public record Confirmed(String by, String at) {}

    /**
     * A standard as the API tells it.
     *
     * @param cycle s
     * @param targetPerHour pieces an hour; null for none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record View(String id, int revision, String workUnit, String product, @Nullable String operation,
            @Nullable String tool, String validFrom, Number cycle, Number partsPerCycle, @Nullable Number targetPerHour,
            Standard.Origin origin, String author, String changedAt, @Nullable Confirmed confirmed) {

        public static View of(StandardVersion version) {
            Standard standard = version.standard();
            PlannedCycle planned = standard.planned();
            // Whatever else is changed takes a confirmation away, so it is as old as the version.
            String at = Times.of(version.receivedAt());
            return new View(version.id(), version.revision(), standard.workUnit(), standard.product(),
                    version.operation().orElse(null), standard.tool().orElse(null), Times.of(standard.validFrom()),
                    Amounts.seconds(planned.cycle()), Amounts.pieces(planned.partsPerCycle()),
                    planned.targetPerHour() == 0 ? null : Amounts.pieces(planned.targetPerHour()), standard.origin(),
                    version.author(), at, standard.confirmedBy().map(by -> new Confirmed(by, at)).orElse(null));
        }
    }

    public StandardsApi(Standards standards, SealedTime sealed) {
        this.standards = standards;
        this.sealed = sealed;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/standards", Access.READ, this::list, "workUnit", "product"),
                Route.post("/standards", Access.ENGINEER, this::say),
                Route.put("/standards/{id}", Access.ENGINEER, this::correct),
                Route.post("/standards/{id}/confirm", Access.ENGINEER, this::confirm),
                Route.post("/standards/{id}/keep", Access.ENGINEER, this::keep),
                Route.delete("/standards/{id}", Access.ENGINEER, this::retire, "revision", "remark"));
    }

    private void list(Call call) {
        Optional<String> product = call.query("product");
        call.json(Page.all(standards.versions(call.query("workUnit")).stream()
                .filter(version -> product.isEmpty() || product.get().equals(version.standard().product()))
                .map(View::of).toList()));
    }

    private void say(Call call) {
        Stated request = call.body(Stated.class);
        NewStandard standard = standard(request);
        if (standard.id().flatMap(standards::find).isEmpty()) {
            sealed.check(standard.workUnit(), standard.validFrom());
        }
        call.json(201, View.of(standards.say(standard, Authors.of(call))));
    }

    private void correct(Call call) {
        Stated request = call.body(Stated.class);
        String id = call.path("id");
        int revision = revision(id, request.revision());
        NewStandard standard = standard(request);
        // What is corrected where it stands counts from the seal on; its beginning is not moved there.
        if (standards.find(id).filter(before -> before.standard().validFrom() == standard.validFrom()).isEmpty()) {
            sealed.check(standard.workUnit(), standard.validFrom());
        }
        call.json(View.of(standards.correct(id, revision, standard, Authors.of(call))));
    }

    private void confirm(Call call) {
        Confirmation request = call.bodyOr(new Confirmation(null, null), Confirmation.class);
        String id = call.path("id");
        call.json(View.of(standards.confirm(id, revision(id, request.revision()),
                Checks.optional("remark", request.remark(), 500).orElse(""), Authors.of(call))));
    }

    /** The planned cycle stays although it looks wrong, and is not asked about again. */
    private void keep(Call call) {
        Kept request = call.bodyOr(new Kept(null), Kept.class);
        String id = call.path("id");
        standards.keep(id, revision(id, request.revision()), Authors.of(call));
        call.status(204);
    }

    private void retire(Call call) {
        String id = call.path("id");
        int given = call.number("revision", 0, 1, Integer.MAX_VALUE);
        standards.retire(id, revision(id, given == 0 ? null : (Integer) given),
                Checks.optional("remark", call.query("remark").orElse(null), 500).orElse(""), Authors.of(call));
        call.status(204);
    }

    /** The revision the caller saw; who does not say means the one that stands. */
    private int revision(String id, @Nullable Integer given) {
        return given != null
                ? given
                : standards.find(id).map(StandardVersion::revision).orElseThrow(
                        () -> ProblemException.notFound("unknown-standard", "There is no standard " + id + "."));
    }

    private static NewStandard standard(Stated request) {
        return new NewStandard(Checks.optional("id", request.id(), 64), Checks.text("workUnit", request.workUnit(), 60),
                Checks.text("product", request.product(), 64), Checks.optional("operation", request.operation(), 60),
                Checks.optional("tool", request.tool(), 100), Amounts.time("validFrom", request.validFrom()),
                Amounts.micros("cycle", request.cycle()), Amounts.milli("partsPerCycle", request.partsPerCycle()),
                request.targetPerHour() == null ? 0 : Amounts.milli("targetPerHour", request.targetPerHour()),
                Checks.word("origin", Standard.Origin.class, request.origin()),
                Checks.optional("remark", request.remark(), 500).orElse(""));
    }
}
