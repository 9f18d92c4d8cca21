package org.factfloor.demo;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A mapping in a YAML document; asking for what is not there fails the test. */
record YamlNode(Map<String, Object> entries) {

    static YamlNode parse(String yaml) {
        return of(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    YamlNode child(String key) {
        return of(requireNonNull(entries.get(key), key));
    }

    List<YamlNode> children(String key) {
        return ((List<?>) requireNonNull(entries.get(key), key)).stream().map(YamlNode::of).toList();
    }

    YamlNode child(String key, String id) {
        return children(key).stream().filter(child -> child.text("id").equals(id)).findFirst().orElseThrow();
    }

    String text(String key) {
        return (String) requireNonNull(entries.get(key), key);
    }

    String endpoint(String connection) {
        return child("connections", connection).text("endpoint");
    }

    List<YamlNode> workUnits() {
        return child("enterprise").children("sites").getFirst().children("areas").getFirst().children("workCenters")
                .stream().flatMap(center -> center.children("workUnits").stream()).toList();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    @SuppressWarnings("unchecked")
    private static YamlNode of(Object node) {
        return new YamlNode((Map<String, Object>) node);
    }
}
