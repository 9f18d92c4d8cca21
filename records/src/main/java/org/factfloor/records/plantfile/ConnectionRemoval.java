package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.WorkUnit;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Takes a connection and the signals it delivers out of a plant file. */
final class ConnectionRemoval {

    private final YamlDocument document;
    private final PlantModel model;
    private final String connection;
    private final Set<String> withoutTemplate = new HashSet<>();

    ConnectionRemoval(YamlDocument document, PlantModel model, String connection) {
        this.document = document;
        this.model = model;
        this.connection = connection;
    }

    /** Makes the changes in the document. */
    void run() {
        MappingNode root = document.root();
        removeItems(root, "connections", YamlDocument.items(root, "connections").stream()
                .filter(node -> says(node, "id", connection)).collect(Collectors.toSet()));
        for (MappingNode template : PlantPlaces.templates(root)) {
            removeItems(template, "signals", YamlDocument.items(template, "signals").stream()
                    .filter(node -> says(node, "connection", connection)).collect(Collectors.toSet()));
        }
        List<MappingNode> nodes = PlantPlaces.workUnits(root);
        List<WorkUnit> units = model.workUnits().toList();
        for (int i = 0; i < units.size(); i++) {
            strip(nodes.get(i), units.get(i));
        }
    }

    /**
     * What the plant is without the connection.
     *
     * @param sheets what machines say of their production once the text is edited; one that loses its template says only
     *        what it says itself
     */
    PlantModel expected(Map<String, Optional<ProductionSheet>> sheets) {
        PlantModel rest = PlantModels.withWorkUnits(model, unit -> {
            boolean without = withoutTemplate.contains(unit.id());
            return new WorkUnit(unit.id(), unit.name(), unit.template().filter(_ -> !without),
                    unit.signals().stream().filter(signal -> !signal.connection().equals(connection)).toList(),
                    without ? sheets.getOrDefault(unit.id(), Optional.empty()) : unit.sheet());
        });
        return PlantModels.withConnections(rest, connections -> {
            connections.removeIf(candidate -> candidate.id().equals(connection));
            return connections;
        });
    }

    private void strip(MappingNode node, WorkUnit unit) {
        Set<String> gone = unit.signals().stream().filter(signal -> signal.connection().equals(connection))
                .map(Signal::id).collect(Collectors.toSet());
        boolean isDefault = says(node, "connection", connection);
        List<String> keys = new ArrayList<>();
        if (isDefault) {
            keys.add("connection");
            // The template's signals go with the connection, except those the template itself takes from another one.
            boolean templateGoes = unit.template().isPresent() && PlantPlaces
                    .templateSignals(document.root(), unit.template().get()).stream()
                    .filter(signal -> YamlDocument.find(signal, "connection").isEmpty())
                    .anyMatch(signal -> YamlDocument.textOf(signal, "id").filter(gone::contains).isPresent());
            if (templateGoes) {
                withoutTemplate.add(unit.id());
                keys.add("template");
                keys.add("parameters");
            }
        }
        Set<MappingNode> items = YamlDocument.items(node, "signals").stream()
                .filter(item -> YamlDocument.textOf(item, "id").filter(gone::contains).isPresent())
                .collect(Collectors.toSet());
        if (!items.isEmpty() && items.size() == YamlDocument.items(node, "signals").size()) {
            keys.add("signals");
        } else {
            removeItems(node, "signals", items);
        }
        if (!keys.isEmpty()) {
            document.removeKeys(node, keys);
        }
    }

    private void removeItems(MappingNode owner, String key, Set<MappingNode> items) {
        if (!items.isEmpty()) {
            document.removeItems(owner, key, items);
        }
    }

    private static boolean says(MappingNode node, String key, String text) {
        return Optional.of(text).equals(YamlDocument.textOf(node, key));
    }
}
