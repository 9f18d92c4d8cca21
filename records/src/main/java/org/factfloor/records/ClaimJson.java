package org.factfloor.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.production.Entry;
import org.factfloor.production.LossPolicy;
import org.jspecify.annotations.Nullable;

/** Claims as they are kept: JSON with a version and a kind. What was once written stays readable. */
final class ClaimJson {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClaimJson() {}

    /** The word for the kind of a claim. */
    static String kind(Entry.Claim claim) {
        return switch (claim) {
            case Entry.StaffingClaim _ -> "staffing";
            case Entry.StateClaim _ -> "state";
            case Entry.ReasonClaim _ -> "reason";
            case Entry.ProductClaim _ -> "product";
            case Entry.JobClaim _ -> "job";
            case Entry.RejectClaim _ -> "reject";
            case Entry.OutputClaim _ -> "output";
            case Entry.CountClaim _ -> "count";
        };
    }

    /** Id of the reason, job or product a claim names. */
    static Optional<String> about(Entry.Claim claim) {
        return switch (claim) {
            case Entry.StateClaim state -> state.reason();
            case Entry.ReasonClaim reason -> Optional.of(reason.reason());
            case Entry.ProductClaim product -> Optional.of(product.product());
            case Entry.JobClaim job -> Optional.of(job.job());
            case Entry.RejectClaim reject -> reject.reason();
            case Entry.StaffingClaim _,Entry.OutputClaim _,Entry.CountClaim _ -> Optional.empty();
        };
    }

    static String write(Entry.Claim claim) {
        ObjectNode node = JSON.createObjectNode().put("v", VERSION).put("kind", kind(claim));
        switch (claim) {
            case Entry.StaffingClaim(Entry.Staffing staffing) -> node.put("staffing", staffing.name());
            case Entry.StateClaim(Entry.Stated state, Optional<String> reason) -> {
                node.put("state", state.name());
                reason.ifPresent(id -> node.put("reason", id));
            }
            case Entry.ReasonClaim(String reason, LossPolicy policy) ->
                node.put("reason", reason).put("policy", policy.name());
            case Entry.ProductClaim(String product, Optional<String> tool, OptionalInt cavities) ->
                making(node.put("product", product), tool, cavities);
            case Entry.JobClaim(String job, String product, Optional<String> tool, OptionalInt cavities) ->
                making(node.put("job", job).put("product", product), tool, cavities);
            case Entry.RejectClaim(Entry.Fate fate, long quantity, Optional<String> reason) -> {
                node.put("fate", fate.name()).put("quantity", quantity);
                reason.ifPresent(id -> node.put("reason", id));
            }
            case Entry.OutputClaim(long quantity) -> node.put("quantity", quantity);
            case Entry.CountClaim(long quantity, String remark) ->
                node.put("quantity", quantity).put("remark", remark);
        }
        return node.toString();
    }

    private static void making(ObjectNode node, Optional<String> tool, OptionalInt cavities) {
        tool.ifPresent(name -> node.put("tool", name));
        cavities.ifPresent(number -> node.put("cavities", number));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws RecordsException for what a newer version wrote
     */
    static Entry.Claim read(String json) {
        JsonNode node = tree(json);
        if (node.path("v").asInt() != VERSION) {
            throw unreadable(json, null);
        }
        return switch (node.path("kind").asText()) {
            case "staffing" -> new Entry.StaffingClaim(Entry.Staffing.valueOf(node.path("staffing").asText()));
            case "state" -> new Entry.StateClaim(Entry.Stated.valueOf(node.path("state").asText()),
                    text(node, "reason"));
            case "reason" -> new Entry.ReasonClaim(node.path("reason").asText(),
                    LossPolicy.valueOf(node.path("policy").asText()));
            case "product" -> new Entry.ProductClaim(node.path("product").asText(), text(node, "tool"),
                    cavities(node));
            case "job" -> new Entry.JobClaim(node.path("job").asText(), node.path("product").asText(),
                    text(node, "tool"), cavities(node));
            case "reject" -> new Entry.RejectClaim(Entry.Fate.valueOf(node.path("fate").asText()),
                    node.path("quantity").asLong(), text(node, "reason"));
            case "output" -> new Entry.OutputClaim(node.path("quantity").asLong());
            case "count" -> new Entry.CountClaim(node.path("quantity").asLong(), node.path("remark").asText());
            default -> throw unreadable(json, null);
        };
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
    }

    private static OptionalInt cavities(JsonNode node) {
        return node.has("cavities") ? OptionalInt.of(node.path("cavities").asInt()) : OptionalInt.empty();
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw unreadable(json, broken);
        }
    }

    private static RecordsException unreadable(String json, @Nullable Exception cause) {
        String message = "an entry was written by a newer version of Factfloor: " + json + "; start that version";
        return cause == null ? new RecordsException(message) : new RecordsException(message, cause);
    }
}
