package org.factfloor.records;

import java.util.List;
import java.util.Optional;

/**
 * A call for help at a machine (andon).
 *
 * @param number place among all calls in the order they arrived, from 1
 * @param id made by who called
 * @param steps by time; the first is {@link Step#CALLED}, each happens once at most
 */
public record AndonCall(long number, String id, String workUnit, Kind kind, List<Taken> steps) {

    /** Who or what is called for. */
    public enum Kind {
        MAINTENANCE, QUALITY, MATERIAL, SETTER, TEAM_LEAD
    }

    /** How far a call is; some are left out, none goes back. */
    public enum Step {
        CALLED, COMING, THERE, DONE,
        /** It was called by mistake. */
        CANCELLED;

        /** Whether nothing comes after it. */
        public boolean ends() {
            return this == DONE || this == CANCELLED;
        }
    }

    /**
     * A step somebody took.
     *
     * @param at by the clock of the terminal, µs
     * @param receivedAt when it arrived, µs
     */
    public record Taken(Step step, long at, String author, long receivedAt) {}

    public AndonCall {
        steps = List.copyOf(steps);
    }

    /** The last step. */
    public Taken last() {
        return steps.getLast();
    }

    /** µs. */
    public long calledAt() {
        return steps.getFirst().at();
    }

    public boolean isOpen() {
        return !last().step().ends();
    }

    Optional<Taken> taken(Step step) {
        return steps.stream().filter(taken -> taken.step() == step).findFirst();
    }
}
