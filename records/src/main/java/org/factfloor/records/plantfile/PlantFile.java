package org.factfloor.records.plantfile;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.factfloor.plant.PlantModel;

/** Reads {@code plant.yaml}. Time and memory are bounded whatever the text contains. */
public final class PlantFile {

    private PlantFile() {}

    /** What a text turned out to be. */
    public sealed interface Result {}

    /**
     * A valid file.
     *
     * @param templates what the templates say by themselves, path → text, e.g. {@code templates[cnc].signals[state].unit}
     */
    public record Ok(PlantModel model, SortedMap<String, String> templates) implements Result {
        public Ok {
            templates = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(templates));
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
        throw new UnsupportedOperationException();
    }

    /** The JSON Schema (draft 2020-12) of the written form, for editors. */
    public static String schema() {
        throw new UnsupportedOperationException();
    }
}
