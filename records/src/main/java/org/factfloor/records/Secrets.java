package org.factfloor.records;

import java.util.Optional;
import java.util.Set;

/** Passwords of sources, encrypted with AES-256-GCM under the key in {@code secret.key}. */
public final class Secrets {

    Secrets() {}

    /** Stores a value under a name, in place of the one that was there. */
    public void put(String name, String value) {
        throw new UnsupportedOperationException();
    }

    public Optional<String> get(String name) {
        throw new UnsupportedOperationException();
    }

    /** Removes a secret; false if there was none. */
    public boolean delete(String name) {
        throw new UnsupportedOperationException();
    }

    public Set<String> names() {
        throw new UnsupportedOperationException();
    }
}
