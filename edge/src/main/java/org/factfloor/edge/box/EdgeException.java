package org.factfloor.edge.box;

import org.jspecify.annotations.Nullable;

/** Why an edge box cannot do its work: one sentence for the person at the terminal. */
public final class EdgeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EdgeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
