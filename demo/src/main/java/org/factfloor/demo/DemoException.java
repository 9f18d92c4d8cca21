package org.factfloor.demo;

import org.jspecify.annotations.Nullable;

/** The simulated plant could not be started. */
public final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
