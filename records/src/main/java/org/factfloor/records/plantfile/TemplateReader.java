package org.factfloor.records.plantfile;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.factfloor.plant.Label;

/** Reads the templates and lays each over the one it extends. */
final class TemplateReader {

    private static final int MOST_LEVELS = 10;

    private record Template(Fields fields, Label name, Optional<String> base, Map<String, SignalParts> signals,
            Optional<ProductionParts> production) {}

    private final Reading reading;
    private final SignalReader signalReader;
    private final ProductionReader productionReader;
    private final Map<String, Template> templates = new LinkedHashMap<>();
    private final Map<String, Map<String, SignalParts>> resolved = new LinkedHashMap<>();

    TemplateReader(Reading reading, SignalReader signalReader, ProductionReader productionReader) {
        this.productionReader = productionReader;
        this.reading = reading;
        this.signalReader = signalReader;
    }

    /** Reads all templates; to be called once, first. */
    void read(Fields plant) {
        Reading.Ids ids = reading.new Ids("template");
        for (Place item : plant.items("templates", 1_000)) {
            Fields fields = Fields.of(reading, item, Shape.TEMPLATE);
            String id = fields.ownId(ids);
            Template template = new Template(fields, fields.label("name").orElse(Label.of(id)), fields.id("extends"),
                    signalReader.read(fields), productionReader.read(fields));
            templates.putIfAbsent(id, template);
        }
        templates.forEach((id, template) -> {
            resolve(id, new HashSet<>());
            SignalChecks.agree(reading, template.signals().values(), signals(id));
        });
    }

    boolean has(String id) {
        return templates.containsKey(id);
    }

    Set<String> ids() {
        return templates.keySet();
    }

    /** A template's signals with those of the templates it extends. */
    Map<String, SignalParts> signals(String id) {
        return resolved.getOrDefault(id, Map.of());
    }

    /** What a template, with those it extends, says of production. */
    Optional<ProductionParts> production(String id) {
        Optional<ProductionParts> parts = Optional.empty();
        Set<String> seen = new HashSet<>();
        Template template = templates.get(id);
        // A circle is reported elsewhere; here it only must end.
        while (template != null && seen.add(template.fields().place().path())) {
            parts = ProductionParts.over(parts, template.production());
            template = templates.get(template.base().orElse(""));
        }
        return parts;
    }

    /** What each template says by itself, path → text. */
    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        templates.forEach((id, template) -> {
            String path = "templates[" + id + "]";
            texts.put(path,
                    ModelTexts.of(template.name()) + template.base().map(base -> ", extends " + base).orElse(""));
            template.production().ifPresent(parts -> texts.put(path + ".production", ModelTexts.of(parts)));
            template.signals().values().forEach(
                    parts -> texts.put(path + ".signals[" + parts.id() + "]", ModelTexts.of(parts)));
        });
        return texts;
    }

    private Map<String, SignalParts> resolve(String id, Set<String> underway) {
        Map<String, SignalParts> known = resolved.get(id);
        if (known != null) {
            return known;
        }
        Template template = templates.get(id);
        if (template == null) {
            return Map.of();
        }
        underway.add(id);
        Map<String, SignalParts> below = template.base().map(base -> below(template, base, underway)).orElse(Map.of());
        Map<String, SignalParts> signals = SignalReader.over(template.signals(), below);
        resolved.put(id, signals);
        return signals;
    }

    private Map<String, SignalParts> below(Template template, String base, Set<String> underway) {
        Fields fields = template.fields();
        if (!templates.containsKey(base)) {
            fields.problem("extends", "there is no template " + base + "; add it or name another one", base,
                    templates.keySet());
        } else if (underway.contains(base)) {
            fields.problem("extends", "the templates extend each other in a circle: "
                    + String.join(", ", new TreeSet<>(underway)) + "; remove extends from one of them");
        } else if (underway.size() >= MOST_LEVELS) {
            fields.problem("extends",
                    "templates extend each other over more than " + MOST_LEVELS + " levels; use fewer");
        } else {
            return resolve(base, underway);
        }
        return Map.of();
    }
}
