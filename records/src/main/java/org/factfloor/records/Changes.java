package org.factfloor.records;

import java.util.List;
import java.util.Optional;

/**
 * What changed after a cursor, in order.
 *
 * @param cursor to go on from; as it was given where nothing changed
 */
public record Changes<T>(List<Change<T>> changes, long cursor) {

    public Changes {
        changes = List.copyOf(changes);
    }

    /**
     * One change of what stands.
     *
     * @param cursor its place in the order of all changes, from 1
     * @param before what stood; empty where it is new
     * @param after what stands; empty where it was retracted
     */
    public record Change<T>(long cursor, String workUnit, Optional<T> before, Optional<T> after) {}

    static <T> Changes<T> of(List<Change<T>> changes, long after) {
        return new Changes<>(changes, changes.isEmpty() ? after : changes.getLast().cursor());
    }
}
