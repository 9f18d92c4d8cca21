package org.factfloor.engine;

import java.util.function.Consumer;

/** Runs the kernels of all machines. Safe for many threads. */
public final class Engine implements AutoCloseable {

    private Engine() {}

    /** Opens the engine on what it left; nothing runs yet. */
    public static Engine open(EngineParts parts) {
        throw new UnsupportedOperationException();
    }

    /** Catches up in the background and goes on live. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    public Facts facts() {
        throw new UnsupportedOperationException();
    }

    public Progress progress() {
        throw new UnsupportedOperationException();
    }

    /**
     * Has a listener told of changed facts, on the engine's threads: it must return at once.
     *
     * @return ends it
     */
    public AutoCloseable onChange(Consumer<Changed> listener) {
        throw new UnsupportedOperationException();
    }

    /** Saves where every machine is and stops. */
    @Override
    public void close() {}
}
