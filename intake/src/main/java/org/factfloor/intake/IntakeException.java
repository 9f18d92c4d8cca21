package org.factfloor.intake;

import org.jspecify.annotations.Nullable;

/** A fault of the intake: its message says what, where and what to do. */
public class IntakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IntakeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
