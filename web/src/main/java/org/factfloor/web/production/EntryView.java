package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.records.EntryVersion;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/**
 * What a person said, as the API tells it.
 *
 * @param claim its {@code kind} and the fields of that kind; pieces in pieces
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EntryView(String id, int revision, String workUnit, Instant from, @Nullable Instant to, Instant saidAt,
        String author, Map<String, @Nullable Object> claim) {

    private static final double PIECE = 1e3;

    public static EntryView of(EntryVersion version) {
        Entry entry = version.entry();
        return new EntryView(entry.id(), entry.revision(), entry.workUnit(), Micros.toInstant(entry.from()),
                entry.to().isPresent() ? Micros.toInstant(entry.to().getAsLong()) : null,
                Micros.toInstant(entry.saidAt()), entry.author(), claim(entry.claim()));
    }

    private static Map<String, @Nullable Object> claim(Entry.Claim claim) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        switch (claim) {
            case Entry.StaffingClaim(var staffing) -> {
                fields.put("kind", "staffing");
                fields.put("staffing", Words.of(staffing));
            }
            case Entry.StateClaim(var state, var reason) -> {
                fields.put("kind", "state");
                fields.put("state", Words.of(state));
                fields.put("reason", reason.orElse(null));
            }
            case Entry.ReasonClaim(var reason, _) -> {
                fields.put("kind", "reason");
                fields.put("reason", reason);
            }
            case Entry.ProductClaim(var product, var tool, var cavities) -> {
                fields.put("kind", "product");
                fields.put("product", product);
                fields.put("tool", tool.orElse(null));
                fields.put("activeCavities", cavities.isPresent() ? (Integer) cavities.getAsInt() : null);
            }
            case Entry.JobClaim(var job, var product, var tool, var cavities) -> {
                fields.put("kind", "job");
                fields.put("job", job);
                fields.put("product", product);
                fields.put("tool", tool.orElse(null));
                fields.put("activeCavities", cavities.isPresent() ? (Integer) cavities.getAsInt() : null);
            }
            case Entry.RejectClaim(var fate, var quantity, var reason) -> {
                fields.put("kind", "reject");
                fields.put("fate", Words.of(fate));
                fields.put("pieces", quantity / PIECE);
                fields.put("reason", reason.orElse(null));
            }
            case Entry.OutputClaim(var quantity) -> {
                fields.put("kind", "output");
                fields.put("pieces", quantity / PIECE);
            }
            case Entry.CountClaim(var quantity, var remark) -> {
                fields.put("kind", "count");
                fields.put("pieces", quantity / PIECE);
                fields.put("remark", remark);
            }
        }
        return fields;
    }
}
