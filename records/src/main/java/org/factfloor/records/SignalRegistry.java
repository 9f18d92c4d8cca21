package org.factfloor.records;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The permanent plant-wide reference of each signal key ({@code machine/signal}), counted from 1. A reference is never
 * given to another key, and a key that left the plant keeps its reference for the day it comes back.
 */
public final class SignalRegistry {

    SignalRegistry() {}

    /** The key's reference; assigns the next free one to a new key. */
    public int ref(String key) {
        throw new UnsupportedOperationException();
    }

    public OptionalInt find(String key) {
        throw new UnsupportedOperationException();
    }

    public Optional<String> key(int ref) {
        throw new UnsupportedOperationException();
    }

    /** Every key that ever had a reference, as it is now; later ones do not appear in it. */
    public Map<String, Integer> all() {
        throw new UnsupportedOperationException();
    }
}
