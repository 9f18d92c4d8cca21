package org.factfloor.engine;

import org.jspecify.annotations.Nullable;

/** A fault of the engine or its store: its message says what, where and what to do. */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
