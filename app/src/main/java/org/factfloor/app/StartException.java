package org.factfloor.app;

import org.jspecify.annotations.Nullable;

/** Why the product cannot start or a command cannot do its work: one sentence for the person at the terminal. */
class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
