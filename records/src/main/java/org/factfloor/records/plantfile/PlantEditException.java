package org.factfloor.records.plantfile;

import java.util.List;

/** An edit that cannot be made to this plant file; the message says why and what to do. The text is unchanged. */
public final class PlantEditException extends RuntimeException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // List.copyOf is serializable, and so is what it holds in memory
    private final List<Problem> problems;

    PlantEditException(String message) {
        this(message, List.of());
    }

    PlantEditException(String message, List<Problem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** What would be wrong in the edited file; empty where the edit itself has no place to go. */
    public List<Problem> problems() {
        return problems;
    }
}
