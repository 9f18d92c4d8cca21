package org.factfloor.records;

import org.factfloor.plant.Label;

/** A password that does not meet the {@link PasswordPolicy}; the message says why. */
public final class WeakPasswordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Label text;

    WeakPasswordException(Label text) {
        super(text.en());
        this.text = text;
    }

    /** The message in both languages. */
    public Label text() {
        return text;
    }
}
