package org.factfloor.records.plantfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.factfloor.plant.PlantModel;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code plant.yaml}. Time and memory are bounded whatever the text contains. */
public final class PlantFile {

    private PlantFile() {}

    /** What a text turned out to be. */
    public sealed interface Result {}

    /**
     * A valid file.
     *
     * @param templates what the templates say by themselves, path → text, e.g. {@code templates[cnc].signals[state]}
     */
    public record Ok(PlantModel model, SortedMap<String, String> templates) implements Result {
        public Ok {
            templates = Collections.unmodifiableSortedMap(new TreeMap<>(templates));
        }
    }

    /**
     * A file with problems.
     *
     * @param problems at least one, in the order of the file
     */
    public record Invalid(List<Problem> problems) implements Result {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a text.
     *
     * @param fileName what problems call the file
     */
    public static Result read(String yaml, String fileName) {
        Problems problems = new Problems(fileName);
        Optional<Node> root = PlantNodes.compose(yaml, problems);
        if (root.isPresent()) {
            try {
                Ok file = new PlantReader(new Reading(problems)).read(new Place(root.get(), ""));
                if (problems.isEmpty()) {
                    return file;
                }
            } catch (Reading.TooMuch tooMuch) {
                problems.add(tooMuch.place.node(), tooMuch.place.path(),
                        "the file says more than a plant has; reading ended here");
            }
        }
        return new Invalid(problems.inOrder());
    }

    /** The JSON Schema (draft 2020-12) of the written form, for editors. */
    public static String schema() {
        try (InputStream schema = PlantFile.class.getResourceAsStream("plant.schema.json")) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
