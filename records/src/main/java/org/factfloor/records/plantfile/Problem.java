package org.factfloor.records.plantfile;

import java.util.Optional;

/**
 * One thing that is wrong in a plant file.
 *
 * @param file name of the file as the reader was told
 * @param line from 1
 * @param column from 1, in characters
 * @param path place in the structure, e.g. {@code enterprise.sites[0].areas[1].name}; empty for the file as a whole
 * @param message what is wrong and what to do
 * @param nearest the valid word closest to what was written, where there is one
 */
public record Problem(String file, int line, int column, String path, String message, Optional<String> nearest) {

    /** {@code plant.yaml:12:9: enterprise.sites[0].zone: …}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message
                + nearest.map(word -> "; did you mean " + word + "?").orElse("");
    }
}
