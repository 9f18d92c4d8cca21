package org.factfloor.app.backup;

import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;

/** Why a folder cannot be backed up or restored; the message is for people: what, where, what to do. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Label text;

    public BackupException(String message, @Nullable Throwable cause) {
        this(Label.of(message), cause);
    }

    /** With what pages say. */
    public BackupException(Label text, @Nullable Throwable cause) {
        super(text.en(), cause);
        this.text = text;
    }

    /** The message in the languages of the pages; English where nobody has translated it. */
    public Label text() {
        return text;
    }
}
