package org.factfloor.records.plantfile;

import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** What one reading of a plant file shares: its problems, the units it knows and how much it may still look at. */
final class Reading {

    /**
     * Mappings and list items looked at before the reading gives up. Aliases let a short text say the same container
     * often; without a bound, six levels of them would be looked at millions of times.
     */
    private static final int MOST_LOOKS = 500_000;

    final Problems problems;
    final Units units = new Units();
    private int looks;

    Reading(Problems problems) {
        this.problems = problems;
    }

    /** Counts one look. */
    void look(Place place) {
        if (++looks > MOST_LOOKS) {
            throw new TooMuch(place);
        }
    }

    /** The file says far more than a plant has. */
    static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // caught where it was thrown from, never stored
        final Place place;

        TooMuch(Place place) {
            super("", null, false, false);
            this.place = place;
        }
    }

    /** Ids of one sort, of which each may be used once. */
    final class Ids {

        private final String sort;
        private final Map<String, Node> used = new HashMap<>();

        Ids(String sort) {
            this.sort = sort;
        }

        void claim(String id, Place place) {
            Node first = used.putIfAbsent(id, place.node());
            if (first != null) {
                problems.add(place.node(), place.path(), "the " + sort + " id " + id + " is used already in line "
                        + (first.getStartMark().orElseThrow().getLine() + 1) + "; give this one another id");
            }
        }
    }
}
