package org.factfloor.records.plantfile;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.Connection;
import org.factfloor.plant.PlantModel;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** The steps every edit of a plant file is made of. Each throws {@link PlantEditException} where it cannot be done. */
final class Editing {

    private static final String FILE = "plant.yaml";

    private Editing() {}

    static Connection existing(PlantModel model, String id) {
        return model.connection(id)
                .orElseThrow(() -> new PlantEditException("there is no connection " + id + "; name another one"));
    }

    static MappingNode byId(List<MappingNode> nodes, String id) {
        return nodes.stream().filter(node -> YamlDocument.textOf(node, "id").filter(id::equals).isPresent()).findFirst()
                .orElseThrow(
                        () -> new PlantEditException("there is no " + id + " in the plant file; name another one"));
    }

    static PlantModel model(String yaml) {
        return switch (PlantFile.read(yaml, FILE)) {
            case PlantFile.Ok file -> file.model();
            case PlantFile.Invalid(List<Problem> problems) -> throw new PlantEditException(
                    "the plant file has problems that must be mended first: " + problems.getFirst(), problems);
        };
    }

    static YamlDocument document(String yaml) {
        Optional<Node> root = PlantNodes.compose(yaml, new Problems(FILE));
        return new YamlDocument(yaml, (MappingNode) root.orElseThrow());
    }

    /** The text, if it says what is expected. */
    static String checked(String yaml, PlantModel expected) {
        return switch (PlantFile.read(yaml, FILE)) {
            case PlantFile.Invalid(List<Problem> problems) -> throw new PlantEditException(
                    "the plant file would not be valid: " + problems.getFirst().message(), problems);
            case PlantFile.Ok file when file.model().equals(expected) -> yaml;
            case PlantFile.Ok _ -> throw new PlantEditException(
                    "the plant file is laid out in a way that this change would also change something else in it,"
                            + " perhaps because of an anchor (&name); change the file by hand");
        };
    }

    /** Rewrites the keys of a mapping that differ; a field back at its default is not written. */
    static void rewrite(YamlDocument document, MappingNode node, Written.Mapping before,
            Written.Mapping after) {
        after.entries().forEach((key, value) -> {
            if (!value.equals(before.entries().get(key))) {
                document.put(node, key, value);
            }
        });
        Set<String> gone = new HashSet<>(before.entries().keySet());
        gone.removeAll(after.entries().keySet());
        if (!gone.isEmpty()) {
            document.removeKeys(node, gone);
        }
    }
}
