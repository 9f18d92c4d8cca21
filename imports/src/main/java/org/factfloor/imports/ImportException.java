package org.factfloor.imports;

import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;

/** An import cannot do what was asked; the text says why and what to do. */
public final class ImportException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Label text;

    public ImportException(String en, String zh, @Nullable Throwable cause) {
        super(en, cause);
        text = new Label(en, zh);
    }

    public Label text() {
        return text;
    }
}
