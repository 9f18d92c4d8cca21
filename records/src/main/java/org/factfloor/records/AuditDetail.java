package org.factfloor.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.production.Standard;

/**
 * What the audit says of something that was changed, as JSON: {@code was} and {@code is} by field, and the {@code remark}
 * that says why. Quantities are in pieces, times ISO 8601 in UTC, durations in seconds: pages tell them in the reader's
 * language.
 */
public final class AuditDetail {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditDetail() {}

    /**
     * The change as a text.
     *
     * @param was empty where there was nothing before
     * @param is empty where nothing is left
     * @param remark may be empty
     */
    static String of(Optional<ObjectNode> was, Optional<ObjectNode> is, String remark) {
        ObjectNode detail = JSON.createObjectNode();
        was.ifPresent(fields -> detail.set("was", fields));
        is.ifPresent(fields -> detail.set("is", fields));
        if (!remark.isEmpty()) {
            detail.put("remark", remark);
        }
        return detail.toString();
    }

    /**
     * The change of something that is no record of its own, by field.
     *
     * @param was empty where there was nothing before
     * @param is empty where nothing is left
     */
    public static String change(Map<String, ?> was, Map<String, ?> is) {
        return of(fields(was), fields(is), "");
    }

    private static Optional<ObjectNode> fields(Map<String, ?> values) {
        return Optional.of(values).filter(some -> !some.isEmpty()).map(some -> JSON.valueToTree(new TreeMap<>(some)));
    }

    /** Why something failed. */
    public static String why(Label text) {
        ObjectNode detail = JSON.createObjectNode();
        detail.putObject("why").put("en", text.en()).put("zh", text.zh());
        return detail.toString();
    }

    static ObjectNode job(Job job) {
        ObjectNode fields = JSON.createObjectNode().put("product", job.product()).put("quantity",
                pieces(job.quantity()));
        put(fields, "due", job.due());
        job.operation().ifPresent(text -> fields.put("operation", text));
        job.tool().ifPresent(text -> fields.put("tool", text));
        job.machines().forEach(fields.putArray("machines")::add);
        return fields.put("state", word(job.state()));
    }

    static ObjectNode standard(Standard standard, Optional<String> operation) {
        ObjectNode fields = JSON.createObjectNode().put("machine", standard.workUnit())
                .put("product", standard.product()).put("cycle", BigDecimal.valueOf(standard.planned().cycle(), 6))
                .put("partsPerCycle", pieces(standard.planned().partsPerCycle()));
        if (standard.planned().targetPerHour() != 0) {
            fields.put("targetPerHour", pieces(standard.planned().targetPerHour()));
        }
        put(fields, "validFrom", OptionalLong.of(standard.validFrom()));
        standard.tool().ifPresent(text -> fields.put("tool", text));
        operation.ifPresent(text -> fields.put("operation", text));
        return fields.put("origin", word(standard.origin())).put("confirmed", standard.confirmedBy().isPresent());
    }

    static ObjectNode entry(Entry entry) {
        ObjectNode fields = JSON.createObjectNode().put("machine", entry.workUnit());
        put(fields, "from", OptionalLong.of(entry.from()));
        put(fields, "to", entry.to());
        for (Map.Entry<String, JsonNode> said : ClaimJson.tree(ClaimJson.write(entry.claim())).properties()) {
            switch (said.getKey()) {
                case "v", "policy" -> {
                }
                case "quantity" -> fields.put("pieces", pieces(said.getValue().longValue()));
                case "staffing", "state", "fate" -> fields.put(said.getKey(), camel(said.getValue().textValue()));
                default -> fields.set(said.getKey(), said.getValue());
            }
        }
        return fields;
    }

    /** Something that has a name in both languages. */
    static ObjectNode named(Label name) {
        ObjectNode fields = JSON.createObjectNode();
        fields.putObject("name").put("en", name.en()).put("zh", name.zh());
        return fields;
    }

    private static BigDecimal pieces(long milli) {
        return new BigDecimal(Pieces.text(milli));
    }

    private static void put(ObjectNode fields, String field, OptionalLong micros) {
        micros.ifPresent(time -> fields.put(field, Micros.toInstant(time).toString()));
    }

    private static String word(Enum<?> choice) {
        return camel(choice.name());
    }

    /** As the HTTP API writes it: {@code notStaffed}. */
    private static String camel(String name) {
        String[] words = name.toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder camel = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            camel.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return camel.toString();
    }
}
