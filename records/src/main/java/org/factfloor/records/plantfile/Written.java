package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML to be written. */
sealed interface Written {

    /** A single value in the form it is written, quotes included. */
    record Value(String yaml) implements Written {}

    /**
     * A mapping.
     *
     * @param flow whether it is written on one line, in braces
     */
    record Mapping(Map<String, Written> entries, boolean flow) implements Written {
        Mapping put(String key, Written value) {
            entries.put(key, value);
            return this;
        }

        Mapping put(String key, String text) {
            return put(key, Written.text(text));
        }
    }

    /**
     * A list.
     *
     * @param flow whether it is written on one line, in brackets
     */
    record Items(List<Written> items, boolean flow) implements Written {}

    static Written text(String text) {
        return new Value(YamlText.scalar(text));
    }

    static Mapping block() {
        return new Mapping(new LinkedHashMap<>(), false);
    }

    static Mapping flow() {
        return new Mapping(new LinkedHashMap<>(), true);
    }

    static Items list(List<? extends Written> items) {
        return new Items(new ArrayList<>(items), false);
    }
}
