package org.factfloor.history;

import org.jspecify.annotations.Nullable;

/** A fault of a history: its message says what, where and what to do. */
public class HistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HistoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
