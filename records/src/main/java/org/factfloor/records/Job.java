package org.factfloor.records;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An order to make something (ISA-95 job order).
 *
 * @param revision 1, then one more with each change of what it is to be
 * @param operation for people
 * @param quantity 10⁻³ pieces
 * @param due µs
 * @param machines where it is planned
 * @param state from the entries that name it
 * @param startedAt beginning of the first entry that names it, µs
 * @param finishedAt µs
 */
public record Job(String id, int revision, String product, Optional<String> operation, Optional<String> tool,
        long quantity, OptionalLong due, List<String> machines, State state,
        OptionalLong startedAt, OptionalLong finishedAt) {

    public Job {
        machines = List.copyOf(machines);
    }

    /** How far a job is. */
    public enum State {
        /** Never started. */
        PLANNED,
        /** On a machine now. */
        RUNNING,
        /** Started, on no machine now. */
        PAUSED, FINISHED
    }
}
