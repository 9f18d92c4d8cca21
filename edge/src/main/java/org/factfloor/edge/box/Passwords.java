package org.factfloor.edge.box;

import java.util.Map;
import java.util.Optional;

/** Passwords of sources, by the name of their secret, as the plan at hand brought them. Safe for many threads. */
final class Passwords {

    private volatile Map<String, String> bySecret = Map.of();

    void put(Map<String, String> passwords) {
        bySecret = Map.copyOf(passwords);
    }

    Optional<String> get(String secret) {
        return Optional.ofNullable(bySecret.get(secret));
    }
}
