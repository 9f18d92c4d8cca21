package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.Claim;
import org.factfloor.production.LossPolicy;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/**
 * A claim as the API writes and reads it: its kind and what that kind says.
 *
 * @param policy of a reason, and {@code product} of a job: told, not read; the catalogues know them
 * @param pieces with at most three decimals
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimView(@Nullable String kind, @Nullable String staffing, @Nullable String state,
        @Nullable String reason,
        @Nullable String policy, @Nullable String product, @Nullable String job, @Nullable String tool,
        @Nullable Integer activeCavities, @Nullable String fate, @Nullable BigDecimal pieces,
        @Nullable String remark) {

    /** The fields of each kind besides the kind itself. */
    private static final Map<String, List<String>> FIELDS = Map.of("staffing", List.of("staffing"), "state",
            List.of("state", "reason"), "reason", List.of("reason", "policy"), "product",
            List.of("product", "tool", "activeCavities"), "job", List.of("job", "product", "tool", "activeCavities"),
            "reject", List.of("fate", "pieces", "reason"), "output", List.of("pieces"), "count",
            List.of("pieces", "remark"));

    private static ClaimView of(String kind) {
        return new ClaimView(kind, null, null, null, null, null, null, null, null, null, null, null);
    }

    private ClaimView saying(@Nullable String staffed, @Nullable String does, @Nullable String why,
            @Nullable LossPolicy costs) {
        return new ClaimView(kind, staffed, does, why, costs == null ? null : Words.of(costs), product, job, tool,
                activeCavities, fate, pieces, remark);
    }

    private ClaimView making(@Nullable String order, String part, Optional<String> with, OptionalInt cavities) {
        return new ClaimView(kind, staffing, state, reason, policy, part, order, with.orElse(null),
                cavities.isPresent() ? (Integer) cavities.getAsInt() : null, fate, pieces, remark);
    }

    private ClaimView counting(@Nullable String judged, long milli, @Nullable String why, @Nullable String said) {
        return new ClaimView(kind, staffing, state, why, policy, product, job, tool, activeCavities, judged,
                new BigDecimal(Amounts.pieces(milli).toString()), said);
    }

    static ClaimView of(Claim claim) {
        return switch (claim) {
            case Entry.StaffingClaim(Entry.Staffing staffing) ->
                of("staffing").saying(Words.of(staffing), null, null, null);
            case Entry.StateClaim(Entry.Stated state, Optional<String> reason) ->
                of("state").saying(null, Words.of(state), reason.orElse(null), null);
            case Entry.ReasonClaim(String reason, LossPolicy policy) ->
                of("reason").saying(null, null, reason, policy);
            case Entry.ProductClaim(String product, Optional<String> tool, OptionalInt cavities) ->
                of("product").making(null, product, tool, cavities);
            case Entry.JobClaim(String job, String product, Optional<String> tool, OptionalInt cavities) ->
                of("job").making(job, product, tool, cavities);
            case Entry.RejectClaim(Entry.Fate fate, long quantity, Optional<String> reason) ->
                of("reject").counting(Words.of(fate), quantity, reason.orElse(null), null);
            case Entry.OutputClaim(long quantity) -> of("output").counting(null, quantity, null, null);
            case Entry.CountClaim(long quantity, String remark) -> of("count").counting(null, quantity, null, remark);
        };
    }

    /** The claim; ends the call where it is none. */
    Claim claim() {
        String known = Checks.text("claim/kind", kind, 20);
        if (!FIELDS.containsKey(known)) {
            throw ProblemException.invalidField("claim/kind",
                    "must be one of " + String.join(", ", FIELDS.keySet().stream().sorted().toList()));
        }
        given().stream().filter(field -> !FIELDS.getOrDefault(known, List.of()).contains(field)).findFirst()
                .ifPresent(field -> {
                    throw ProblemException.invalidField("claim/" + field, "does not belong to a claim of kind "
                            + known);
                });
        Optional<String> reasonId = Checks.optional("claim/reason", reason, 64);
        return switch (known) {
            case "staffing" ->
                new Entry.StaffingClaim(Checks.word("claim/staffing", Entry.Staffing.class, staffing));
            case "state" -> new Entry.StateClaim(Checks.word("claim/state", Entry.Stated.class, state), reasonId);
            // The catalogue replaces the policy.
            case "reason" ->
                new Entry.ReasonClaim(Checks.text("claim/reason", reason, 64), LossPolicy.AVAILABILITY);
            case "product" -> new Entry.ProductClaim(Checks.text("claim/product", product, 64), tooled(), cavities());
            case "job" -> new Entry.JobClaim(Checks.text("claim/job", job, 64), "", tooled(), cavities());
            case "reject" -> new Entry.RejectClaim(Checks.word("claim/fate", Entry.Fate.class, fate),
                    Amounts.milli("claim/pieces", pieces), reasonId);
            case "output" -> new Entry.OutputClaim(Amounts.milli("claim/pieces", pieces));
            default -> new Entry.CountClaim(Amounts.milli("claim/pieces", pieces),
                    Checks.text("claim/remark", remark, 500));
        };
    }

    private List<String> given() {
        List<String> given = new ArrayList<>();
        Object[] values = {staffing, state, reason, policy, product, job, tool, activeCavities, fate, pieces, remark};
        List<String> names = List.of("staffing", "state", "reason", "policy", "product", "job", "tool",
                "activeCavities", "fate", "pieces", "remark");
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                given.add(names.get(i));
            }
        }
        return given;
    }

    private Optional<String> tooled() {
        return Checks.optional("claim/tool", tool, 100);
    }

    private OptionalInt cavities() {
        return activeCavities == null ? OptionalInt.empty() : OptionalInt.of(activeCavities);
    }
}
