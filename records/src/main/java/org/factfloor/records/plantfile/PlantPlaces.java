package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Where the things of a valid plant file stand in its nodes, in the order of the file. */
final class PlantPlaces {

    private PlantPlaces() {}

    static List<MappingNode> sites(MappingNode root) {
        List<MappingNode> enterprise = YamlDocument.find(root, "enterprise").map(node -> List.of((MappingNode) node))
                .orElse(List.of());
        return below(enterprise, "sites");
    }

    private static List<MappingNode> areas(MappingNode root) {
        return below(sites(root), "areas");
    }

    static List<MappingNode> workCenters(MappingNode root) {
        return below(areas(root), "workCenters");
    }

    static List<MappingNode> workUnits(MappingNode root) {
        return below(workCenters(root), "workUnits");
    }

    static List<MappingNode> templates(MappingNode root) {
        return YamlDocument.items(root, "templates");
    }

    /** The signal entries of a template and of those it extends. */
    static List<MappingNode> templateSignals(MappingNode root, String template) {
        List<MappingNode> signals = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<String> next = Optional.of(template);
        while (next.isPresent() && seen.add(next.get())) {
            String id = next.get();
            Optional<MappingNode> node = templates(root).stream()
                    .filter(candidate -> YamlDocument.textOf(candidate, "id").filter(id::equals).isPresent())
                    .findFirst();
            node.ifPresent(found -> signals.addAll(YamlDocument.items(found, "signals")));
            next = node.flatMap(found -> YamlDocument.textOf(found, "extends"));
        }
        return signals;
    }

    private static List<MappingNode> below(List<MappingNode> nodes, String key) {
        return nodes.stream().flatMap(node -> YamlDocument.items(node, key).stream()).toList();
    }
}
